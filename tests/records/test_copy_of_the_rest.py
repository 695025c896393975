"""Beside the journal the copy holds the thread, the notes for the patient and what was asked: theirs, and no more."""

import pytest

from tests.assigned import asking
from tests.messages.written import HERE, answer, message, thread_of
from tests.notes.written import begin, id_of, place, strike, write_on
from tests.someone import Installation, Opened, Someone

FILE = "/journal/export"
WORDS = "Bring the grey blanket."


def copy_of(person: Someone) -> Opened:
    opened = person.get(FILE)
    assert opened.status_code == 200
    return opened


def headings(opened: Opened) -> list[str]:
    return [one.text_content() for one in opened.tree.cssselect("h1")]


def test_the_thread_is_in_it_with_who_and_when_in_its_order(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    iris.send(HERE, message("May I bring\na blanket?"))
    answer(theo, thread_of(installation, "iris"), "Yes, <b>of course</b>.")
    iris.open(HERE)

    file = copy_of(iris)
    said = [one.text_content() for one in file.tree.cssselect(".said")]
    assert said[said.index("May I bring\na blanket?") + 1] == "Yes, <b>of course</b>."
    assert "You, 25 November, 10:00 am" in file.words
    assert "Theo, 25 November, 10:00 am" in file.words


def test_a_long_thread_is_in_it_whole(iris: Someone) -> None:
    written = [f"Wave number {n}." for n in range(70)]
    for body in written:
        iris.send(HERE, message(body), follow=False)
    said = [one.text_content() for one in copy_of(iris).tree.cssselect(".said")]
    assert [body for body in said if body in written] == written


def test_a_message_that_was_not_opened_is_counted_stays_unopened_and_comes_with_the_next_copy(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    thread = thread_of(installation, "iris")
    assert "not opened them yet" not in copy_of(iris).words
    answer(theo, thread, WORDS)
    begin(theo, place(installation, "patient", "iris"), "And tea.")

    file = copy_of(iris)
    assert WORDS not in file.text
    assert "And tea." not in file.text
    assert "2 messages or notes are not in it, because you have not opened them yet." in file.words
    assert "Not opened yet." in theo.open(thread).words, "a copy is no receipt"
    assert "Not opened by Iris yet" in theo.open(place(installation, "patient", "iris")).words

    iris.open(HERE)
    assert WORDS in copy_of(iris).text
    assert "One message or note is not in it" in copy_of(iris).words


def test_what_was_taken_back_unopened_is_nowhere_in_it(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    thread = thread_of(installation, "iris")
    answer(theo, thread, WORDS)
    theo.send(theo.open(thread).values("form[action$='/take-back']", "action")[0])
    iris.send(HERE, message("Meant for my sister."))
    iris.send(iris.open(HERE).values("form[action$='/take-back']", "action")[0])

    file = copy_of(iris)
    assert WORDS not in file.text
    assert "Meant for my sister." not in file.text
    assert "You took this back before anybody had opened it." in file.words
    assert "not opened" not in file.words


def test_a_note_for_them_is_in_it_with_every_version_they_opened(
    installation: Installation, theo: Someone, pria: Someone, iris: Someone
) -> None:
    note = begin(theo, place(installation, "patient", "iris"), WORDS)
    iris.open(f"/notes/{id_of(note)}")
    write_on(pria, note, "Bring the blue one.")
    file = copy_of(iris)
    assert WORDS in file.text
    assert "Bring the blue one." not in file.text
    assert "One message or note is not in it" in file.words

    iris.open(f"/notes/{id_of(note)}")
    strike(theo, note, "I mixed up two people.")
    file = copy_of(iris)
    for words in (WORDS, "Bring the blue one.", "Theo has taken this note back", "I mixed up two people."):
        assert words in file.words
    assert "not opened" not in file.words


def test_notes_over_several_pages_are_all_in_it(installation: Installation, theo: Someone, iris: Someone) -> None:
    written = [f"Wave number {n}." for n in range(43)]
    for body in written:
        iris.open(f"/notes/{id_of(begin(theo, place(installation, 'patient', 'iris'), body))}")
    text = copy_of(iris).text
    assert [body for body in written if body not in text] == []


@pytest.mark.parametrize("drawer", ["mine", "team"])
def test_what_the_care_team_keeps_for_itself_is_never_in_it(
    installation: Installation, theo: Someone, iris: Someone, drawer: str
) -> None:
    note = begin(theo, place(installation, drawer, "iris"), WORDS)
    assert WORDS not in copy_of(iris).text
    strike(theo, note)
    file = copy_of(iris)
    assert WORDS not in file.text
    assert "It was about somebody else." not in file.text
    assert "not opened" not in file.words, "not even that there is one"


def test_what_was_asked_is_in_it_with_its_line_and_that_it_was_let_go(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    path = asking.place(installation)
    asking.ask(theo, path, "breath B-02", line="Before you sleep.")
    asking.let_go(iris)
    asking.ask(theo, path, "measure phq9", line="A line for somebody else.")
    theo.send(theo.open(path).values("form[action$='/take-back']", "action")[0])

    file = copy_of(iris)
    assert "“Before you sleep.”" in file.words
    assert "Theo asked on 25 November, 10:00 am. You let it go, 25 November, 10:00 am." in file.words
    assert "somebody else" not in file.text, "what was taken back stands nowhere for them"


def test_of_others_nothing_is_in_it(installation: Installation, theo: Someone, mara: Someone, iris: Someone) -> None:
    iris.send(HERE, message(WORDS))
    note = begin(theo, place(installation, "patient", "iris"), "And tea.")
    iris.open(f"/notes/{id_of(note)}")
    asking.ask(theo, asking.place(installation), "breath B-02", line="Before you sleep.")
    file = copy_of(mara).text
    assert [one for one in (WORDS, "And tea.", "Before you sleep.") if one in file] == []


@pytest.mark.parametrize("name", ["theo", "pria", "ada", "otto", "wren"])
def test_no_one_of_any_clinic_can_save_it(installation: Installation, name: str) -> None:
    assert installation.someone(name).get(FILE).status_code == 403


def test_a_patient_of_whom_nothing_is_kept_has_no_empty_parts(sol: Someone) -> None:
    assert headings(copy_of(sol)) == ["Journal of Sol"]
