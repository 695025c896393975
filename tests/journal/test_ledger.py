"""What was ever shared, in sentences that say no more and no less than what happened."""

import pytest

from tests.journal.shown import share, write
from tests.session_day.days import at
from tests.someone import Installation, Someone


def said(person: Someone) -> list[str]:
    page = person.open("/course/access")
    return [" ".join(one.text_content().split()) for one in page.tree.cssselect("section[aria-labelledby=shares] li")]


@pytest.fixture
def entry(iris: Someone) -> str:
    return write(iris, "The sea came back.\nMoss.")


def test_what_was_shared_and_opened_and_stopped_is_one_sentence_each(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    share(iris, entry)
    assert said(iris)[0].endswith("You shared this with Theo on 25 November. Nobody has opened it.")
    theo.open(f"/review/{entry}")
    assert said(iris)[0].endswith("You shared this with Theo on 25 November, who opened it once.")
    theo.open(f"/review/{entry}")
    at(installation, "2026-11-27T09:00")
    share(iris, entry, "0")

    assert said(iris)[0].endswith(
        "You shared this with Theo on 25 November, who opened it twice. "
        "You stopped sharing on 27 November; it may have been noted in the record."
    )


def test_of_the_team_each_one_is_named_who_opened_it(iris: Someone, theo: Someone, pria: Someone, entry: str) -> None:
    share(iris, entry, **{"with": "team"}, until="2026-11-30")
    for reader in (theo, pria, theo, theo):
        reader.open(f"/review/{entry}")

    assert said(iris)[0].endswith(
        "You shared this with your care team (Theo, Pria) on 25 November. "
        "Theo opened it 3 times and Pria opened it once. It ends on 1 December."
    ), said(iris)[0]


def test_a_share_counts_the_openings_of_its_own_time_alone(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    share(iris, entry)
    theo.open(f"/review/{entry}")
    at(installation, "2026-11-25T10:05")
    share(iris, entry, "0")
    at(installation, "2026-11-25T10:10")
    share(iris, entry, part="passage", passage="Moss.")

    newest, before = said(iris)[:2]
    assert newest.endswith("You shared a passage of this with Theo on 25 November. Nobody has opened it.")
    assert "who opened it once. You stopped sharing on 25 November; it may have been noted" in before


def test_an_end_by_date_is_said_before_anybody_wrote_it_down(
    installation: Installation, iris: Someone, entry: str
) -> None:
    share(iris, entry, until="2026-11-26")
    at(installation, "2026-11-29T09:00")

    assert said(iris)[0].endswith("Nobody has opened it. It ended on 27 November, as you had set.")


def test_the_list_goes_on_and_nothing_is_missing(installation: Installation, iris: Someone, entry: str) -> None:
    for minute in range(45):
        at(installation, f"2026-11-25T11:{minute:02d}")
        share(iris, entry, **{"with": "team" if minute % 2 else "therapist"})

    page = iris.open("/course/access")
    (older,) = page.values("a[href*='shares=']", "href")
    assert len(said(iris)) == 40
    assert len(iris.open(older).tree.cssselect("section[aria-labelledby=shares] li")) == 5


def test_nobody_else_reads_it(theo: Someone, anyone: Someone) -> None:
    assert theo.get("/course/access").status_code == 403
    assert anyone.get("/course/access").status_code == 303
