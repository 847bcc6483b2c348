"""``/oauth/token`` and what goes with it: clients, proofs, revocation, the profile."""
