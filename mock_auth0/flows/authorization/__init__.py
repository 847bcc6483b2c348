"""``/authorize``: reading a request, and answering it."""
