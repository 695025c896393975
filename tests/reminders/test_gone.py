"""What no longer reaches somebody is said to them on /reminders: which phone is off and which address takes no mail."""

from datetime import timedelta

import pytest

from tests.reminders.phones import Service, another_evening, begin
from tests.reminders.phones import evening as pushed
from tests.reminders.post import Handler, confirmed, evening, fresh, send
from tests.session_day.days import change
from tests.someone import Installation, Someone

HERS = "noor@mail.test"
PHONE = "Mozilla/5.0 (Linux; Android 16) Chrome/142.0"
NOT_THROUGH = "Mail to this address has not gone through since 25 November."
REFUSED = "550 no such mailbox"


def on(installation: Installation, name: str, agent: str = PHONE) -> Someone:
    person = installation.someone()
    person.keeps_at_it = True
    person.client.headers["user-agent"] = agent
    person.send("/demo/sign-in", {"person": name})
    return person


def test_a_phone_that_its_service_knows_no_more_is_told_so_there_and_elsewhere_until_it_is_on_again(
    installation: Installation, service: Service, noor: Someone
) -> None:
    phone = on(installation, "noor")
    begin(installation, phone, service.subscription())
    service.status = 410
    pushed(installation)
    there = phone.open("/reminders")
    assert "Notifications on this phone have been off since 25 November" in there.words
    assert "data-on" not in there.text
    elsewhere = noor.open("/reminders").words
    assert "Android phone, Chrome: off since 25 November, as their service" in elsewhere
    service.status = 201
    begin(installation, phone, service.subscription("again"))
    for page in (phone.open("/reminders"), noor.open("/reminders")):
        assert "off since" not in page.words
        assert "One device shows" in page.words


def test_a_phone_that_is_on_says_so_there_alone(installation: Installation, service: Service, noor: Someone) -> None:
    phone = on(installation, "noor")
    begin(installation, phone, service.subscription())
    assert "One device shows: You have a message. Nothing else. This one does." in phone.open("/reminders").words
    assert "data-on" in phone.open("/reminders").text
    assert "This one does not." in noor.open("/reminders").words
    assert "data-on" not in noor.open("/reminders").text


def test_a_phone_whose_sign_in_ended_is_named_until_she_signs_in_there(
    installation: Installation, service: Service, noor: Someone, mara: Someone
) -> None:
    phone = on(installation, "noor")
    begin(installation, phone, service.subscription())
    phone.send("/sign-out")
    said = "Android phone, Chrome: off since 25 November, when its sign-in ended. They come back"
    page = noor.open("/reminders")
    assert said in page.words
    assert "One device shows" not in page.words
    assert " off since " not in mara.open("/reminders").words
    phone.send("/demo/sign-in", {"person": "noor"})
    assert said not in noor.open("/reminders").words
    assert "One device shows" in noor.open("/reminders").words


def test_a_login_that_ran_out_is_said_with_the_day_it_did(
    installation: Installation, service: Service, noor: Someone
) -> None:
    begin(installation, on(installation, "noor"), service.subscription())
    installation.clock.move(timedelta(days=33))
    assert ": off since 25 December, when its sign-in ended" in noor.open("/reminders").words


@pytest.mark.parametrize(("days", "said"), [(29, True), (31, False)])
def test_what_is_off_for_long_is_said_no_more(
    installation: Installation, service: Service, noor: Someone, days: int, said: bool
) -> None:
    phone = on(installation, "noor")
    begin(installation, phone, service.subscription())
    phone.send("/sign-out")
    installation.clock.move(timedelta(days=days))
    assert (" off since " in noor.open("/reminders").words) is said


def test_phones_that_read_alike_are_said_once_and_the_one_in_hand_first(
    installation: Installation, service: Service
) -> None:
    first, again, hers = (on(installation, "noor") for _each in range(3))
    for number, phone in enumerate((hers, first, again)):
        begin(installation, phone, service.subscription(str(number)))
    for phone in (first, again):
        phone.send("/sign-out")
    service.status = 410
    pushed(installation)
    page = hers.open("/reminders")
    said = [one.text_content() for one in page.tree.cssselect("section:has(#push) .notice > p")]
    assert [one.strip()[:29] for one in said[:-1]] == ["Notifications on this phone h", "Android phone, Chrome: off si"]
    assert "This one does not." not in page.words


def test_whoever_stops_it_hears_of_it_no_more(installation: Installation, service: Service, noor: Someone) -> None:
    phone, gone = on(installation, "noor"), on(installation, "noor")
    begin(installation, gone, service.subscription())
    service.status = 404
    pushed(installation)
    begin(installation, phone, service.subscription("another"))
    phone.send("/sign-out")
    assert noor.open("/reminders").words.count(" off since ") == 2
    assert " off since " not in noor.send("/reminders/push/end").words
    phone.send("/demo/sign-in", {"person": "noor"})
    assert "One device shows" not in phone.open("/reminders").words


def test_a_phone_of_a_course_that_is_closed_is_not_said_to_be_gone(
    installation: Installation, service: Service, noor: Someone
) -> None:
    begin(installation, noor, service.subscription())
    evening(installation)
    change(installation, "update course set closed_at = :now where id = (select course_id from reminder_device)",
           now=installation.clock())  # fmt: skip
    send(installation)
    assert not service.taken
    assert installation.value("select count(*) from reminder_device where gone_at is not null") == 0


def test_an_address_that_takes_no_mail_is_named_until_a_mail_went_through(
    installation: Installation, post: Handler, noor: Someone, mara: Someone
) -> None:
    confirmed(installation, post, noor, HERS)
    assert NOT_THROUGH not in noor.open("/reminders").words
    post.answers = [REFUSED]
    evening(installation)
    send(installation)
    page = noor.open("/reminders")
    assert NOT_THROUGH in page.words
    assert "The list on this page has everything." in page.words
    assert f"A mail goes to {HERS}" in page.words
    assert "has not gone through" not in mara.open("/reminders").words
    post.answers = ["250 OK"]
    another_evening(installation)
    assert NOT_THROUGH not in noor.open("/reminders").words


def test_it_is_said_since_the_first_mail_that_did_not_go_through(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    confirmed(installation, post, noor, HERS)
    post.answers = [REFUSED]
    evening(installation)
    send(installation)
    another_evening(installation)
    assert installation.value("select count(*) from reminder_sending where trouble = 'refused'") == 2
    assert NOT_THROUGH in noor.open("/reminders").words


@pytest.mark.parametrize("answer", ["451 later, please", "250 OK"])
def test_what_was_only_put_off_is_not_said(
    installation: Installation, post: Handler, noor: Someone, answer: str
) -> None:
    confirmed(installation, post, noor, HERS)
    post.answers = [answer]
    evening(installation)
    send(installation)
    assert "has not gone through" not in noor.open("/reminders").words


def test_another_address_takes_the_notice_along(installation: Installation, post: Handler, noor: Someone) -> None:
    confirmed(installation, post, noor, HERS)
    post.answers = [REFUSED]
    evening(installation)
    send(installation)
    post.answers = ["250 OK"]
    confirmed(installation, post, noor, "other@mail.test")
    words = noor.open("/reminders").words
    assert "A mail goes to other@mail.test" in words
    assert "has not gone through" not in words


def test_an_address_to_which_no_code_could_be_brought_is_said_at_once(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    post.answers = [REFUSED]
    noor.send("/reminders/mail", {"id": fresh(installation), "address": "nor@mail.test"})
    assert "A code is on its way to nor@mail.test" in noor.open("/reminders").words
    send(installation)
    page = noor.open("/reminders")
    assert "No code could be brought to nor@mail.test." in page.words
    assert not page.values("#code", "name")
    assert page.values("#address") == ["nor@mail.test"], "to be put right, not written anew"
    assert page.values("#mail ~ details[open]", "open") == [""]
    installation.clock.move(timedelta(days=1))
    assert "nor@mail.test" not in noor.open("/reminders").words
