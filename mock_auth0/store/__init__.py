"""Where a tenant's things are kept. Nothing above keeps a reference into it."""
