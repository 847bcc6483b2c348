"""``/dbconnections/…``: database connections over HTTP."""
