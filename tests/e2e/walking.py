"""How somebody walks through pages in a browser."""

from playwright.sync_api import Page


def follow(page: Page, selector: str) -> None:
    """Click what leads to another page and wait for that page: a click alone may return while the old one goes."""
    with page.expect_navigation():
        page.click(selector)


def sideways(page: Page) -> int:
    """Say by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
