"""E-60: tiers are signed as a version: with a name and a reason, once, and never over somebody else's."""

from uuid import uuid4

import pytest

from server.intake.content import asked
from tests.house.data import what_was_written
from tests.intake.tiered import HERE, SIGN, form_of, newest, numbers, row, sign
from tests.session_day.days import together
from tests.someone import Installation, Someone


def test_a_version_says_who_signed_it_why_and_what_it_changed(installation: Installation, ada: Someone) -> None:
    food = numbers(installation).food_hours
    sign(ada, E_44="D", E_21="T", because="Our neurologist asked.")

    page = ada.open(HERE)
    line = " ".join(page.tree.cssselect("section[aria-labelledby=versions] li")[0].text_content().split())
    assert line.startswith("Version 2 Ada, ")
    assert "Epilepsy or seizures: Wait for a decision." in line
    assert "Arteriovenous malformation: Talk to the clinician." in line
    assert line.endswith("“Our neurologist asked.”")
    assert "Protocol, version 2" in ada.open("/clinic").words
    assert numbers(installation).food_hours == food
    trail = "select count(*) from trail where deed = 'signed protocol' and subject_id = :id"
    assert installation.value(trail, id=newest(installation, "id")) == 1


def test_sent_twice_it_is_one_version_and_the_same_id_with_other_choices_is_refused(
    installation: Installation, ada: Someone
) -> None:
    form = form_of(ada.open(HERE)) | {"E-44": "D", "because": "As we agreed."}
    for _time in range(2):
        assert ada.send(SIGN, form).path == HERE
    assert newest(installation) == 2

    other = ada.send(SIGN, form | {"E-41": "D", "because": "And the eyes."})
    assert (other.status_code, newest(installation)) == (409, 2)
    assert "This page was sent before, with other choices." in other.one("#wrong")
    again = form_of(other)
    assert (again["E-41"], again["because"], again["version"]) == ("D", "And the eyes.", "2")
    assert again["id"] != form["id"]
    ada.send(SIGN, again)
    assert numbers(installation).condition_tiers == {"E-41": "D", "E-44": "D"}


def test_of_two_who_sign_at_once_the_second_is_told_and_keeps_what_they_chose(
    installation: Installation, ada: Someone
) -> None:
    first = form_of(ada.open(HERE)) | {"E-44": "D", "because": "One."}
    second = first | {"id": str(uuid4()), "E-44": "T", "E-41": "D", "because": "Two."}

    assert sorted(together(installation, (ada, SIGN, first), (ada, SIGN, second))) == [303, 409]
    assert newest(installation) == 2

    late = ada.send(SIGN, second | {"id": str(uuid4()), "E-43": "D", "because": "Three."})
    assert late.status_code == 409
    assert "Somebody signed another version meanwhile." in late.one("#wrong")
    assert (form_of(late)["E-43"], form_of(late)["because"]) == ("D", "Three.")
    assert "Now: Talk to the clinician." in row(late, "E-43")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"E-44": "", "E-41": "X", "because": ""}, ["E-44", "E-41", "because"]),
        ({"E-44": "D", "because": " "}, ["because"]),
        ({"E-44": "D", "because": "x" * 301}, ["because"]), ({"also": ""}, ["rows"]),
        ({"E-44": "D", "version": "no"}, ["version"]), ({"E-44": "D", "id": "no"}, ["id"]),
        ({"E-44": "none", "because": "Left out."}, ["E-44"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_everything_chosen_stays(
    installation: Installation, ada: Someone, fields: dict[str, str], named: list[str]
) -> None:
    form = form_of(ada.open(HERE)) | {"E-20": "T", "because": "As we agreed."} | fields
    form |= {"E-20": "D"} if named == ["rows"] else {}
    before = what_was_written(installation)

    page = ada.send(SIGN, form)

    assert page.status_code == 422
    assert sorted(href[1:] for href in page.values("#wrong a", "href")) == sorted(named)
    kept = form_of(page)
    assert kept["E-20"] == form["E-20"]
    assert kept["because"].strip() == form["because"].strip()
    assert what_was_written(installation) == before


def test_markup_in_a_reason_is_read_as_letters(ada: Someone) -> None:
    page = sign(ada, E_44="D", because="<b>Now</b>")

    assert "&lt;b&gt;Now" in page.text


def test_the_page_stays_small_with_every_row_changed_in_each_of_its_versions(ada: Someone) -> None:
    for number in range(7):
        every = {one.id: "DT"[number % 2] for one in asked().conditions.values()}
        sign(ada, because="x " * 140, **{name.replace("-", "_"): tier for name, tier in every.items()})

    assert len(ada.open(HERE).tree.cssselect("section[aria-labelledby=versions] li")) == 5
