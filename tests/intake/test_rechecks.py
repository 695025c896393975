"""M-11: lists are compared again by themselves when the data change and before each session, once for each."""

from datetime import timedelta

import pytest

from server.intake import checks, rechecks
from tests.intake.clinic_side import add_medicine, course_of
from tests.someone import Installation, Someone

WHY = "select count(*) from medicine_check where course_id = :course and why = :why"


def count(installation: Installation, name: str, why: str) -> int:
    return int(str(installation.value(WHY, course=course_of(installation, name), why=why)))


def compare(installation: Installation) -> None:
    installation.run(lambda: rechecks.compare_again(installation.house))


def test_m_11_a_list_is_compared_again_once_when_the_data_have_changed(
    installation: Installation, iris: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_medicine(iris, "Uniphyl", "theophylline")
    compare(installation)
    assert count(installation, "iris", "data") == 0

    monkeypatch.setattr(rechecks, "data_version", lambda: "2 abc")
    monkeypatch.setattr(checks, "data_version", lambda: "2 abc")
    for _time in range(2):
        compare(installation)

    assert count(installation, "iris", "data") == 1
    assert count(installation, "noor", "data") == 1


def test_m_11_a_list_is_compared_again_once_before_a_session(installation: Installation, noor: Someone) -> None:
    """Noor's is tomorrow; Mara's is not for nine days, and Sol has no list."""
    for _time in range(2):
        compare(installation)

    assert [count(installation, name, "session") for name in ("noor", "mara", "sol")] == [1, 0, 0]

    installation.clock.move(timedelta(days=7))
    compare(installation)
    assert count(installation, "mara", "session") == 1
