"""The same id with other words is a second version: both are kept and both are shown, and a replay is neither."""

import pytest

from tests.factories import entry_form
from tests.journal.shown import elements, share
from tests.session_day.days import together
from tests.someone import Installation, Someone


def test_other_words_under_the_same_id_are_kept_beside_the_first(mara: Someone) -> None:
    form = entry_form("The sea came back.", mood="4")
    mara.send("/journal/entries", form)
    mara.send("/journal/entries", form | {"body": "The sea went out."})

    page = mara.open(f"/journal/entries/{form['id']}")

    assert elements(page, "entry-body") == ["The sea came back.", "The sea went out."]
    assert [one.text_content() for one in page.tree.cssselect(".beside h2")] == ["Version 1", "Version 2"]
    on_list = elements(mara.open("/journal"), "entry-body")
    assert {"The sea came back.", "The sea went out."} <= set(on_list)


def test_the_same_words_with_another_mood_are_a_version_too(mara: Someone) -> None:
    form = entry_form("The sea came back.", mood="4")
    mara.send("/journal/entries", form)
    mara.send("/journal/entries", form | {"mood": "6"})

    said = mara.open(f"/journal/entries/{form['id']}").words

    assert "Mood 4 of 10" in said
    assert "Mood 6 of 10" in said


def test_a_replay_of_either_version_changes_nothing(installation: Installation, mara: Someone) -> None:
    first = entry_form("The sea came back.")
    second = first | {"body": "The sea went out."}
    for form in (first, second, first, second, first):
        assert mara.send("/journal/entries", form).status_code == 200

    assert installation.value("select count(*) from entry_version where entry_id = :id", id=first["id"]) == 2


def test_a_replay_with_another_time_is_still_a_replay(installation: Installation, mara: Someone) -> None:
    form = entry_form()
    mara.send("/journal/entries", form)
    mara.send("/journal/entries", form | {"written_at": "2026-11-25T13:00:00.000Z"})

    assert installation.value("select count(*) from entry_version where entry_id = :id", id=form["id"]) == 1
    assert installation.value("select written_at from journal_entry where id = :id", id=form["id"]) == (
        "2026-11-25T14:58:00.000Z"
    )


def test_an_id_in_capitals_is_the_same_id(installation: Installation, mara: Someone) -> None:
    form = entry_form()
    mara.send("/journal/entries", form)
    mara.send("/journal/entries", form | {"id": form["id"].upper()})
    mara.send("/journal/entries", form | {"id": "{" + form["id"] + "}"})

    assert elements(mara.open("/journal"), "entry-body").count("The sea came back.") == 1


def test_sent_several_times_at_once_it_is_kept_once(installation: Installation, mara: Someone) -> None:
    form = entry_form(share="1")

    answers = together(installation, *[(mara, "/journal/entries", form)] * 6)

    assert answers == [303] * 6
    assert installation.value("select count(*) from entry_version where entry_id = :id", id=form["id"]) == 1
    assert installation.value("select count(*) from share where entry_id = :id", id=form["id"]) == 1


def test_two_devices_with_other_words_at_once_both_are_kept(installation: Installation, mara: Someone) -> None:
    form = entry_form()
    bodies = {f"Words of device {number}." for number in range(4)}

    together(installation, *((mara, "/journal/entries", form | {"body": body}) for body in bodies))

    assert set(elements(mara.open(f"/journal/entries/{form['id']}"), "entry-body")) == bodies


def test_a_version_that_came_after_the_share_is_not_the_therapists_to_read(mara: Someone, theo: Someone) -> None:
    form = entry_form("The sea came back.")
    mara.send("/journal/entries", form)
    share(mara, form["id"])
    mara.send("/journal/entries", form | {"body": "The sea went out."})

    assert elements(theo.open(f"/review/{form['id']}"), "entry-body") == ["The sea came back."]
    assert "The sea went out." not in theo.open(f"/review/{form['id']}").words
    said = mara.open(f"/journal/entries/{form['id']}").words
    assert "Only the version that you shared can be read, not the later one." in said


def test_shared_again_the_later_version_is_read(mara: Someone, theo: Someone) -> None:
    form = entry_form("The sea came back.")
    mara.send("/journal/entries", form)
    share(mara, form["id"])
    mara.send("/journal/entries", form | {"body": "The sea went out."})
    share(mara, form["id"], "0")
    share(mara, form["id"])

    assert elements(theo.open(f"/review/{form['id']}"), "entry-body") == ["The sea went out."]


@pytest.mark.parametrize("who", ["iris", "sol"])
def test_another_patients_id_is_not_found_and_their_words_stay(
    installation: Installation, mara: Someone, who: str
) -> None:
    form, other = entry_form("The sea came back."), installation.someone(who)
    mara.send("/journal/entries", form)

    assert other.send("/journal/entries", form | {"body": "Mine."}).status_code == 404
    assert other.get(f"/journal/entries/{form['id']}").status_code == 404
    assert other.send(f"/journal/entries/{form['id']}/sharing", {"share": "1", "event": ""}).status_code == 404
    assert elements(mara.open(f"/journal/entries/{form['id']}"), "entry-body") == ["The sea came back."]
