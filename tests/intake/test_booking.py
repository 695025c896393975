"""E-61: an answer of tier D pauses booking until a prescriber has decided having read it; a person may then book."""

from tests.intake.clinic_side import course_of, decide, reply
from tests.someone import Installation, Someone

PLAN = {"day": "2027-01-12", "at": "11:00", "route": "IV", "count": "1", "days_between": "14"}
PLANNED = "select count(*) from session join course on course.id = session.course_id where course.id = :course"


def book(installation: Installation, staff: Someone, day: str = "2027-01-12") -> int:
    course = course_of(installation, "iris")
    answered = staff.send(f"/courses/{course}/sessions", PLAN | {"day": day})
    assert answered.status_code == (200 if "waits for a prescriber" not in answered.text else 422)
    return int(str(installation.value(PLANNED, course=course)))


def test_e_61_booking_waits_while_an_answer_of_tier_d_is_undecided(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    reply(iris, "heart-avm", "yes")

    assert book(installation, theo) == 0


def test_e_61_corrected_or_decided_it_can_be_booked_and_a_later_answer_pauses_it_again(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone
) -> None:
    reply(iris, "heart-avm", "yes")
    reply(iris, "heart-avm", "no")
    assert book(installation, theo) == 1

    reply(iris, "heart-avm", "yes")
    assert book(installation, theo) == 1
    decide(pria, outcome="proceed")
    assert book(installation, theo, "2027-01-26") == 2

    reply(iris, "heart-aneurysm", "yes")
    assert book(installation, theo, "2027-02-09") == 2


def test_e_61_what_is_only_to_be_talked_about_pauses_nothing(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    reply(iris, "heart-avm", "unsure")

    assert book(installation, theo) == 1
