"""M-11: what the data learn about a listed medicine asks the prescriber again, and nothing else does."""

from collections.abc import Callable

import msgspec
import pytest

from server.courses.queries import find_own_course
from server.demo_people import Cast
from server.intake import checks, interactions
from server.intake.checks import check_again
from server.intake.facts import list_facts
from server.intake.interactions import Interaction
from server.intake.medicines import list_medicines
from tests.intake.clinic_side import A_MOMENT, asked_again, board_line, medicines_stand, place, review
from tests.someone import Installation, Opened, Someone

MORE = "More is known about something on your list since Pria went through it."


def learn(monkeypatch: pytest.MonkeyPatch, change: Callable[[Interaction], Interaction], generic: str) -> None:
    """A later version of the list of medicines, with another row for one of them."""
    later = interactions.interactions() | {generic: change(interactions.interactions()[generic])}
    monkeypatch.setattr(interactions, "interactions", lambda: later)
    monkeypatch.setattr(checks, "data_version", lambda: "2 later")


def compare(installation: Installation) -> bool:
    """Noor's list with the data as they are now."""

    async def write() -> bool:
        house = installation.house
        async with house.db.writing() as tx:
            course = await find_own_course(tx, house.vault, Cast(house).people["noor"])
            assert course is not None
            medicines = list_medicines(await list_facts(tx, course))
            return await check_again(tx, course, medicines, ("data", None), installation.clock())

    installation.clock.move(A_MOMENT)
    return bool(installation.run(write))


def says(page: Opened) -> str:
    return page.one("section[aria-labelledby=medicines]")


def another(row: Interaction) -> Interaction:
    return msgspec.structs.replace(row, effect="Something else was found.")


def test_m_11_another_word_of_the_data_on_a_listed_medicine_asks_again(
    installation: Installation, noor: Someone, pria: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(monkeypatch, another, "bupropion")
    assert compare(installation)
    assert not compare(installation)  # the same list and the same data: nothing new to keep

    assert MORE in board_line(noor.open("/today"), "Medicines reviewed")[1]
    assert "More is known about a medicine on the list" in asked_again(pria)
    page = pria.open(place(installation, "noor"))
    assert "More is known since about something on it." in says(page)
    assert "Something else was found." in says(page)

    review(pria)
    assert (medicines_stand(noor), asked_again(pria)) == ("done", "")


@pytest.mark.parametrize(
    ("change", "generic"),
    [(another, "theophylline"), (lambda row: msgspec.structs.replace(row, brands=("Zyban",)), "bupropion")],
)
def test_m_11_what_the_data_learn_about_something_else_leaves_the_review_as_it_is(
    installation: Installation, noor: Someone, pria: Someone, monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Interaction], Interaction], generic: str,
) -> None:  # fmt: skip
    learn(monkeypatch, change, generic)

    assert compare(installation)

    assert (medicines_stand(noor), asked_again(pria)) == ("done", "")
    assert "More is known" not in says(pria.open(place(installation, "noor")))
