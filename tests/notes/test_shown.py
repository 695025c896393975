"""What the patient can see: who wrote it and when, every version, a line on Today until it is opened, its receipt."""

from tests.notes.written import begin, id_of, place, strike, write_on
from tests.someone import Installation, Someone

WORDS = "Bring the grey blanket."


def test_today_says_it_in_one_line_until_it_is_opened(installation: Installation, theo: Someone, iris: Someone) -> None:
    assert iris.open("/today").tree.cssselect("#note") == []
    note = begin(theo, place(installation, "patient", "iris"), WORDS)

    today = iris.open("/today")
    assert "Theo wrote a note for you." in today.words
    assert WORDS not in today.text
    assert today.values("section[aria-labelledby=note] a", "href") == [f"/notes/{id_of(note)}"]
    begin(theo, place(installation, "patient", "iris"), "And tea.")
    assert "There are notes for you that you have not opened." in iris.open("/today").words

    for path in iris.open("/notes").values("main .rows a", "href"):
        iris.open(path)
    assert iris.open("/today").tree.cssselect("#note") == []


def test_they_read_who_wrote_it_and_when_and_what_it_was_before(
    installation: Installation, theo: Someone, pria: Someone, mara: Someone
) -> None:
    note = begin(theo, place(installation, "patient"), WORDS)
    write_on(pria, note, f"{WORDS} And socks.")
    page = mara.open(f"/notes/{id_of(note)}")
    assert "A note from Theo" in page.one("h1")
    assert "And socks." in page.one(".said")
    assert "Pria, 25 November, 10:00 am" in page.words
    before = mara.open(page.values("section[aria-labelledby=earlier] a", "href")[0])
    assert before.one("section[aria-labelledby=chosen] .said") == WORDS


def test_the_receipt_names_the_first_opening_and_a_new_version_is_new_again(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    path = place(installation, "patient", "iris")
    note = begin(theo, path, WORDS)
    assert "Not opened by Iris yet" in theo.open(path).words
    iris.open("/notes")
    assert "Not opened by Iris yet" in theo.open(path).words, "the list has none of its words"
    iris.open(f"/notes/{id_of(note)}")
    assert "Read by the patient, 25 November, 10:00 am" in theo.open(note).words

    write_on(theo, note, "Bring the blue one.")
    assert "Not opened by Iris yet" in theo.open(path).words
    assert "Written on by Theo today, after you read it" in iris.open("/notes").words
    assert "Theo wrote a note for you." in iris.open("/today").words


def test_a_phone_that_fills_its_pocket_has_read_nothing(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    note = begin(theo, place(installation, "patient", "iris"), WORDS)
    pocket = iris.open("/today").values("meta[name=pocket]", "content")[0].split()
    assert not [path for path in pocket if path.startswith("/notes")]
    iris.get(f"/notes/{id_of(note)}", tidemark_pocket="1")
    assert "Theo wrote a note for you." in iris.open("/today").words


def test_taken_back_unread_it_is_gone_and_taken_back_after_reading_it_stays(
    installation: Installation, theo: Someone, mara: Someone
) -> None:
    unread = begin(theo, place(installation, "patient"), WORDS)
    read = begin(theo, place(installation, "patient"), "Bring the blue one.")
    mara.open(f"/notes/{id_of(read)}")
    assert "that cannot be unseen" in theo.open(read).words
    assert "has not opened it" in theo.open(unread).words
    for note in (unread, read):
        strike(theo, note, "I mixed up two people.")

    assert mara.get(f"/notes/{id_of(unread)}").status_code == 404
    assert WORDS not in mara.open("/notes").text
    stays = mara.open(f"/notes/{id_of(read)}")
    assert "Theo has taken this note back" in stays.words
    assert "I mixed up two people." in stays.words
    assert "Bring the blue one." in stays.words


def test_of_a_note_taken_back_the_version_that_was_not_read_is_not_shown(
    installation: Installation, theo: Someone, mara: Someone
) -> None:
    note = begin(theo, place(installation, "patient"), WORDS)
    mara.open(f"/notes/{id_of(note)}")
    write_on(theo, note, "About somebody else altogether.")
    later = theo.open(note).values("[name=parent]")[0]
    strike(theo, note)

    for path in (f"/notes/{id_of(note)}", f"/notes/{id_of(note)}?version={later}"):
        page = mara.open(path)
        assert WORDS in page.words
        assert "somebody else altogether" not in page.text
    assert theo.open(note).words.count("Read by") == 1


def test_no_other_patient_reads_it(installation: Installation, theo: Someone) -> None:
    note = begin(theo, place(installation, "patient"), WORDS)
    for who, status in (("iris", 404), ("noor", 404), ("sol", 404), ("theo", 403), ("ada", 403)):
        assert installation.someone(who).get(f"/notes/{id_of(note)}").status_code == status
    assert installation.someone().get(f"/notes/{id_of(note)}").status_code == 303


def test_words_that_do_not_open_are_said_to_be_damaged_and_the_others_stay(
    installation: Installation, theo: Someone, mara: Someone
) -> None:
    """P11."""
    note = begin(theo, place(installation, "patient"), WORDS)
    begin(theo, place(installation, "patient"), "Bring the blue one.")

    async def break_it() -> None:
        async with installation.house.db.writing() as tx:
            sql = "update note_version set body_locked = :none where id = :id"
            await tx.run(sql, none=b"\x01" + bytes(60), id=id_of(note))

    installation.run(break_it)
    drawer = theo.open(place(installation, "patient"))
    assert "These words are damaged" in drawer.words
    assert "Bring the blue one." in drawer.words
    for page in (theo.open(note), mara.open(f"/notes/{id_of(note)}")):
        assert "These words are damaged" in page.words
