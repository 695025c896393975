"""The journal is paged by key: a hundred entries, some written in the same moment, none lost and none doubled."""

from datetime import UTC, datetime, timedelta

from server.courses.queries import find_own_course
from server.demo_people import Cast
from server.ids import new_id
from server.journal.forms import EntryForm
from server.journal.keeping import save_entry
from server.journal.models import ENTRIES_A_PAGE
from tests.journal.shown import elements, write
from tests.someone import Installation, Opened, Someone

COUNT = 100


def fill(installation: Installation, name: str) -> list[str]:
    """Entries of one patient, seven to a moment; answers their words."""
    began = datetime(2026, 11, 1, tzinfo=UTC)

    async def write_all() -> None:
        async with installation.house.db.writing() as tx:
            person = Cast(installation.house).people[name]
            course = await find_own_course(tx, installation.house.vault, person)
            assert course is not None
            for number in range(COUNT):
                at = began + timedelta(hours=number // 7)
                body = f"Entry {number}."
                form = EntryForm(
                    id=new_id(at),
                    body=body,
                    written_at=at,
                    mood=None,
                    prompt="",
                    kind="entry",
                    share=None,
                    with_mood=False,
                )
                await save_entry(tx, course, form, at)

    installation.run(write_all)
    return [f"Entry {number}." for number in range(COUNT)]


def older(page: Opened) -> str:
    links = page.values("a[href*='before=']", "href")
    return links[0] if links else ""


def pages(person: Someone) -> list[list[str]]:
    found, path = [], "/journal"
    while path and len(found) < 20:
        page = person.open(path)
        found.append(elements(page, "entry-body"))
        path = older(page)
    return found


def test_every_entry_is_on_one_page_and_on_one_only(installation: Installation, iris: Someone) -> None:
    written = fill(installation, "iris")
    before = 2  # of the demo

    found = pages(iris)

    shown = [body for page in found for body in page]
    assert sorted(body for body in shown if body.startswith("Entry ")) == sorted(written)
    assert len(shown) == len(set(shown)) == COUNT + before
    assert [len(page) for page in found] == [ENTRIES_A_PAGE] * 3 + [COUNT + before - 3 * ENTRIES_A_PAGE]


def test_the_newest_is_on_top(installation: Installation, iris: Someone) -> None:
    fill(installation, "iris")

    hours = [int(body[6:-1]) // 7 for page in pages(iris) for body in page if body.startswith("Entry ")]

    assert hours == sorted(hours, reverse=True)


def test_an_entry_written_while_one_reads_moves_nothing(installation: Installation, iris: Someone) -> None:
    fill(installation, "iris")
    first = iris.open("/journal")
    before = elements(iris.open(older(first)), "entry-body")

    write(iris, "In between.")

    assert elements(iris.open(older(first)), "entry-body") == before


def test_a_place_that_is_none_shows_the_first_page(iris: Someone) -> None:
    first = elements(iris.open("/journal"), "entry-body")

    for place in ("x", "~", "2026-11-01T00:00:00.000Z~", "9999-99-99T99:99:99.999Z~" + "0" * 36, "%00", "' or 1=1 --"):
        assert iris.get(f"/journal?before={place}").status_code == 200
    assert elements(iris.open("/journal?before=nothing"), "entry-body") == first


def test_another_patients_place_shows_only_ones_own(installation: Installation, iris: Someone, sol: Someone) -> None:
    fill(installation, "iris")
    place = older(iris.open("/journal"))

    assert "Entry" not in " ".join(elements(sol.open(place), "entry-body"))
