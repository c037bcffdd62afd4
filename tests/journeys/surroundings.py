"""Where a journey takes place: language, width of the screen, scripts on or off; and what must hold on every page."""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import ConsoleMessage, Page, Response

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Surroundings:
    """One way to look at the site."""

    language: str = "en"
    width: int = 1280
    has_scripts: bool = True

    def __str__(self) -> str:
        return f"{self.language}-{self.width}{'' if self.has_scripts else '-without-scripts'}"

    def path(self, path: str) -> str:
        """Return the address in the language: /login, /es/login."""
        return path if self.language == "en" else f"/{self.language}{path}"

    def say(self, *, en: str, es: str) -> str:
        """Return the words in the language."""
        return {"en": en, "es": es}[self.language]


EVERYWHERE = [
    Surroundings(language, width, has_scripts)
    for language in ("en", "es")
    for width, has_scripts in ((360, True), (1280, True), (320, False))
]


class Complaints:
    """What a browser complained of: errors on the console (the content security policy's too), failed requests."""

    def __init__(self, page: Page) -> None:
        self.seen: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.seen.append(f"script error: {error}"))
        page.on("response", self._look)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.seen.append(f"console: {message.text}")

    def _look(self, response: Response) -> None:
        if response.status >= 500 or (
            response.status >= 400 and response.request.resource_type != "document"
        ):
            self.seen.append(f"{response.status} for {response.url}")


def assert_accessible(page: Page) -> None:
    """Fail on any violation that axe finds by WCAG 2.2 AA or good practice, and on sideways scrolling."""
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    results = Axe().run(page, options=options)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    assert_fits(page)


def assert_fits(page: Page) -> None:
    """Fail when the page is wider than the screen."""
    assert page.viewport_size is not None
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], (
        f"{page.url} is {wide} px wide on {page.viewport_size['width']} px"
    )


def assert_targets_are_big_enough(page: Page, *, at_least: int = 24) -> None:
    """Fail on buttons and links smaller than so many CSS pixels (WCAG 2.5.8; links inside a sentence are free)."""
    small = page.evaluate(
        """(least) => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
            .filter((e) => e.checkVisibility() && !e.closest('p, li:not(:has(> a:only-child)), dd, .usa-skipnav'))
            .filter((e) => !e.matches('.usa-skipnav, .usa-radio__input, .usa-checkbox__input'))
            .map((e) => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
            .filter(([, box]) => box.height < least || box.width < least)
            .map(([html, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${html}`)""",
        at_least,
    )
    assert not small, f"{page.url}\n" + "\n".join(small)
