"""The tenant file: auth0-deploy-cli's ``tenant.yaml``, with users, read into a seed.

One module per kind of thing. Each builds its values from `Fields`, whether they stand in a file
or are given as Python keywords, so both have the same names, defaults and errors.
"""
