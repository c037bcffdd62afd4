"""The browser of a journey: console errors, breaches of the content security policy and lost files fail the test."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.surroundings import EVERYWHERE, Complaints, Surroundings, remember_scriptless


@pytest.fixture(params=EVERYWHERE, ids=str)
def surroundings(request: pytest.FixtureRequest) -> Surroundings:
    """Every way to look at the site, one after the other."""
    assert isinstance(request.param, Surroundings)
    return request.param


@pytest.fixture
def page(
    browser: Browser, base_url: str, surroundings: Surroundings, browser_context_args: dict[str, object]
) -> Iterator[Page]:
    """A page in the surroundings, under the real content security policy."""
    context = browser.new_context(
        **{  # type: ignore[arg-type]
            **browser_context_args,
            "base_url": base_url,
            "viewport": {"width": surroundings.width, "height": 800},
            "java_script_enabled": surroundings.has_scripts,
            "locale": {"en": "en-US", "es": "es-US"}[surroundings.language],
            "reduced_motion": "reduce",
        }
    )
    context.set_default_timeout(15_000)
    if not surroundings.has_scripts:
        remember_scriptless(context)
    page = context.new_page()
    complaints = Complaints(page)
    yield page
    context.close()
    assert not complaints.seen, "\n".join(complaints.seen)
