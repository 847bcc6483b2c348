"""What a tenant holds: frozen values, spelled as on Auth0's wire."""
