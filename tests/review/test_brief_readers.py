"""Who may have a patient's page and those behind it; each clinician's moments are their own."""

import pytest

from server.demo_cast import CAST_IDS
from tests.journal.shown import share, write
from tests.review.test_brief_page import brief, heading, later, since
from tests.session_day.days import change, course_of
from tests.someone import Installation, Someone


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("ada", 403), ("mara", 403), ("sol", 403)])
@pytest.mark.parametrize("page", ["", "/shared", "/steps", "/trail"])
def test_nobody_outside_the_care_team_has_it_and_no_moment_is_marked(
    installation: Installation, who: str, status: int, page: str
) -> None:
    course = course_of(installation, "mara")
    looks = "select count(*) from brief_look where course_id = :course"
    before = installation.value(looks, course=course)
    assert installation.someone(who).get(f"/courses/{course}{page}").status_code == status
    assert installation.value(looks, course=course) == before


def test_one_who_left_the_team_has_it_no_more(installation: Installation, theo: Someone) -> None:
    brief(installation, theo)
    change(
        installation, "update care_team set until = :now where person_id = :theo", now=installation.clock(),
        theo=CAST_IDS["theo"],
    )  # fmt: skip
    assert theo.get(f"/courses/{course_of(installation, 'mara')}").status_code == 404


def test_each_clinician_has_moments_of_their_own(
    installation: Installation, mara: Someone, theo: Someone, pria: Someone
) -> None:
    entry = write(mara, "The sea came back.")
    share(mara, entry, **{"with": "team"})
    for reader in (theo, theo):
        brief(installation, reader)
        later(installation, days=1)

    assert heading(brief(installation, pria)).startswith("Since the course began")
    assert any("Mara shared one entry with you." in one for one in since(brief(installation, pria)))
