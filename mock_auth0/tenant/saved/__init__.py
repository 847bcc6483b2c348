"""A tenant's state as a file: what lasts of it, in JSON."""
