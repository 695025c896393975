"""Done follows from what was done after it was asked; the team sees it where it reaches the team, and nothing else."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.courses.asked import STAYS, Ask, How, state_of
from tests.assigned.asking import ask, let_go, place, states, waiting
from tests.factories import entry_form
from tests.measures.filled import phq9
from tests.someone import Installation, Someone

GIVEN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAYS = st.integers(-5, 70)


def asked(how: How | None = None, ended: int | None = None) -> Ask:
    at = GIVEN + timedelta(days=ended) if ended is not None else None
    return Ask(
        id="1", kind="lesson", subject="safety", line="", by_day=date(2026, 11, 9), by_id="2", by_name="Theo",
        given_at=GIVEN, how=how, ended_at=at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("how", "ended", "times", "now", "state"),
    [(None, None, [], 1, "waiting"), (None, None, [-1], 1, "waiting"), (None, None, [0], 1, "done"),
     (None, None, [-1, 3, 2], 4, "done"), (None, None, [], 56, "rests"), (None, None, [57], 60, "rests"),
     ("let go", 2, [], 3, "let go"), ("let go", 2, [5], 6, "done"), ("taken back", 2, [], 3, "taken back"),
     ("taken back", 2, [1], 3, "done"), ("taken back", 2, [5], 6, "taken back")],
)  # fmt: skip
def test_how_it_stands(how: How | None, ended: int | None, times: list[int], now: int, state: str) -> None:
    found = state_of(asked(how, ended), [GIVEN + timedelta(days=one) for one in times], GIVEN + timedelta(days=now))
    assert found[0] == state


@given(how=st.sampled_from([None, "let go", "taken back"]), ended=st.integers(0, 60), times=st.lists(DAYS), now=DAYS)
def test_done_is_always_a_time_at_which_it_was_done(how: How | None, ended: int, times: list[int], now: int) -> None:
    moments = [GIVEN + timedelta(days=one) for one in times]
    state, since = state_of(asked(how, ended if how else None), moments, GIVEN + timedelta(days=now))
    assert (state == "done") == (since in moments and since is not None and state == "done")
    if state == "done":
        assert since is not None
        assert GIVEN <= since <= GIVEN + STAYS
        assert not [one for one in moments if GIVEN <= one < since], "the first counts"


def test_a_lesson_is_done_when_it_is_read_after_it_was_asked_for_also_a_second_time(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    iris.send("/prepare/lessons/safety/read")
    installation.clock.move(timedelta(hours=1))
    ask(theo, place(installation), "lesson safety")
    assert states(theo.open(place(installation))) == ["Waiting"], "read before it was asked for"
    installation.clock.move(timedelta(hours=1))
    iris.send("/prepare/lessons/safety/read")
    assert waiting(iris) == []
    assert states(theo.open(place(installation))) == ["Done"]


def test_a_questionnaire_is_done_when_it_is_answered(installation: Installation, theo: Someone, iris: Someone) -> None:
    ask(theo, place(installation), "measure phq9")
    assert waiting(iris) == ["/measures/phq9"]
    assert iris.send("/measures/phq9", phq9(9, 0)).status_code == 200
    assert waiting(iris) == []
    assert states(theo.open(place(installation))) == ["Done"]


def test_that_somebody_practised_reaches_the_team_only_while_practice_is_shared(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    ask(theo, place(installation), "breath B-02")
    assert "only if you share your practice" in iris.open("/asked").words
    installation.clock.move(timedelta(minutes=5))
    iris.send("/practice", {"id": str(uuid4()), "pattern": "B-03", "seconds": "300"})
    assert waiting(iris) == ["/practice"], "another breath"
    iris.send("/practice", {"id": str(uuid4()), "pattern": "B-02", "seconds": "300"})
    assert waiting(iris) == []
    assert states(theo.open(place(installation))) == ["Waiting"]
    for shared, state in (("1", "Done"), ("0", "Waiting")):
        iris.send("/practice/sharing", {"id": str(uuid4()), "shared": shared})
        assert states(theo.open(place(installation))) == [state]
        installation.clock.move(timedelta(seconds=1))


def test_that_somebody_wrote_reaches_the_team_only_with_the_entry_itself(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    ask(theo, place(installation), "prompt D1-05")
    assert "only if you share what you wrote" in iris.open("/asked").words
    installation.clock.move(timedelta(minutes=5))
    entry = entry_form(prompt="D1-05", written_at="2026-11-25T15:04:00.000Z")
    iris.send("/journal/entries", entry_form(prompt="D1-06", written_at="2026-11-25T15:03:00.000Z"))
    assert waiting(iris) == ["/journal/write?prompt=D1-05"]
    iris.send("/journal/entries", entry)
    assert waiting(iris) == []
    assert states(theo.open(place(installation))) == ["Waiting"], "a private entry is told to nobody"

    sharing = f"/journal/entries/{entry['id']}/sharing"
    passage = {"share": "1", "event": str(uuid4()), "part": "passage", "passage": entry["body"], "with": "team"}
    assert iris.send(sharing, passage).status_code == 200
    assert states(theo.open(place(installation))) == ["Waiting"], "a passage goes without its question"
    installation.clock.move(timedelta(seconds=1))
    iris.send(sharing, {"share": "1", "event": str(uuid4()), "part": "all", "with": "team"})
    assert states(theo.open(place(installation))) == ["Done"]
    installation.clock.move(timedelta(seconds=1))
    iris.send(sharing, {"share": "0"})
    assert states(theo.open(place(installation))) == ["Waiting"]


def test_letting_go_needs_no_reason_and_is_kept_once_however_often_it_arrives(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    ask(theo, place(installation), "lesson safety")
    page = iris.open("/today")
    form = page.tree.cssselect("form[action$=let-go]")[0]
    assert form.get("data-behaviour") == "outbox"
    assert form.cssselect("input, textarea") == []
    for _time in range(3):
        assert iris.outbox(str(form.get("action")), {}).status_code == 200
    assert states(theo.open(place(installation))) == ["Let go"]
    assert iris.open("/today").tree.cssselect("#for-you") == []

    ask(theo, place(installation), "lesson safety")
    assert waiting(iris) == ["/prepare/lessons/safety"], "it can be asked for another time"


def test_let_go_and_taken_back_at_once_the_first_counts(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    ask(theo, place(installation), "lesson safety")
    back = theo.open(place(installation)).values("form[action$=take-back]", "action")[0]
    let_go(iris)
    assert theo.send(back).status_code == 200
    assert states(theo.open(place(installation))) == ["Let go"]
    installation.clock.move(timedelta(hours=1))
    iris.send("/prepare/lessons/safety/read")
    assert states(theo.open(place(installation))) == ["Done"], "let go, and done after all"


def test_on_the_day_of_a_session_nothing_is_asked(installation: Installation, theo: Someone, noor: Someone) -> None:
    ask(theo, place(installation, "noor"), "lesson safety")
    assert noor.open("/today").tree.cssselect("#for-you") != []
    installation.clock.move(timedelta(days=1))
    assert noor.open("/today").tree.cssselect("#for-you, #note") == []
