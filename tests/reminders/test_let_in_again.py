"""Whoever is let in again takes along no address that somebody else may have set; they are told, and set it anew."""

from server.demo_cast import CAST_IDS
from tests.accounts.people import join, recover
from tests.reminders.post import Handler, confirmed, evening, go_round, send
from tests.reminders.test_calendar import made
from tests.someone import Installation, Someone

NOOR = f"/recovery/{CAST_IDS['noor']}"
TOLD = "When you were let in again, the e-mail address, the calendar’s address and the devices for reminders were taken"


def test_no_mail_and_no_calendar_goes_where_it_went_before(
    installation: Installation, post: Handler, noor: Someone, theo: Someone, pria: Someone
) -> None:
    confirmed(installation, post, noor, "thief@example.org")
    calendar = made(noor)
    assert installation.someone().get(calendar).status_code == 200
    sent = len(post.taken)

    back = join(installation, recover(theo, pria, NOOR))

    assert installation.someone().get(calendar).status_code == 404
    evening(installation)
    go_round(installation)
    send(installation)
    assert len(post.taken) == sent
    assert "thief@example.org" not in back.open("/reminders").words
    assert TOLD in back.open("/account/told").words
    assert "There is something to know about how you sign in." in back.open("/today").words


def test_who_had_none_is_told_nothing(installation: Installation, noor: Someone, theo: Someone, pria: Someone) -> None:
    back = join(installation, recover(theo, pria, NOOR))
    assert "There is nothing to know now." in back.open("/account/told").words


def test_it_was_to_be_sent_before(installation: Installation, post: Handler, noor: Someone) -> None:
    """Or the first test could not fail."""
    confirmed(installation, post, noor, "noor@example.org")
    sent = len(post.taken)
    evening(installation)
    go_round(installation)
    send(installation)
    assert len(post.taken) > sent
