"""The web: the only rooms that know FastAPI, Starlette and HTTP."""
