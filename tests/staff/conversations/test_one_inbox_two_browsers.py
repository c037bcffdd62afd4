"""Two caseworkers, two browsers, one inbox: no double answers, no lost draft, what one does the other sees."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, FilePayload, Page, expect

from customer_connect.core.dates import today
from customer_connect.domain.conversations.models import Draft, Message
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import StaffRole
from tests.domain.conversations import files
from tests.factories import Family, MessageFactory, ana_and_ben
from tests.journeys.surroundings import Complaints, assert_accessible, assert_targets_are_big_enough
from tests.staff.conversations.rows import file_of, message_of, reply_of
from tests.staff.doors import at, client_of, staff_member

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[[StaffMember, int], Page]


@pytest.fixture
def open_for(browser: Browser, base_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open browsers in which members of staff are signed in. Pages look for news each second."""
    for module in ("inbox", "conversations"):
        monkeypatch.setattr(f"customer_connect.staff.conversations.{module}.POLL_SECONDS", 1)
    opened: list[tuple[Page, Complaints]] = []

    def open_for(staff: StaffMember, width: int = 1280) -> Page:
        context = browser.new_context(base_url=base_url, viewport={"width": width, "height": 900})
        name = settings.SESSION_COOKIE_NAME
        cookie = client_of(staff).cookies[name].value
        context.add_cookies([{"name": name, "value": cookie, "url": base_url}])
        context.set_default_timeout(15_000)
        page = context.new_page()
        opened.append((page, Complaints(page)))
        return page

    yield open_for
    for page, complaints in opened:
        page.context.close()
        assert not complaints.seen, "\n".join(complaints.seen)


@pytest.fixture
def family(transactional_db: None) -> Family:
    return ana_and_ben()


def test_two_caseworkers_share_an_inbox(family: Family, open_for: Open) -> None:
    dee = staff_member("Dee", office=family.dee.office)
    gus = staff_member("Gus", office=family.dee.office)
    message = message_of(family)
    file_of(message)
    reply_of(family)
    address = at("conversations:conversation", conversation_id=message.conversation_id)
    dees, guss = open_for(dee, 1280), open_for(gus, 320)
    expect.set_options(timeout=15_000)

    # Dee takes it by the keyboard alone; Gus's inbox says so by itself.
    guss.goto(at("conversations:inbox"))
    expect(guss.get_by_role("cell", name="Waiting for an answer")).to_be_visible()
    assert_accessible(guss)
    assert_targets_are_big_enough(guss)
    dees.goto(address)
    dees.get_by_role("button", name="Answer", exact=True).focus()
    dees.keyboard.press("Enter")
    expect(dees.get_by_label("Your answer")).to_be_visible()
    expect(guss.get_by_text("Being answered")).to_be_visible()

    # What she types is kept without a button, and outlives the page.
    dees.get_by_label("Your answer").focus()
    dees.keyboard.type("It was sent on Monday.")
    expect(dees.get_by_role("status").filter(has_text="Draft kept at")).to_be_visible()
    assert_accessible(dees)
    assert_targets_are_big_enough(dees)
    assert Draft.objects.get().body == "It was sent on Monday."
    dees.reload()
    expect(dees.get_by_label("Your answer")).to_have_value("It was sent on Monday.")

    # A form goes with it, attached by the keyboard; what she typed meanwhile stays.
    dees.get_by_label("Your answer").focus()
    dees.keyboard.press("Tab")
    expect(dees.get_by_label("Photos or PDF documents")).to_be_focused()
    form = FilePayload(name="form.pdf", mimeType="application/pdf", buffer=files.pdf())
    dees.get_by_label("Photos or PDF documents").set_input_files(form)
    dees.keyboard.press("Tab")
    expect(dees.get_by_role("button", name="Attach these files")).to_be_focused()
    dees.keyboard.press("Enter")
    expect(dees.get_by_role("link", name="form.pdf")).to_be_visible()
    expect(dees.get_by_label("Your answer")).to_have_value("It was sent on Monday.")
    assert_accessible(dees)
    assert_targets_are_big_enough(dees)

    # Gus reads along and cannot answer. What Ana writes meanwhile shows on both pages, the draft untouched.
    guss.goto(address)
    expect(guss.get_by_text("Dee is answering this now.")).to_be_visible()
    expect(guss.get_by_role("button", name="Answer", exact=True)).to_have_count(0)
    assert_accessible(guss)
    MessageFactory.create(conversation=message.conversation, body="It has arrived, thank you!")
    for page in (dees, guss):
        expect(page.get_by_text("It has arrived, thank you!")).to_be_visible()
    expect(dees.get_by_label("Your answer")).to_have_value("It was sent on Monday.")

    # Her answer was to less than there is now: it waits until she has seen the page as it is.
    dees.get_by_role("button", name="Send the answer").press("Enter")
    expect(dees.get_by_text("Something was written meanwhile.")).to_be_visible()
    expect(dees.get_by_label("Your answer")).to_have_value("It was sent on Monday.")
    dees.get_by_role("button", name="Send the answer").press("Enter")
    expect(dees.get_by_text("was sent.")).to_be_visible()
    thread = guss.get_by_role("list", name="Messages")
    expect(thread.get_by_text("It was sent on Monday.")).to_be_visible()
    expect(thread.get_by_role("link", name="form.pdf")).to_be_visible()
    assert [answer.body for answer in Message.objects.from_staff()] == ["It was sent on Monday."]


def test_a_stand_in_answers_for_who_is_away_and_all_is_as_before_afterwards(
    family: Family, open_for: Open
) -> None:
    dee, gus = (staff_member(name, office=family.dee.office) for name in ("Dee", "Gus"))
    message_of(family, assigned_to=dee)
    dees, guss = open_for(dee, 360), open_for(gus, 1280)
    expect.set_options(timeout=15_000)
    dees.goto(at("conversations:inbox"))
    dees.get_by_role("link", name="Being away").press("Enter")
    dees.get_by_label("Away from").fill(today().isoformat())
    dees.get_by_label("Stands in for you").select_option(label="Gus")
    dees.get_by_role("button", name="Save").press("Enter")
    expect(dees.get_by_role("status").get_by_text("Gus stands in for you.")).to_be_visible()

    guss.goto(at("conversations:inbox"))
    guss.get_by_role("link", name="1 Mine, waiting").press("Enter")
    expect(guss.get_by_role("cell", name="Dee (away; Gus stands in)")).to_be_visible()
    guss.get_by_role("link", name="Ana Núñez").press("Enter")
    guss.get_by_role("button", name="Answer", exact=True).press("Enter")
    guss.get_by_label("Your answer").press_sequentially("Dee is back on Monday.")
    guss.get_by_role("button", name="Send the answer").press("Enter")
    expect(guss.get_by_text("was sent.")).to_be_visible()

    dees.get_by_role("button", name="I am back").press("Enter")
    expect(dees.get_by_text("Nobody stands in for you now.")).to_be_visible()
    message_of(family, assigned_to=dee)
    guss.goto(f"{at('conversations:inbox')}?show=mine")
    expect(guss.get_by_text("Nothing here.")).to_be_visible()


def test_the_other_pages_of_messages_are_accessible(family: Family, open_for: Open) -> None:
    reply_of(family)
    page = open_for(staff_member("Sam", StaffRole.SUPERVISOR, family.dee.office), 320)
    for name in ("replies", "new_reply", "away", "hand_over"):
        page.goto(at(f"conversations:{name}"))
        assert_accessible(page)
        assert_targets_are_big_enough(page)
