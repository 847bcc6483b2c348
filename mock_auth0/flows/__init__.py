"""What each endpoint does: (tenant, parameters) → outcome, without HTTP."""
