"""The Authentication API: one file per endpoint, named by its path."""
