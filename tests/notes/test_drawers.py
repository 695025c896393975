"""Three drawers: whose each is, and that nobody else comes near what lies in it."""

from uuid import uuid4

import pytest

from tests.notes.written import begin, id_of, place, strike, write_on
from tests.someone import Installation, Someone

SECRET = "He counts the tiles while she speaks."


def test_a_note_of_ones_own_is_read_by_its_writer_and_by_nobody_else(
    installation: Installation, theo: Someone, pria: Someone, mara: Someone
) -> None:
    note = begin(theo, place(installation), SECRET)
    assert SECRET in theo.open(place(installation)).words
    assert SECRET in theo.open(note).words

    assert SECRET not in pria.open(place(installation)).text
    assert pria.get(note).status_code == 404
    assert pria.send(note, {"version": str(uuid4()), "body": "Mine now."}).status_code == 404
    assert pria.send(f"{note}/strike", {"reason": "x"}).status_code == 404
    for drawer in ("mine", "team", "patient"):
        assert SECRET not in pria.open(f"{place(installation, drawer)}?from={id_of(note)}").text
    for path in ("/notes", "/today", "/course", "/course/access"):
        assert SECRET not in mara.open(path).text
    assert mara.get(f"/notes/{id_of(note)}").status_code == 404


def test_who_joins_the_team_after_the_writer_left_finds_nothing_of_theirs(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    """Whatever opens the course to somebody else, an emergency too: the drawer is asked for by its writer."""
    note = begin(theo, place(installation), SECRET)
    installation.run(lambda: leave(installation))

    assert theo.get(note).status_code == 404
    assert theo.get(place(installation)).status_code == 404
    assert SECRET not in pria.open(place(installation)).text
    assert pria.get(note).status_code == 404


async def leave(installation: Installation) -> None:
    async with installation.house.db.writing() as tx:
        sql = "update care_team set until = :now where person_id = (select id from person where name = 'Theo')"
        await tx.run(sql, now=installation.clock())


def test_the_team_reads_and_writes_on_what_is_the_teams_and_the_patient_does_not(
    installation: Installation, theo: Someone, pria: Someone, mara: Someone
) -> None:
    note = begin(theo, place(installation, "team"), SECRET)
    assert SECRET in pria.open(place(installation, "team")).words
    assert write_on(pria, note, "He counts the tiles. It calms him.").status_code == 200
    assert "It calms him." in theo.open(note).words

    assert mara.get(f"/notes/{id_of(note)}").status_code == 404
    assert SECRET not in mara.open("/notes").text


@pytest.mark.parametrize("drawer", ["mine", "team", "patient"])
def test_nobody_outside_the_care_team_comes_near_any_drawer(
    installation: Installation, theo: Someone, drawer: str
) -> None:
    note = begin(theo, place(installation, drawer), SECRET)
    for who, status in (("otto", 404), ("ada", 403), ("iris", 403), ("mara", 403), ("sol", 403)):
        person = installation.someone(who)
        for path in (place(installation, drawer), note):
            assert person.get(path).status_code == status
            assert person.send(path, {"id": str(uuid4()), "body": "x"}).status_code == status
        assert person.send(f"{note}/strike", {"reason": "x"}).status_code == status
    assert installation.someone().get(note).status_code == 303


def test_a_note_is_not_reached_through_another_course(installation: Installation, theo: Someone) -> None:
    note = begin(theo, place(installation, "team"), SECRET)
    wrong = f"{place(installation, 'mine', 'noor')}/{id_of(note)}"
    assert theo.get(wrong).status_code == 404
    assert theo.send(wrong, {"version": str(uuid4()), "body": "x"}).status_code == 404
    taken = theo.send(place(installation, "mine", "noor"), {"id": id_of(note), "body": SECRET})
    assert taken.status_code == 404
    assert SECRET not in theo.open(place(installation, "mine", "noor")).text


def test_no_deed_changes_who_reads_words_that_are_written(installation: Installation, theo: Someone) -> None:
    """For another drawer they begin a new note, and the first stays where it is."""
    note = begin(theo, place(installation), SECRET)
    elsewhere = theo.open(f"{place(installation, 'team')}?from={id_of(note)}")
    assert elsewhere.one("textarea") == SECRET
    assert SECRET not in theo.open(place(installation, "team")).text, "nothing is kept by looking"
    assert theo.send(place(installation, "team"), {"id": id_of(note), "body": SECRET}).status_code == 409

    begin(theo, place(installation, "team"), SECRET)
    assert SECRET in theo.open(place(installation)).words
    sql = "select count(*) from note where course_id = :course and drawer = 'mine' and id = :id"
    assert installation.value(sql, course=place(installation).split("/")[2], id=id_of(note)) == 1


def test_what_is_taken_back_stays_readable_with_who_when_and_why(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    note = begin(theo, place(installation, "team"), SECRET)
    refused = pria.send(f"{note}/strike", {"parent": id_of(note), "reason": " "})
    assert refused.status_code == 422
    assert "Please write why." in refused.words
    strike(pria, note)

    page = theo.open(note)
    assert "Taken back by Pria, 25 November, 10:00 am." in page.words
    assert "It was about somebody else." in page.words
    assert SECRET in page.words
    assert page.tree.cssselect(f"form[action='{note}']") == []
    assert "Taken back" in theo.open(place(installation, "team")).words


def test_the_trail_tells_the_patient_that_notes_were_opened_and_nothing_of_them(
    installation: Installation, theo: Someone, mara: Someone
) -> None:
    begin(theo, place(installation), SECRET)
    told = mara.open("/course/access").words
    assert "Theo opened the notes about you" in told
    assert "Theo wrote in the notes about you" in told
    assert "tiles" not in told
