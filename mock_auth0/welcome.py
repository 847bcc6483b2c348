"""What the start prints: what to paste into an SDK, whom to log in as, and what is let in."""

from mock_auth0.model.client import Client
from mock_auth0.model.user import User
from mock_auth0.option_table import RELAXATIONS
from mock_auth0.tenant.seed import Seed

_INSTEAD = dict.fromkeys(("actions", "hooks", "rules", "triggers"), "; see mock: {hooks: […]}")
"""What to write in the place of JavaScript, which does not run."""
_LISTED = 12
"""Rows of one kind."""


def text(seed: Seed, url: str, https_url: str | None = None) -> str:
    """The tenant, as it serves at ``url``, and with TLS at ``https_url``."""
    issuer = seed.policy.issuer
    domains = [[url.partition("://")[2]]]
    if https_url is not None:
        domains = [
            [*domains[0], "http"],
            [https_url.partition("://")[2], "https", "to trust it: mock-auth0 ca > ca.pem"],
        ]
    rows = [
        *_block("domain", domains),
        *_block("issuer", [[issuer or f"{url}/ (follows the address that is asked)"]]),
        *_block("client id", [_client_row(client) for client in seed.clients]),
        *_block("audience", [[api.identifier, api.name] for api in seed.resource_servers]),
        *_block("log in as", [_user_row(user) for user in seed.users]),
    ]
    if seed.policy.auto_login is not None:
        rows += _block("auto login", [[seed.policy.auto_login]])
    open_ones = [name for name in RELAXATIONS if getattr(seed.policy, name)]
    if open_ones:
        rows += _block("let in", [[", ".join(open_ones)], ["(--strict refuses all of it)"]])
    if seed.not_emulated:
        ignored = [
            f"{name} ({place}{_INSTEAD.get(name, '')})" for name, place in seed.not_emulated.items()
        ]
        rows += _block("no effect", [[each] for each in ignored])
    if seed.policy.control:
        rows += _block("look at", [[f"{url}/_mock", "its requests and mails"]])
    place = url if https_url is None else f"{url} and {https_url}"
    title = f"mock-auth0 serves the tenant {seed.friendly_name} at {place}"
    return "\n".join(_printable(line) for line in ("", title, "", *rows, ""))


def _block(label: str, rows: list[list[str]]) -> list[str]:
    """Rows in columns, the first of them behind the label."""
    shown = rows[:_LISTED]
    widths = [max(map(len, column)) for column in zip(*_squared(shown), strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
        for row in shown
    ]
    if len(rows) > _LISTED:
        lines.append(f"… and {len(rows) - _LISTED} more")
    labels = [label, *[""] * len(lines)]
    return [f"  {name:<10}  {line}" for name, line in zip(labels, lines, strict=False)]


def _squared(rows: list[list[str]]) -> list[list[str]]:
    """All rows as long as the longest. The last cell of a row needs no width."""
    longest = max(map(len, rows), default=0)
    return [[*row, *[""] * (longest - len(row))] for row in rows]


def _client_row(client: Client) -> list[str]:
    row = [client.client_id, client.app_type, client.name]
    if client.client_secret is not None and not client.is_public:
        row.append(f"secret {client.client_secret}")
    return row


def _user_row(user: User) -> list[str]:
    remarks = [*user.roles]
    if user.email is not None and not user.email_verified:
        remarks.append("not verified")
    if user.blocked:
        remarks.append("blocked")
    password = "no password" if user.password is None else f"password {user.password}"
    if user.password_hash is not None:
        password = "an imported password"
    return [user.identifier, password, ", ".join(remarks)]


def _printable(line: str) -> str:
    """The line without what would move the cursor: names come from a file."""
    return "".join(each if each.isprintable() else "\ufffd" for each in line)
