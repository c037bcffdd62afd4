"""Where a journey takes place: language, width of the screen, scripts on or off; and what must hold on every page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from weakref import WeakSet

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_SMALL_TARGETS = """(least) => [...document.querySelectorAll('a[href], button, input, select, summary')]
    .filter((e) => e.checkVisibility())
    .filter((e) => !e.matches('.usa-skipnav, .usa-radio__input, .usa-checkbox__input'))
    .filter((e) => e.matches('input, select') || e.parentElement.textContent.trim() === e.textContent.trim())
    .map((e) => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
    .filter(([, box]) => box.height < least || box.width < least)
    .map(([html, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${html}`)"""


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


# Spanish is the longer text: it stands on the small screen. Every language, width and way of going on is there.
EVERYWHERE = [
    Surroundings("en", 1280),
    Surroundings("es", 1280),
    Surroundings("es", 360),
    Surroundings("en", 320, has_scripts=False),
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


_scriptless: WeakSet[BrowserContext] = WeakSet()


def remember_scriptless(context: BrowserContext) -> None:
    """Note that pages of this context run no scripts, not even those of the checks."""
    _scriptless.add(context)


@contextmanager
def inspected(page: Page) -> Iterator[Page]:
    """Give the page to checks that run scripts: itself, or a copy of a scriptless page without the site's scripts."""
    page.wait_for_load_state("load")
    if page.context not in _scriptless:
        yield page
        return
    assert page.context.browser is not None
    assert page.viewport_size is not None
    body, address = page.content(), page.url
    context = page.context.browser.new_context(viewport=page.viewport_size)
    copy = context.new_page()
    copy.route("**/*.js", lambda route: route.abort())
    copy.route(address, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    copy.goto(address)
    yield copy
    context.close()


def assert_accessible(page: Page) -> None:
    """Fail on any violation that axe finds by WCAG 2.2 AA or good practice, and on sideways scrolling."""
    with inspected(page) as copy:
        _assert_accessible(copy)


def _assert_accessible(page: Page) -> None:
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    results = Axe().run(page, options=options)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    _assert_fits(page)


def _assert_fits(page: Page) -> None:
    assert page.viewport_size is not None
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], (
        f"{page.url} is {wide} px wide on {page.viewport_size['width']} px"
    )


def assert_targets_are_big_enough(page: Page, *, at_least: int = 24) -> None:
    """Fail on buttons and links smaller than so many CSS pixels (WCAG 2.5.8; links inside a sentence are free)."""
    with inspected(page) as copy:
        small = copy.evaluate(_SMALL_TARGETS, at_least)
    assert not small, f"{page.url}\n" + "\n".join(small)
