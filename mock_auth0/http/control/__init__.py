"""The control API under `/_mock`: ours, for tests and machines."""
