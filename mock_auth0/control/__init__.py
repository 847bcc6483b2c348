"""What a test may do to a tenant: each verb once, whichever door it is called through."""
