"""The sitter's looks: which were missed, and that one at which something was not right reaches the therapist first."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.protocol import Protocol
from server.session_day.checkpoints import missed_looks
from server.session_day.facts import Check
from tests.session_day.days import at, change, keep
from tests.session_day.made import DOSE_AT, after, line
from tests.session_day.test_sitter import make
from tests.session_day.test_sitter import session as session
from tests.session_day.test_sitting import HOME, STEADY, line_form, look
from tests.someone import Installation, Someone


def missed(now: float, *looks: float, ended: float | None = None, every: int = 15) -> list[tuple[float, float]]:
    found = missed_looks(
        Protocol(check_minutes=every),
        (DOSE_AT, None if ended is None else after(ended)),
        [line(f"l{n}", "check", Check(well=True), minutes) for n, minutes in enumerate(looks)],
        after(now),
    )
    return [((a - DOSE_AT).total_seconds() / 60, (b - DOSE_AT).total_seconds() / 60) for a, b in found]


def stretches(theo: Someone, session: str) -> list[str]:
    page = theo.open(f"/sessions/{session}/record")
    return [" ".join(" ".join(one.itertext()).split()) for one in page.tree.cssselect("#looks ~ ol > li")]


@pytest.mark.parametrize(
    ("now", "looks", "ended", "stretches"),
    [
        (0, [], None, []),
        (29.9, [], None, []),
        (30, [], None, [(0, 30)]),
        (60, [15, 30, 45], None, []),
        (75, [15, 45], None, [(15, 45), (45, 75)]),
        (75, [45, 15], 60, [(15, 45)]),
        (500, [15, 30], 45, []),
        (60, [30.5, 55], 600, [(0, 30.5)]),
        (60, [-20, 20, 40], None, []),
        (90, [15, 30, 80], 45, []),
    ],
)
def test_a_stretch_of_twice_the_interval_without_a_look_is_a_missed_one(
    now: float, looks: list[float], ended: float | None, stretches: list[tuple[float, float]]
) -> None:
    assert missed(now, *looks, ended=ended) == stretches


def test_the_interval_is_the_protocols_and_without_a_dose_nothing_is_missed() -> None:
    assert missed(30, every=20) == []
    assert missed(40, every=20) == [(0, 40)]
    assert missed_looks(Protocol(), (None, None), [], DOSE_AT) == []


@given(st.lists(st.integers(0, 240), max_size=30), st.integers(0, 240))
def test_what_is_missed_holds_no_look_and_every_other_stretch_is_short(looks: list[int], now: int) -> None:
    found = missed(now, *map(float, looks))

    assert all(stop - start >= 30 and not any(start < one < stop for one in looks) for start, stop in found)
    marks = sorted({0, now, *(one for one in looks if one <= now)})
    assert len(found) == sum(later - earlier >= 30 for earlier, later in pairwise(marks))


def test_the_record_names_the_stretch_without_a_look_until_the_hand_over(
    installation: Installation, anyone: Someone, noor: Someone, theo: Someone, session: str
) -> None:
    card = make(noor, session)
    change(installation, HOME, id=session)
    at(installation, "2026-11-26T11:00")
    anyone.send(f"{card}/taken", line_form())
    at(installation, "2026-11-26T11:20")
    look(anyone, card)
    assert stretches(theo, session) == []
    at(installation, "2026-11-26T12:00")

    assert [one[:28] for one in stretches(theo, session)] == ["11:20 am to 12:00 pm Missing"]

    look(anyone, card, written_at="2026-11-26T16:40:00.000Z")
    anyone.send(f"{card}/handover", line_form(words="") | STEADY)
    at(installation, "2026-11-26T15:00")
    assert stretches(theo, session) == []


def test_d_08_a_look_at_which_something_is_not_right_stands_on_top_of_the_therapists_review(
    installation: Installation, anyone: Someone, noor: Someone, theo: Someone, session: str
) -> None:
    card = make(noor, session)
    at(installation, "2026-11-26T11:30")
    look(anyone, card, "0")

    flag = theo.open("/review").one(".flag")
    assert "11:30 am. The sitter looked and wrote: something is not right." in flag
    record = theo.open(f"/sessions/{session}/record")
    assert "The sitter looked and wrote: something is not right." in record.one(".notice.needs")
    (about,) = record.values("form[action$=seen] [name=about]")

    keep(theo, session, "seen", about=about)

    assert not theo.open("/review").all("flag")
    assert not theo.open(f"/sessions/{session}/record").values("form[action$=seen]", "action")


def test_a_look_at_which_all_is_well_asks_nothing_of_the_therapist(
    installation: Installation, anyone: Someone, noor: Someone, theo: Someone, session: str
) -> None:
    card = make(noor, session)
    at(installation, "2026-11-26T11:30")
    look(anyone, card)

    assert not theo.open("/review").all("flag")


def test_p_40_after_not_today_the_record_says_what_the_patient_reads(
    installation: Installation, noor: Someone, theo: Someone, session: str
) -> None:
    change(installation, HOME, id=session)
    keep(theo, session, "decision", choice="not today", words="Unwell.")

    assert (
        "“Not today” is written. The patient reads: leave the medicine where it is"
        in theo.open(f"/sessions/{session}/record").words
    )
