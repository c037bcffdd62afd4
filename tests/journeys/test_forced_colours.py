"""High contrast as the system sets it (forced colours): what can be pressed has an edge, what has the focus a ring."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.factories import ana_and_ben, user_of
from tests.journeys.surroundings import Surroundings

pytestmark = pytest.mark.django_db(transaction=True)

# A background is taken away in forced colours, and a shadow too: an edge or an outline stays.
_WITHOUT_AN_EDGE = """() => [...document.querySelectorAll('button, .usa-button, input, select, textarea')]
    .filter((e) => e.checkVisibility() && e.type !== 'hidden')
    .filter((e) => !e.matches('.usa-button--unstyled, .usa-radio__input, .usa-checkbox__input'))
    .filter((e) => {
        const style = getComputedStyle(e);
        const has = (side) => style[side + 'Style'] !== 'none' && parseFloat(style[side + 'Width']) >= 1;
        return !has('borderTop') && !has('borderBottom') && !has('outline');
    })
    .map((e) => e.outerHTML.slice(0, 150))"""
_FOCUS = """() => {
    const ring = (e, pseudo) => {
        const style = getComputedStyle(e, pseudo);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    };
    const e = document.activeElement;
    if (e === document.body) return ['', true];
    const label = e.labels && e.labels[0];
    return [e.outerHTML.slice(0, 150), ring(e) || Boolean(label) && ring(label, '::before')];
}"""
_LINES_UNDER_TABS = """() => [...document.querySelectorAll('.cc-tabs__link')]
    .map((e) => [getComputedStyle(e).borderBottomColor, e.hasAttribute('aria-current')])"""


@pytest.mark.parametrize("surroundings", [Surroundings("es", 320)], ids=str, indirect=True)
def test_what_can_be_pressed_and_what_has_the_focus_are_seen_in_forced_colours(
    page: Page, base_url: str, surroundings: Surroundings
) -> None:
    family = ana_and_ben()
    client = Client()
    client.force_login(user_of(family.ana))
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": base_url}
    page.emulate_media(forced_colors="active")
    for path in ("/", "/login", "/forgot-pin", "/home", "/payments/sent-to-me", "/profile/update/address"):
        if path == "/home":
            page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.goto(surroundings.path(path))
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert page.evaluate(_WITHOUT_AN_EDGE) == [], path
        reached = set()
        for _ in range(12):
            page.keyboard.press("Tab")
            what, has_ring = page.evaluate(_FOCUS)
            assert has_ring, f"{path}: no focus seen on {what}"
            reached.add(what)
        assert len(reached) > 6, path
        if path == "/home":
            lines = page.evaluate(_LINES_UNDER_TABS)
            current = {colour for colour, is_current in lines if is_current}
            others = {colour for colour, is_current in lines if not is_current}
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert others == {ground}, "a line is seen under tabs that are not open"
            assert current.isdisjoint(others)
