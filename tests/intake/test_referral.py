"""E-03: somebody refers, or the patient does and releases records; where the papers are is seen by whoever waits."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from server.clinics.protocol import Protocol
from server.intake.referral import Referral
from tests.intake.clinic_side import A_MOMENT, new_form
from tests.intake.kept import history
from tests.session_day.days import use_numbers
from tests.someone import Installation, Opened, Someone

HERE = "/intake/referral"
ASKED = f"{HERE}/asked"
WRITTEN = "2026-11-25T14:58:00.000Z"


def by_clinician(**more: str) -> dict[str, str]:
    return new_form(
        way="clinician", role="physician", name="Dr. Li", practice="Lakeside", contact="Fax 416 555 0100",
        day="2026-11-20", sources="", agreed_as="",
    ) | more  # fmt: skip


def by_myself(**more: str) -> dict[str, str]:
    return new_form(
        way="self", name="", practice="", contact="", day="", sources="Lakeside\nThe hospital", agree="1",
        agreed_as="Iris Moor",
    ) | more  # fmt: skip


def tell(person: Someone, form: dict[str, str]) -> Opened:
    person.installation.clock.move(A_MOMENT)
    return person.send(HERE, form)


def told(installation: Installation, name: str = "iris") -> list[Referral]:
    """Newest first."""
    return [one.read(Referral) for one in history(installation, name, "referral", "referral")]


@pytest.mark.parametrize("role", ["physician", "nurse practitioner", ""])
def test_e_03_a_referral_by_a_clinician_is_kept_with_who_and_where(
    installation: Installation, iris: Someone, role: str
) -> None:
    page = tell(iris, by_clinician(role=role))

    assert page.values("#name, #practice, #contact, #day") == ["Dr. Li", "Lakeside", "Fax 416 555 0100", "2026-11-20"]
    assert told(installation) == [
        Referral(
            way="clinician", role=role, name="Dr. Li", practice="Lakeside", contact="Fax 416 555 0100", day="2026-11-20"
        )
    ]  # fmt: skip


def test_e_03_one_refers_oneself_and_agrees_that_records_are_asked_for(
    installation: Installation, iris: Someone
) -> None:
    page = tell(iris, by_myself(name="left over from the other way", day="2026-11-20"))

    assert page.values("input[name=way][checked]") == ["self"]
    assert told(installation) == [Referral(way="self", sources="Lakeside\nThe hospital", agreed_as="Iris Moor")]


def test_e_03_when_it_was_agreed_to_is_when_the_phone_wrote_it(installation: Installation, iris: Someone) -> None:
    tell(iris, by_myself(written_at=WRITTEN))

    assert (
        history(installation, "iris", "referral", "referral")[0].written_at.isoformat() == "2026-11-25T14:58:00+00:00"
    )


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"agree": ""}, "agree", "Without this agreement no records are asked for."),
        ({"agreed_as": ""}, "agreed_as", "Please write your name under it."),
        ({"sources": " "}, "sources", "Please name the offices or hospitals that may be asked."),
        ({"sources": "x" * 601}, "sources", "Please shorten it by 1."),
    ],
)
def test_e_03_without_a_release_of_records_nobody_refers_oneself(
    installation: Installation, iris: Someone, more: dict[str, str], field: str, said: str
) -> None:
    form = by_myself(**more)
    page = tell(iris, form)

    assert page.status_code == 422
    assert said in page.one(f"#{field}-error")
    assert page.values("#agreed_as") == [form["agreed_as"]]
    assert page.tree.cssselect("#sources")[0].text_content().strip("\n") == form["sources"].strip("\n")
    assert bool(page.tree.cssselect("#agree input[checked]")) == bool(form["agree"])
    assert told(installation) == []


def test_e_03_all_that_a_release_lacks_is_named_at_once(iris: Someone) -> None:
    page = tell(iris, by_myself(agree="", agreed_as="", sources=""))

    assert page.values("#wrong a", "href") == ["#sources", "#agree", "#agreed_as"]


def test_e_03_where_the_clinic_takes_no_self_referral_the_way_is_not_offered_and_refused(
    installation: Installation, iris: Someone
) -> None:
    use_numbers(installation, Protocol(self_referral=False))
    assert iris.open(HERE).values("input[name=way]") == ["clinician"]

    page = tell(iris, by_myself())
    assert page.status_code == 422
    assert "At this clinic a physician or nurse practitioner refers." in page.one("#way-error")
    assert told(installation) == []
    assert tell(iris, by_clinician()).status_code == 200


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"name": ""}, "name", "Please write who refers you, or who will be asked."),
        ({"name": "x" * 121}, "name", "Please shorten it by 1."),
        ({"name": "a\0b"}, "name", "There is a character here that cannot be kept."),
        ({"way": ""}, "way", "Please choose one."),
        ({"way": "magic"}, "way", "Please choose one of the answers shown."),
        ({"day": "2026-11-26"}, "day", "This day has not come yet."),
        ({"day": "2026-11-26", "written_at": WRITTEN}, "day", "This day has not come yet."),
        ({"day": "2026-02-31"}, "day", "Please write the day as year-month-day"),
        ({"day": "2024-11-01"}, "day", "Please choose a day within two years of today."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field_and_all_stays_typed(
    installation: Installation, iris: Someone, more: dict[str, str], field: str, said: str
) -> None:
    form = by_clinician(**more)
    page = tell(iris, form)

    assert page.status_code == 422
    assert said in page.one(f"#{field}-error")
    assert page.values("#practice, #contact") == ["Lakeside", "Fax 416 555 0100"]
    assert page.values("#name, #day") == [form["name"].replace("\0", "\ufffd"), form["day"]]
    assert told(installation) == []


def test_a_letter_of_today_and_none_yet_are_both_kept(installation: Installation, iris: Someone) -> None:
    for day in ("2026-11-25", ""):
        assert tell(iris, by_clinician(day=day)).status_code == 200

    assert [one.day for one in told(installation)] == ["", "2026-11-25"]


@pytest.mark.parametrize("form", [by_clinician(), by_myself(), by_myself(written_at=WRITTEN)])
def test_sent_three_times_it_is_kept_once(installation: Installation, iris: Someone, form: dict[str, str]) -> None:
    for _time in range(3):
        assert tell(iris, form).status_code == 200

    assert len(told(installation)) == 1


def test_nobody_writes_over_anothers_referral(installation: Installation, iris: Someone, noor: Someone) -> None:
    form, asked = by_clinician(), new_form()
    tell(iris, form)
    iris.send(ASKED, asked)

    assert noor.send(HERE, form | {"name": "Mine"}).status_code == 404
    assert noor.send(ASKED, asked).status_code == 404
    assert told(installation)[0].name == "Dr. Li"


def test_markup_and_damaged_letters(iris: Someone) -> None:
    page = tell(iris, by_clinician(name="<b>Li</b>"))
    assert page.values("#name") == ["<b>Li</b>"]
    assert not page.tree.cssselect("main b b")

    body = urlencode(by_clinician(name="Li")).replace("name=Li", "name=L%F6").encode()
    damaged = iris.send_raw(HERE, body)
    assert damaged.status_code == 422
    assert "Some characters did not arrive whole." in damaged.one("#name-error")


def test_weeks_later_what_was_told_is_still_there(installation: Installation, iris: Someone) -> None:
    tell(iris, by_clinician())
    installation.clock.move(timedelta(days=20))

    assert installation.someone("iris").open(HERE).values("#name") == ["Dr. Li"]
