"""S-06, S-13: readings with who measured and when, at the protocol's checkpoints; none of them is judged."""

import pytest

from server.clinics.protocol import Protocol
from tests.session_day.days import at, keep, kept, line_form, newest, take, under_way, use_numbers
from tests.someone import Installation, Opened, Someone

FIGURES = {"systolic": "128", "diastolic": "82", "pulse": "76", "oxygen": "98"}


@pytest.fixture
def session(installation: Installation, theo: Someone) -> str:
    return under_way(installation, theo)


def points(page: Opened) -> list[str]:
    lines = page.tree.cssselect("section[aria-labelledby=points] ol.board > li > div > .line")
    return [" ".join(" ".join(line.itertext()).split()) for line in lines]


def test_s_06_the_record_asks_for_what_the_protocol_names_and_says_what_is_late(
    installation: Installation, theo: Someone, session: str
) -> None:
    at(installation, "2026-11-26T11:29")
    page = theo.open(f"/sessions/{session}/record")

    assert points(page) == [
        "Before the medicine Late",
        "20 minutes after Due now",
        "40 minutes after at 11:50 am",
        "60 minutes after at 12:10 pm",
        "90 minutes after at 12:40 pm",
    ]
    assert page.one("h2#reading") == "Reading: 20 minutes after"
    assert page.values("input[name=checkpoint][checked]") == ["20"]


def test_s_13_a_reading_says_what_was_measured_by_whom_when_on_which_arm_and_how(
    installation: Installation, theo: Someone, pria: Someone, session: str
) -> None:
    at(installation, "2026-11-26T11:31")
    more = {"checkpoint": "20", "sedation": "1", "nausea": "0", "arm": "left", "position": "reclined", "words": "Calm."}
    keep(pria, session, "reading", **FIGURES, **more)

    page = theo.open(f"/sessions/{session}/record")

    assert points(page)[1] == "20 minutes after Measured"
    (line,) = page.tree.cssselect(".line-of")
    said = " ".join(" ".join(line.itertext()).split())
    assert said.startswith("11:31 am 128/82, pulse 76, oxygen 98 %, drowsy, answers, nausea: none, left arm, reclined")
    assert "Pria" in said
    assert "Calm." in said


def test_s_06_one_measured_after_its_time_stays_visible_as_late_and_one_never_measured_as_missing(
    installation: Installation, theo: Someone, session: str
) -> None:
    at(installation, "2026-11-26T11:45")
    keep(theo, session, "reading", **FIGURES, checkpoint="20")
    at(installation, "2026-11-26T13:20")
    take(theo, session, "ended", "discharged")

    assert points(theo.open(f"/sessions/{session}/record")) == [
        "Before the medicine Missing",
        "20 minutes after Measured late",
        "40 minutes after Missing",
        "60 minutes after Missing",
        "90 minutes after Missing",
    ]


def test_s_06_the_clinics_own_checkpoints_are_asked_for(
    installation: Installation, theo: Someone, session: str
) -> None:
    use_numbers(installation, Protocol(reading_minutes={"IV": (-5, 33)}))

    assert [one.rsplit(" at ", 1)[0] for one in points(theo.open(f"/sessions/{session}/record"))] == [
        "Before the medicine Late",
        "33 minutes after",
    ]


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"systolic": "400", "diastolic": "20"}, "systolic", "Upper pressure: 400 is not between 50 and 280."),
        ({"systolic": "128", "diastolic": "19"}, "diastolic", "Lower pressure: 19 is not between 20 and 180."),
        ({"systolic": "82", "diastolic": "128"}, "diastolic", "The lower figure is not below the upper one."),
        ({"systolic": "82", "diastolic": "82"}, "diastolic", "The lower figure is not below the upper one."),
        ({"systolic": "128"}, "diastolic", "The lower figure is missing."),
        ({"diastolic": "82"}, "systolic", "The upper figure is missing."),
        ({"pulse": "7600"}, "pulse", "Pulse: 7600 is not between 20 and 240."),
        ({"oxygen": "101"}, "oxygen", "Oxygen: 101 is not between 40 and 100."),
        ({"oxygen": "ninety"}, "oxygen", "Oxygen: ninety is not between 40 and 100."),
        ({"systolic": "<b>", "diastolic": "82"}, "systolic", "Upper pressure: <b> is not between 50 and 280."),
        ({}, "systolic", "There is no figure yet. One is enough."),
    ],
)
def test_what_no_device_shows_is_refused_beside_its_field_and_what_was_typed_stays(
    installation: Installation, theo: Someone, session: str, fields: dict[str, str], field: str, said: str
) -> None:
    refused = keep(theo, session, "reading", **fields, words="After the second try.")

    assert refused.status_code == 422
    assert said in refused.one(f"#{field}-error")
    assert refused.values(f"input#{field}", "aria-invalid") == ["true"]
    for name, typed in fields.items():
        assert refused.values(f"input#{name}") == [typed]
    assert refused.values("#reading-words") == ["After the second try."]
    assert kept(installation, "reading") == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"systolic": "280", "diastolic": "180"},
        {"systolic": "50", "diastolic": "20"},
        {"pulse": "240"},
        {"oxygen": "40"},
        {"sedation": "3"},
        {"nausea": "0"},
    ],
)
def test_s_13_what_is_only_high_or_low_is_kept_and_not_judged(
    installation: Installation, theo: Someone, session: str, fields: dict[str, str]
) -> None:
    page = keep(theo, session, "reading", **fields)

    assert page.status_code == 200
    assert kept(installation, "reading") == 1
    (line,) = page.tree.cssselect(".line-of")
    assert line.get("class") == "line-of"
    for verdict in ("high", "low", "normal", "danger", "warning", "!"):
        assert verdict not in line.text_content().lower()


def test_a_clock_time_before_the_opening_is_refused_unless_somebody_is_sure(
    installation: Installation, theo: Someone, session: str
) -> None:
    refused = keep(theo, session, "reading", **FIGURES, at="10:40")

    assert refused.status_code == 422
    assert "The session was opened at 10:50 am, and this is 10:40 am, before it." in refused.one("#at-error")
    assert refused.values("#reading-at") == ["10:40"]
    assert kept(installation, "reading") == 0

    assert keep(theo, session, "reading", **FIGURES, at="10:40", sure="1").status_code == 200
    assert keep(theo, session, "reading", **FIGURES, at="10:50").status_code == 200


@pytest.mark.parametrize("sure", ["", "1"])
def test_a_clock_time_that_has_not_come_is_refused_however_sure(
    installation: Installation, theo: Someone, session: str, sure: str
) -> None:
    refused = keep(theo, session, "reading", **FIGURES, at="11:11", sure=sure)

    assert refused.status_code == 422
    assert "This time has not come yet." in refused.one("#at-error")
    assert kept(installation, "reading") == 0


def test_past_midnight_a_time_of_the_evening_is_of_the_evening(installation: Installation, theo: Someone) -> None:
    session = under_way(installation, theo, "22:00", "22:10")
    at(installation, "2026-11-27T00:05")

    assert keep(theo, session, "reading", **FIGURES, at="23:50").status_code == 200

    assert newest(installation, "at") == "2026-11-27T04:50:00.000Z"


@pytest.mark.parametrize("outbox", [False, True])
def test_sent_again_it_is_one_reading(installation: Installation, theo: Someone, session: str, outbox: bool) -> None:
    form = line_form(**FIGURES, checkpoint="20")
    path = f"/sessions/{session}/record/reading"

    for _try in range(2):
        if outbox:
            sent = theo.outbox(path, form, write=form["id"])
            assert (sent.status_code, sent.headers["tidemark-kept"]) == (200, form["id"])
        else:
            assert theo.send(path, form).status_code == 200

    assert kept(installation, "reading") == 1
