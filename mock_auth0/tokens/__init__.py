"""Tokens: minted in one place, read in one place."""
