"""What holds for every page: its language, its words, its links, its forms. New pages are found by themselves."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import models
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.dates import MONTHS

from customer_connect.core import labels
from customer_connect.core.agencies import agency
from customer_connect.web import flat_templates, lean_pages
from tests.factories import (
    AppointmentFactory,
    BalanceFactory,
    CourtDateFactory,
    ExpectedPaymentFactory,
    Family,
    ana_and_ben,
    user_of,
)
from tests.web.pages import Reader, named_pages

pytestmark = pytest.mark.django_db

PUBLIC = [name for area in ("public", "help") for name in named_pages(prefix=area)]
LEAVING = {"signin:leave", "signin:logout"}  # these end the session, and have tests of their own
EVERYTHING = [
    name for name in named_pages(prefix="") if not name.startswith("plain:") and name not in LEAVING
]
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture
def family() -> Family:
    """Ana and Ben, with something on every page."""
    family = ana_and_ben()
    ExpectedPaymentFactory.create(case=family.case, payee=family.ana)
    BalanceFactory.create(case=family.case, payer=family.ben)
    CourtDateFactory.create(case=family.case)
    for party in (family.ana, family.ben):
        AppointmentFactory.create(case=family.case, participant=party)
    return family


@pytest.fixture(params=["visitor", "Ana", "Ben"])
def reader(request: pytest.FixtureRequest, family: Family) -> Client:
    """The browser of a visitor, of the custodial parent, of the noncustodial parent."""
    client = Client()
    who = {"Ana": family.ana, "Ben": family.ben}.get(request.param)
    if who is not None:
        client.force_login(user_of(who))
    return client


def pages_of(client: Client, language: str) -> Iterator[tuple[str, Reader]]:
    """Read every page that this reader gets at once, in one language."""
    for name in EVERYTHING:
        with translation.override(language):
            address = reverse(name)
        response = client.get(address)
        assert response.status_code in (200, 302, 404, 405), f"{address} answers {response.status_code}"
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            yield address, Reader(response.content.decode())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", PUBLIC)
def test_a_visitor_reads_every_public_page_in_its_language(client: Client, name: str, language: str) -> None:
    with translation.override(language):
        address = reverse(name)
    response = client.get(address)
    assert response.status_code == 200
    assert Reader(response.content.decode()).language == language


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_is_soundly_made(reader: Client, language: str) -> None:
    for address, page in pages_of(reader, language):
        assert page.language == language, address
        assert not page.inline_code, f"{address}: inline code breaks the content security policy"
        assert page.headings.count("h1") == 1, f"{address} has {page.headings.count('h1')} first headings"
        twice = [name for name, count in Counter(page.ids).items() if count > 1]
        assert not twice, f"{address}: ids used twice: {twice}"
        for control in page.controls:
            is_named = control.get("id", "") in page.labelled or "aria-label" in control
            assert is_named, f"{address}: a field without a label: {control}"


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_link_leads_somewhere(reader: Client, language: str) -> None:
    with translation.override(language):
        seen: dict[str, Reader | None] = {reverse(name): None for name in LEAVING}
    to_read = [(address, "") for address, _ in pages_of(reader, language)]
    while to_read:
        address, came_from = to_read.pop()
        bare, fragment = urldefrag(address)
        if bare not in seen:
            response = reader.get(bare)
            assert response.status_code in (200, 302), f"{came_from} links to {bare}: {response.status_code}"
            is_page = response.headers["Content-Type"].startswith("text/html")
            seen[bare] = page = Reader(response.content.decode()) if is_page else None
            if page is not None:
                for asset in page.assets:
                    assert_asset_exists(reader, asset)
                to_read += [(link, bare) for link in absolute(page.links, bare)]
        target = seen[bare]
        if fragment and target is not None:
            assert fragment in target.ids, f"{came_from} links to {address}, which has no such place"


def absolute(links: list[str], page: str) -> list[str]:
    """Return the links that stay on the site, as addresses from its root."""
    addresses = []
    for link in links:
        parts = urlsplit(link)
        if parts.hostname in ("localhost", "127.0.0.1"):  # this site under its full name
            addresses.append(parts.path or "/")
        elif parts.scheme or parts.netloc:
            assert parts.scheme in ("https", "tel", "mailto"), f"{page}: {link}"
        elif link.startswith(("#", "?")):
            addresses.append(f"{page.split('?', maxsplit=1)[0] if link[0] == '?' else page}{link}")
        else:
            assert link.startswith("/"), f"{page}: a link that is empty or relative: {link!r}"
            addresses.append(link)
    return addresses


def assert_asset_exists(client: Client, asset: str) -> None:
    path = urlsplit(asset).path
    if path.startswith(settings.STATIC_URL):
        assert finders.find(path.removeprefix(settings.STATIC_URL)), f"{asset} does not exist"
    else:
        assert client.get(asset).status_code == 200, asset


@pytest.fixture
def marked_translations(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Mark what passes through gettext, and let no template keep what it wrote before or writes meanwhile."""
    forget_written_parts()
    mark_translations(monkeypatch)
    yield
    forget_written_parts()


def forget_written_parts() -> None:
    for loader in engines["django"].engine.template_loaders:  # type: ignore[attr-defined]
        loader.reset()
    lean_pages._templates_in.cache_clear()
    flat_templates._flat.clear()
    labels._labels_in.cache_clear()


@pytest.mark.usefixtures("marked_translations")
def test_every_word_on_every_page_can_be_translated(reader: Client) -> None:
    known = words_of_data()
    for address, page in pages_of(reader, "en"):
        depth = 0
        for text in page.texts:
            depth, bare = outside_of_marks(text, depth)
            strangers = [word for word in WORD.findall(bare) if word.casefold() not in known]
            assert not strangers, f"{address} says {strangers} untranslated, in: {text.strip()[:200]}"


def outside_of_marks(text: str, depth: int) -> tuple[int, str]:
    """Return how many marks are open after the text, and what of it stood outside of any."""
    bare = []
    for character in text:
        depth += {"⟦": 1, "⟧": -1}.get(character, 0)
        bare.append(" " if depth or character == "⟧" else character)
    return depth, "".join(bare)


def mark_translations(patch: pytest.MonkeyPatch) -> None:
    """Make gettext give ⟦the text⟧, so that whatever did not pass through it stands out."""
    from django.utils.translation import trans_real

    def mark(text: str) -> str:
        return f"⟦{text}⟧" if text else text

    fakes = {
        "gettext": mark,
        "pgettext": lambda context, text: mark(text),
        "ngettext": lambda one, many, number: mark(one if number == 1 else many),
        "npgettext": lambda context, one, many, number: mark(one if number == 1 else many),
    }
    for name, fake in fakes.items():
        # This one first: where it has no such name yet, it takes the other one's, and keeps that for good.
        patch.setattr(translation._trans, name, fake, raising=False)  # type: ignore[attr-defined]
        patch.setattr(trans_real, name, fake)


def words_of_data() -> set[str]:
    """Return the words that are no wording of ours: the agency's file, months, every text in the database."""
    texts = [str(agency()), *(name for _, name in settings.LANGUAGES), "TTY PIN PDF CSV iCalendar"]
    texts += [str(name) for name in MONTHS.values()]
    for model in apps.get_models():
        fields = [
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, models.CharField) and not field.choices
        ]
        for row in model._default_manager.values_list(*fields) if fields else []:
            texts += [str(value) for value in row]
    return {word.casefold() for text in texts for word in WORD.findall(text)}
