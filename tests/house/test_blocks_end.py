"""A refusal gives the database back at once: whoever asks for what is not theirs must not make others wait."""

import gc
import time
from collections.abc import Iterator

import pytest

from server.demo_cast import CAST_IDS
from tests.factories import entry_form
from tests.house.who_may import ABSENT
from tests.someone import Installation, Someone

MORE_THAN_ANY_POOL = 12


@pytest.fixture(autouse=True)
def nothing_is_tidied_up_by_chance() -> Iterator[None]:
    """A block that is only forgotten is closed when Python next collects what is lost; not during these tests."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("path", [f"/courses/{ABSENT}/ready", f"/sessions/{ABSENT}/record"])
def test_a_course_that_is_not_theirs_keeps_no_write_waiting(theo: Someone, mara: Someone, path: str) -> None:
    for _ in range(MORE_THAN_ANY_POOL):
        assert theo.get(path.removesuffix("/ready")).status_code == 404
        assert theo.send(path).status_code == 404
    began = time.monotonic()
    assert mara.send("/journal/entries", entry_form(), follow=False).status_code == 303
    assert time.monotonic() - began < 2


def test_a_patient_without_a_course_keeps_no_reader_waiting(
    installation: Installation, iris: Someone, mara: Someone
) -> None:
    async def take_the_course_away() -> None:
        async with installation.house.db.writing() as tx:
            of = {"iris": CAST_IDS["iris"], "ada": CAST_IDS["ada"]}
            await tx.run("update course set patient_id = :ada where patient_id = :iris", **of)

    installation.run(take_the_course_away)
    for _ in range(MORE_THAN_ANY_POOL):
        assert iris.get("/today").status_code == 404
        assert iris.send("/journal/entries", entry_form()).status_code == 404
    began = time.monotonic()
    mara.open("/today")
    assert time.monotonic() - began < 2
