"""/reminders: the list in the app, what is switched off, quiet hours, and the line on Today."""

import msgspec
import pytest

from tests.house.forms import coming_session
from tests.reminders.planned import at
from tests.reminders.post import go_round
from tests.session_day.days import change
from tests.someone import Installation, Someone

FIVE = at("2026-11-25 17:05")
CHOSEN = {"fasting": "1", "tomorrow": "1", "quiet_since": "22:00", "quiet_until": "07:30"}


def evening(installation: Installation) -> None:
    installation.clock.now = FIVE
    go_round(installation)


def test_today_says_that_there_are_new_ones_until_they_were_looked_at(
    installation: Installation, noor: Someone
) -> None:
    noor.open("/reminders")
    assert "new reminder" not in noor.open("/today").words
    evening(installation)
    noor.get("/help")  # the login notes once that it was seen
    assert "2 new reminders" in noor.open("/today").words
    noor.get("/reminders", tidemark_pocket="1")
    assert "2 new reminders" in noor.open("/today").words  # a copy for the pocket is no looking
    first = noor.open("/reminders")
    assert len(first.values("main li b")) == 2
    assert "new reminder" not in noor.open("/today").words
    assert not noor.open("/reminders").values("main li b")


def test_the_list_says_what_it_is_about_and_leads_there(installation: Installation, noor: Someone) -> None:
    evening(installation)
    page = noor.open("/reminders")
    assert "Session three: Thursday 26 November, 11:00 am." in page.words
    assert "/prepare" in page.values("main li a", "href")


def test_mara_finds_what_came_in_the_last_days(mara: Someone) -> None:
    words = mara.open("/reminders").words
    assert "A day after your session" in words
    assert "Three days after your session" in words


def test_what_is_chosen_stays_chosen(noor: Someone) -> None:
    assert len(noor.open("/reminders").values("input[type=checkbox][checked]", "name")) == 8
    assert noor.send("/reminders/choices", CHOSEN).status_code == 200
    page = noor.open("/reminders")
    assert page.values("input[type=checkbox][checked]", "name") == ["fasting", "tomorrow"]
    assert page.values("#quiet_since, #quiet_until") == ["22:00", "07:30"]


@pytest.mark.parametrize("wrong", ["", "25:00", "eight", "21:00\0"])
def test_a_time_that_is_none_is_named_beside_it_and_the_ticks_stay(noor: Someone, wrong: str) -> None:
    refused = noor.send("/reminders/choices", CHOSEN | {"quiet_until": wrong})
    assert refused.status_code == 422
    assert refused.values("#quiet_until", "aria-invalid") == ["true"]
    assert refused.values("input[type=checkbox][checked]", "name") == ["fasting", "tomorrow"]
    assert len(noor.open("/reminders").values("input[type=checkbox][checked]", "name")) == 8


def test_the_outbox_of_a_phone_is_told_what_was_kept(noor: Someone) -> None:
    write = "0199c0de-0000-7000-8000-000000000001"
    answer = noor.outbox("/reminders/choices", CHOSEN, write)
    assert answer.headers["tidemark-kept"] == write


def test_quiet_hours_that_are_chosen_hold_at_once(installation: Installation, noor: Someone) -> None:
    noor.send("/reminders/choices", CHOSEN | {"quiet_since": "16:00", "quiet_until": "18:00"})
    evening(installation)
    assert "Your next session" not in noor.open("/reminders").words
    installation.clock.now = at("2026-11-25 18:00")
    go_round(installation)
    assert "Your next session" in noor.open("/reminders").words


def test_older_ones_are_on_further_pages_each_once(installation: Installation, noor: Someone) -> None:
    change(
        installation,
        """
        insert into reminder (id, clinic_id, course_id, kind, subject, due_at, should_at, made_at)
        select other.id || one.id, this.clinic_id, this.id, 'between',
               other.id || one.id, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'
        from (select * from course where id = (select course_id from session where id = :session)) as this,
             session as one, session as other
        """,
        session=coming_session(installation, "noor"),
    )
    pages, where = [], "/reminders"
    while where:
        page = noor.open(where)
        pages.append(len(page.values("main li h3", "id")))
        where = next(iter(page.values("main a[href*='before=']", "href")), "")
    total = installation.value(
        "select count(*) from reminder where course_id = (select course_id from session where id = :session)",
        session=coming_session(installation, "noor"),
    )
    assert len(pages) > 1
    assert sum(pages) == total
    assert max(pages) == 12


@pytest.mark.parametrize("odd", ["", "x", "~", "2026-11-25~x", "2026-11-25T00:00:00Z~", "9" * 400])
def test_an_odd_place_in_the_list_is_a_page_all_the_same(noor: Someone, odd: str) -> None:
    assert noor.get(f"/reminders?before={odd}").status_code == 200


def test_without_a_mail_server_a_real_clinic_offers_no_mail(installation: Installation, noor: Someone) -> None:
    installation.house.settings = msgspec.structs.replace(installation.house.settings, demo=False)
    assert "By e-mail" not in noor.open("/reminders").words
    assert noor.send("/reminders/mail", {"id": "", "address": "a@b.test"}).status_code == 404
