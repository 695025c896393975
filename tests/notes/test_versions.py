"""Nothing is written over: what two write at once is kept twice, and what comes too late is said, with its words."""

from uuid import uuid4

from server.notes.models import A_PAGE, MOST_NOTES, MOST_VERSIONS
from tests.notes.written import begin, id_of, place, standing, strike, write_on
from tests.someone import Installation, Someone

FIRST, THEIRS, OURS = "The window.", "The window, half open.", "The window, and a blanket."


def test_every_version_stays_to_be_read(installation: Installation, theo: Someone, pria: Someone) -> None:
    note = begin(theo, place(installation, "team"), FIRST)
    write_on(pria, note, THEIRS)

    page = theo.open(note)
    assert page.one("section[aria-labelledby=now] .said") == THEIRS
    assert page.one("section[aria-labelledby=earlier] a").startswith("Theo, 25 November")
    earlier = theo.open(page.values("section[aria-labelledby=earlier] a", "href")[0])
    assert earlier.one("section[aria-labelledby=chosen] .said") == FIRST


def test_two_who_write_on_one_note_at_once_are_both_kept_until_one_has_read_both(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    note = begin(theo, place(installation, "team"), FIRST)
    read = standing(pria, note)
    write_on(theo, note, THEIRS, read)
    second = write_on(pria, note, OURS, read)

    assert second.status_code == 200
    assert [" ".join(one.split()) for one in second.all("said")] == [THEIRS, OURS]
    assert "changed in two places at once" in second.words
    assert second.tree.cssselect("#body")[0].text_content() == f"{THEIRS}\n\n{OURS}"
    assert "Two texts stand side by side" in theo.open(place(installation, "team")).words

    write_on(theo, note, "From both.")
    assert theo.open(note).one("section[aria-labelledby=now] .said") == "From both."
    assert len(theo.open(note).tree.cssselect("section[aria-labelledby=earlier] li")) == 3


def test_sent_three_times_it_is_one_note_and_one_version(installation: Installation, theo: Someone) -> None:
    path = place(installation, "team")
    form = {"id": str(uuid4()), "body": FIRST}
    later = {"version": str(uuid4()), "parent": form["id"], "body": OURS}
    for _time in range(3):
        assert theo.outbox(path, form).status_code == 200
        assert theo.outbox(f"{place(installation)}/{form['id']}", later).status_code == 200
    count = "select count(*) from note_version where note_id = :id"
    assert installation.value(count, id=form["id"]) == 2
    assert installation.value("select count(*) from note where id = :id", id=form["id"]) == 1


def test_other_words_under_the_same_id_are_refused_and_still_in_the_form(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    path = place(installation, "team")
    form = {"id": str(uuid4()), "body": FIRST}
    theo.send(path, form)
    for person in (theo, pria):
        refused = person.send(path, form | {"body": OURS})
        assert refused.status_code == 409
        assert refused.one("textarea") == OURS
        assert refused.values("[name=fallback_id]")[0] != form["id"]
    note = f"{place(installation)}/{form['id']}"
    later = {"version": str(uuid4()), "parent": form["id"], "body": THEIRS}
    theo.send(note, later)
    assert pria.send(note, later).status_code == 409, "a version is its writer's"
    assert pria.send(note, {"version": form["id"], "body": OURS}).status_code == 409
    assert theo.open(note).one("section[aria-labelledby=now] .said") == THEIRS


def test_what_is_sent_after_a_note_was_taken_back_is_said_and_kept_in_the_form(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    note = begin(theo, place(installation, "team"), FIRST)
    read = standing(pria, note)
    strike(theo, note)

    refused = write_on(pria, note, OURS, read)
    assert refused.status_code == 409
    assert "Theo has taken this note back meanwhile." in refused.words
    assert refused.one("textarea") == OURS
    assert installation.value("select count(*) from note_version where note_id = :id", id=id_of(note)) == 1
    as_new = {"id": refused.values("[name=fallback_id]")[0], "body": OURS}
    assert pria.send(refused.values("main form", "action")[0], as_new).status_code == 200
    assert OURS in theo.open(place(installation, "team")).words


def test_nobody_takes_back_what_they_have_not_read(installation: Installation, theo: Someone, pria: Someone) -> None:
    note = begin(theo, place(installation, "team"), FIRST)
    read = standing(pria, note)
    write_on(theo, note, THEIRS)

    refused = pria.send(f"{note}/strike", {"parent": read, "reason": "It was about somebody else."})
    assert refused.status_code == 409
    assert THEIRS in refused.words
    assert refused.values("#reason") == ["It was about somebody else."]
    assert "Take it back" in theo.open(note).words

    strike(pria, note)
    again = theo.send(f"{note}/strike", {"parent": read, "reason": "Mine."})
    assert again.status_code == 409
    assert "Pria has taken this note back meanwhile." in again.words


def test_words_that_are_too_many_or_none_are_named_and_stay(installation: Installation, theo: Someone) -> None:
    path = place(installation, "team")
    for body, said in (("", "There are no words yet."), ("x" * 4001, "Please shorten it by 1.")):
        refused = theo.send(path, {"id": str(uuid4()), "body": body})
        assert refused.status_code == 422
        assert said in refused.words
        assert refused.one("textarea") == body
    assert begin(theo, path, "é" * 4000)


def test_a_full_drawer_is_read_page_by_page_and_takes_no_more(installation: Installation, theo: Someone) -> None:
    """The largest that fits: each note is met once, and one more is refused with its words."""
    path = place(installation, "team", "iris")
    fill(installation, theo, path)
    seen: list[str] = []
    at = path
    while at:
        page = theo.open(at)
        seen += page.values("main .rows a.go", "href")
        at = next(iter(page.values("a[href*='before=']", "href")), "")
        assert len(seen) <= MOST_NOTES
    assert len(seen) == len(set(seen)) == MOST_NOTES
    refused = theo.send(path, {"id": str(uuid4()), "body": OURS})
    assert refused.status_code == 409
    assert refused.one("textarea") == OURS
    assert MOST_NOTES > 3 * A_PAGE


def fill(installation: Installation, theo: Someone, path: str) -> None:
    """All begun in one moment, by the one row that the page itself made."""
    note = id_of(begin(theo, path, FIRST))
    copy = "insert into note select :new, course_id, drawer, by_id, begun_at from note where id = :id"
    words = (
        "insert into note_version select :new, :new, course_id, parents, body_locked, by_id, received_at"
        " from note_version where id = :id"
    )

    async def work() -> None:
        async with installation.house.db.writing() as tx:
            rows = [{"new": str(uuid4()), "id": note} for _number in range(MOST_NOTES - 1)]
            await tx.run_many(copy, rows)
            await tx.run_many(words, rows)

    installation.run(work)


def test_a_note_holds_a_hundred_versions_and_says_so(installation: Installation, theo: Someone) -> None:
    note = begin(theo, place(installation), "x" * 3999)
    for number in range(1, MOST_VERSIONS):
        form = {"version": str(uuid4()), "parent": "", "body": f"{number:04d}" + "wörter " * 500}
        assert theo.send(note, form, follow=False).status_code == 303
    theo.open(note)
    refused = write_on(theo, note, OURS, "")
    assert refused.status_code == 409
    assert refused.tree.cssselect("#body")[0].text_content() == OURS
