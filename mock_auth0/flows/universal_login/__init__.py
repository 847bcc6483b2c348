"""A login in the browser: its screens, its session, and what it asks for on the way."""
