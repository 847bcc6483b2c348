"""What runs where a tenant of Auth0 runs Actions: functions and rules, their events, their APIs."""
