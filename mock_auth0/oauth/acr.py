"""How a user was authenticated, as a claim and as a wish.

OpenID Connect Core §2, §3.1.2.1 · Auth0: Configure Step-up Authentication
"""

MULTI_FACTOR = "http://schemas.openid.net/pape/policies/2007/06/multi-factor"
"""By two factors: the only value of ``acr`` that Auth0 knows."""
