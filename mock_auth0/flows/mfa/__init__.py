"""The MFA API: factors are enrolled, listed and challenged outside of a browser."""
