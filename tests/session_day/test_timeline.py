"""4.1: how a session usually goes, by route; orientation in words, never a countdown and never a prediction."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.protocol import ROUTES, STAY, Protocol, Route
from server.session_day.timeline import about, phases, phases_now
from tests.session_day.days import at, change, session_of, take, use_numbers
from tests.session_day.made import DOSE_AT, after
from tests.someone import Installation, Opened, Someone

# 4.1: the widest span of minutes within which the first effects, the strongest part and the way back may be said
SPANS: dict[str, tuple[tuple[int, int], tuple[int, int], tuple[int, int]]] = {
    "IV": ((2, 10), (20, 40), (40, 120)),
    "IM": ((0, 5), (5, 15), (60, 120)),
    "SLc": ((15, 20), (20, 60), (90, 240)),
    "SLh": ((15, 20), (20, 60), (90, 240)),
    "PO": ((30, 60), (60, 120), (180, 300)),
    "IN": ((0, 20), (20, 40), (90, 120)),
    "IN racemic": ((5, 15), (15, 30), (60, 120)),
}
PROMISES = re.compile(
    r"\b(you will|will feel|left|remaining|to go|countdown|until it ends|ends? (in|at|after)|over in|exactly|always)\b"
    r"|\d", re.IGNORECASE
)  # fmt: skip
ESKETAMINE, RACEMIC = Protocol(), Protocol(nasal="racemic")


@pytest.mark.parametrize("name", SPANS)
def test_every_route_has_the_times_of_the_literature(name: str) -> None:
    protocol = RACEMIC if name == "IN racemic" else ESKETAMINE
    route: Route = "IN" if name == "IN racemic" else name  # type: ignore[assignment]
    starts = [one.from_ for one in phases(protocol, route)]
    first, strongest, back = (starts[1], starts[2], starts[-1])

    assert starts[0] == 0
    assert starts == sorted(set(starts))
    for minute, (lowest, highest) in zip((first, strongest, back), SPANS[name], strict=True):
        assert lowest <= minute <= highest


def test_nasal_esketamine_and_compounded_nasal_ketamine_differ_by_the_protocol() -> None:
    assert phases(ESKETAMINE, "IN") != phases(RACEMIC, "IN")
    assert "two hours after the last spray at the earliest" in phases(ESKETAMINE, "IN")[-1].text
    assert phases(RACEMIC, "IV") == phases(ESKETAMINE, "IV")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("protocol", [ESKETAMINE, RACEMIC])
def test_it_predicts_nothing_and_counts_nothing_down(route: Route, protocol: Protocol) -> None:
    assert "not a clock to keep to" in about()
    for one in phases(protocol, route):
        assert not PROMISES.search(f"{one.title} {one.text}"), one
    assert any(word in one.text for one in phases(protocol, route) for word in ("usually", "many", "Most people"))


@pytest.mark.parametrize("route", ROUTES)
def test_the_last_phase_lasts_for_as_long_as_it_takes(route: Route) -> None:
    found = phases_now(ESKETAMINE, route, DOSE_AT, after(3000))

    assert [one.now for one in found] == [False] * (len(found) - 1) + [True]


@given(st.sampled_from(ROUTES), st.sampled_from([ESKETAMINE, RACEMIC]), st.integers(-600, 1500))
def test_one_phase_is_usual_now_from_the_dose_on_and_none_before(
    route: Route, protocol: Protocol, minutes: int
) -> None:
    found = phases_now(protocol, route, DOSE_AT, after(minutes))
    marked = [one for one in found if one.now]

    if minutes < 0:
        assert marked == []
    else:
        assert len(marked) == 1
        assert marked[0].from_ <= minutes
        assert all(one.from_ > minutes for one in found[found.index(marked[0]) + 1 :])


@pytest.mark.parametrize("route", ROUTES)
def test_before_anybody_knows_of_a_dose_nothing_is_marked(route: Route) -> None:
    assert not any(one.now for one in phases_now(ESKETAMINE, route, None, DOSE_AT))


@pytest.mark.parametrize("route", ROUTES)
def test_the_way_back_begins_within_the_stay_time(route: Route) -> None:
    assert phases(ESKETAMINE, route)[-1].from_ <= STAY[route]


def usual(page: Opened) -> tuple[str, list[str]]:
    """The whole, and the titles of what is marked as usual about now."""
    marked = page.tree.cssselect("ol.minutes li.now[aria-current=step]")
    return page.one("section[aria-labelledby=usual]"), [one.cssselect("b")[0].text_content() for one in marked]


@pytest.mark.parametrize("route", ROUTES)
def test_the_record_shows_the_phases_of_its_route_and_marks_the_usual_one(
    installation: Installation, theo: Someone, route: Route
) -> None:
    at(installation, "2026-11-26T11:00")
    session = session_of(installation, "noor", 3)
    change(installation, "update session set route = :route where id = :id", route=route, id=session)
    path = f"/sessions/{session}/record"
    assert usual(theo.open(path))[1] == []

    take(theo, session, "opened", "started")
    at(installation, "2026-11-26T11:01")

    said, marked = usual(theo.open(path))
    usually = phases(ESKETAMINE, route)
    assert all(one.title in said and one.text.replace("{now}", "") in said for one in usually[1:])
    assert marked == [phases(ESKETAMINE, route)[0].title]
    assert "1 min since the medicine" in theo.open(path).words


def test_the_record_follows_the_clinics_kind_of_nasal_spray(installation: Installation, theo: Someone) -> None:
    change(installation, "update session set route = 'IN'")
    path = f"/sessions/{session_of(installation, 'noor', 3)}/record"
    assert "two hours after the last spray" in theo.open(path).words

    use_numbers(installation, RACEMIC)

    assert "two hours after the last spray" not in theo.open(path).words
