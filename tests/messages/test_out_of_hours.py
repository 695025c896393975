"""Out of hours: words are taken at every hour, and both sides read truly that nobody was there."""

import pytest

from server.demo_cast import CAST_IDS
from tests.messages.written import HERE, message, thread_of
from tests.session_day.days import at, change
from tests.someone import Installation, Someone


def test_at_night_it_is_kept_as_at_every_hour_and_both_sides_read_that_the_clinic_was_closed(
    installation: Installation, iris: Someone
) -> None:
    at(installation, "2026-11-27T22:10")
    iris = installation.someone("iris")
    assert "The clinic is closed until Monday 30 November, 9:00 am." in iris.open(f"{HERE}/write").words

    page = iris.send(HERE, message())
    assert "Written while the clinic is closed. It waits until Monday 30 November, 9:00 am." in page.words
    assert "An answer by the end of Wednesday 2 December." in page.words

    installation.someone("pria").open(thread_of(installation, "iris"))
    page = installation.someone("iris").open(HERE)
    assert "It waits until" not in page.words, "somebody has opened it after all"
    assert "Written while the clinic was closed." in page.words
    assert page.all("receipt") == ["Read by Pria today, 10:10 pm."]

    at(installation, "2026-11-30T09:05")
    theo = installation.someone("theo")
    assert "Written while the clinic was closed" in theo.open("/review").one(".queue")
    assert "Written while the clinic was closed." in theo.open(thread_of(installation, "iris")).words
    assert "Written while the clinic was closed." in installation.someone("iris").open(HERE).words


def test_what_a_phone_wrote_at_night_and_sent_by_day_was_written_at_night(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    iris.send(HERE, message(written_at="2026-11-25T04:00:00.000Z"))
    iris.send(HERE, message(written_at="2026-11-25T14:30:00.000Z"))

    closed = installation.value("select count(opens_at) from message where by_id = :iris", iris=CAST_IDS["iris"])
    assert closed == 1
    assert theo.open(thread_of(installation, "iris")).words.count("Written while the clinic was closed.") == 1


def test_past_the_stated_day_it_is_said_whom_to_call(installation: Installation, iris: Someone) -> None:
    iris.send(HERE, message())
    assert "An answer by the end of Friday 27 November." in iris.open(HERE).words
    at(installation, "2026-11-27T17:01")
    said = "An answer was stated by Friday 27 November, and none has come. Please call the clinic."
    assert said in installation.someone("iris").open(HERE).words


def test_a_patient_in_another_zone_reads_the_clinics_hours_on_the_clinics_clock(
    installation: Installation, iris: Someone
) -> None:
    change(installation, "update person set zone = 'Asia/Tokyo' where id = :iris", iris=CAST_IDS["iris"])
    at(installation, "2026-11-28T12:00")
    iris = installation.someone("iris")
    page = iris.send(HERE, message())

    assert "Monday to Friday, 9:00 am to 5:00 pm, Toronto time." in page.words
    assert "It waits until Monday 30 November, 9:00 am, Toronto time." in page.words
    assert page.all("day") == ["29 Nov2:00 am"], "their own clock for what is theirs"


@pytest.mark.parametrize("path", [HERE, f"{HERE}/write"])
def test_help_comes_before_all_else_and_nobody_is_said_to_watch(iris: Someone, path: str) -> None:
    page = iris.open(path)
    assert page.values("main a[href]", "href")[0] == "/help"
    assert "Nobody watches this page, by day or by night. In danger now? Press Help first." in page.words
    assert "Theo and Pria answer here within two working days." in page.words
