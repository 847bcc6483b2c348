"""The grants of ``/oauth/token``: one self-describing module each, listed in `registry`."""
