"""What axe-core finds amiss on a page: WCAG 2.2 A and AA, and its own good practices."""

from typing import Any

from playwright.sync_api import Page

from tests.journeys import requirement


def complaints_about(page: Page) -> list[str]:
    """Each broken rule with the elements that break it."""
    requirement.npm_package("axe-core")
    script = requirement.HERE / "node_modules/axe-core/axe.min.js"
    page.evaluate(script.read_text())
    # A frame without scripts could not answer.
    found: dict[str, Any] = page.evaluate("() => axe.run({ iframes: false })")
    return [
        f"{page.url}: {rule['id']}: {', '.join(str(node['target']) for node in rule['nodes'])}"
        for rule in found["violations"]
    ]
