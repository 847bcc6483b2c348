"""A real domain, in this process alone: its name leads to the mock, its certificate is trusted."""
