"""No channel carries a word of what it is about, the clinic's name or "ketamine": every kind, every language."""

import re
from datetime import UTC, datetime
from typing import get_args
from unittest.mock import AsyncMock

import pytest
from icalendar import Calendar

from server.access.keys import derive
from server.clinics.protocol import Protocol
from server.demo_people import CLINICS
from server.pages.language import LANGUAGES, gettext, use_language
from server.reminders import sending
from server.reminders.calendar import write_calendar
from server.reminders.due import Kind
from server.reminders.feeds import Slot
from server.reminders.mail import code_mail, neutral_address, neutral_mail
from server.reminders.words import TITLES
from tests.reminders.planned import at
from tests.reminders.post import Handler, confirmed, go_round, send
from tests.session_day.days import change
from tests.someone import Installation, Someone

WORDS = re.compile(
    r"keta|session|clinic|therap|treat|fast|ride|sitter|journal|question|dose|medic|patient|harbour|cedar|noor|mara",
    re.IGNORECASE,
)
AT = datetime(2026, 11, 26, 16, tzinfo=UTC)
KINDS = get_args(Kind)


def carried(language: str) -> list[str]:
    """Whatever leaves the house, in one language."""
    use_language(language)
    slot = Slot(
        id="0199c000-0000-7000-8000-00000000abcd", route="IV", planned_at=AT, opened_at=None, created_at=AT,
        moved_at=AT, paused_at=None, taken_out_at=None, turned_at=None, held_up=0, turns=1,
    )  # fmt: skip
    calendar = write_calendar(derive(b"k" * 32), Protocol(), [slot], None).decode()
    mails = [text for clinic in CLINICS for text in neutral_mail("https://app.example", clinic.name)]
    return [calendar, *mails, *code_mail("123456")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_leaves_the_house_says_what_it_is_about(language: str) -> None:
    try:
        texts = carried(language)
        titles = [gettext(TITLES[kind]) for kind in KINDS]
    finally:
        use_language("en")
    assert len(texts) == 7
    for text in texts:
        assert not WORDS.search(text), WORDS.search(text)
        assert not [title for title in titles if title.lower() in text.lower()]


def test_the_words_that_are_looked_for_would_be_found() -> None:
    assert len(TITLES) == len(KINDS) == 12
    assert WORDS.search("Your next session")
    assert Calendar.from_ical(carried("en")[0])


@pytest.mark.parametrize("about", KINDS)
def test_every_kind_is_the_same_mail(
    installation: Installation, post: Handler, noor: Someone, monkeypatch: pytest.MonkeyPatch, about: str
) -> None:
    """Made as if it were of this kind and still due, and sent to the end."""
    monkeypatch.setattr(sending, "until_when", AsyncMock(return_value=at("2026-11-25 21:00")))
    confirmed(installation, post, noor, "noor@mail.test")
    installation.clock.now = at("2026-11-25 17:05")
    go_round(installation)
    change(installation, "update reminder set kind = :kind where made_at >= :now", kind=about, now=installation.clock())
    send(installation)
    (_to, message) = post.taken[-1]
    whole = message.as_string()
    assert message["subject"] == "You have a message"
    assert message.get_content().strip() == "You have a message in your app."
    assert not WORDS.search(whole.replace("noor@mail.test", ""))


@pytest.mark.parametrize(
    ("base", "name", "shown"),
    [
        ("https://app.example", "Harbour Clinic", True),
        ("https://harbour.example", "Harbour Clinic", False),
        ("https://tidemark.harbour-care.example", "Harbour Clinic", False),
        ("https://myketamine.example", "Blue", False),
        ("https://app.clinic.example", "Blue", False),
        ("http://127.0.0.1:8000", "Harbour Clinic", True),
    ],
)
def test_the_apps_address_is_in_a_mail_only_where_it_tells_nothing(base: str, name: str, shown: bool) -> None:
    assert neutral_address(base, name) == (base if shown else "")
    assert (base in neutral_mail(base, name)[1]) == shown
