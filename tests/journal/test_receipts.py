"""What is true of an entry, in words: never more than what happened (journal/receipts.py)."""

from datetime import datetime, timedelta

import pytest

from server.journal.models import Answer, Entry, History, Opening, Readers, Receipt, Share, Version, Why
from server.journal.receipts import dress, receipt
from tests.courses.made import NOW, TORONTO, days, hours

WRITTEN = days(-8)
READERS = Readers(therapist="Theo", team="your care team (Theo, Pria)")


def entry(entry_id: str = "e") -> Entry:
    arrived = WRITTEN + timedelta(minutes=1)
    version = Version(
        id="v", parents=(), number=1, body="x", prompt="", mood=None, written_at=WRITTEN, received_at=arrived
    )
    return Entry(
        id=entry_id, kind="entry", written_at=WRITTEN, received_at=arrived, session_number=None, day_offset=None,
        versions=[version],
    )  # fmt: skip


def shared(
    at: datetime, stopped: datetime | None = None, entry_id: str = "e", *, why: Why = "stopped",
    until: datetime | None = None, passage: str = "", team: bool = False,
) -> Share:  # fmt: skip
    return Share(
        id=f"{at}", entry_id=entry_id, audience="team" if team else "therapist", version_id="v", through_version=1,
        passage=passage, with_mood=1, granted_at=at, until=until, stopped_at=stopped, why=why if stopped else None,
    )  # fmt: skip


def opened(at: datetime, name: str = "Theo") -> Opening:
    return Opening(entry_id="e", name=name, at=at)


def answered(at: datetime, body: str = "") -> Answer:
    return Answer(entry_id="e", name="Theo", body=body, answered_at=at)


def said(*facts: Share | Opening | Answer) -> Receipt:
    history: History = (
        [one for one in facts if isinstance(one, Share)],
        [one for one in facts if isinstance(one, Opening)],
        [one for one in facts if isinstance(one, Answer)],
    )
    return receipt(entry(), history, READERS, NOW, TORONTO)


@pytest.mark.parametrize(
    ("facts", "marks", "words"),
    [
        ((), 2, "Kept at the clinic. Not shared."),
        ((shared(hours(-1)),), 3, "Shared with Theo today. Not opened yet."),
        ((shared(days(-1)),), 3, "Shared with Theo yesterday. Not opened yet."),
        ((shared(days(-4)),), 3, "Shared with Theo on Saturday. Not opened yet."),
        ((shared(days(-8)),), 3, "Shared with Theo on 17 November. Not opened yet."),
        ((shared(days(-2)), opened(hours(-25))), 4, "Read by Theo yesterday, 9:00 am"),
        ((shared(days(-4)), opened(days(-3))), 4, "Read by Theo on Sunday, 10:00 am"),
        ((shared(days(-8)), opened(days(-7))), 4, "Read by Theo on 18 November, 10:00 am"),
        ((shared(days(-4)), opened(days(-3)), opened(hours(-2), "Pria")), 4, "Read by Pria today, 8:00 am"),
        (
            (shared(days(-4), days(-3)),),
            2,
            "You stopped sharing on Sunday. Nobody had opened it; its first line stood in a list.",
        ),
        (
            (shared(days(-4), hours(-1)), opened(days(-3))),
            2,
            "You stopped sharing today. It had been read by Theo on Sunday.",
        ),
        (
            (shared(days(-4), days(-3)), opened(days(-3.5)), shared(days(-2), days(-1))),
            2,
            "You stopped sharing yesterday. It had been read by Theo on Saturday.",
        ),
        ((shared(days(-4), days(-3)), shared(hours(-1))), 3, "Shared with Theo today. Not opened yet."),
        ((shared(days(-4), days(-3)), opened(days(-3.5)), shared(hours(-1)), opened(hours(-0.5))), 4,
         "Read by Theo today, 9:30 am"),
        ((shared(hours(-1), team=True),), 3, "Shared with your care team (Theo, Pria) today. Not opened yet."),
        ((shared(hours(-1), passage="x"),), 3, "A passage is shared with Theo today. Not opened yet."),
        ((shared(hours(-1), until=days(2)),), 3,
         "Shared with Theo today. Not opened yet. Until 27 November, 10:00 am."),
        ((shared(days(-2), until=days(2)), opened(hours(-25))), 4,
         "Read by Theo yesterday, 9:00 am. Until 27 November, 10:00 am."),
        ((shared(days(-2), until=hours(-1)),), 2,
         "Sharing ended today, as you had set. Nobody had opened it; its first line stood in a list."),
        ((shared(days(-2), hours(-1), why="expired", until=hours(-1)), opened(hours(-25))), 2,
         "Sharing ended today, as you had set. It had been read by Theo yesterday."),
    ],
)  # fmt: skip
def test_the_receipt_says(facts: tuple[Share | Opening, ...], marks: int, words: str) -> None:
    found = said(*facts)

    assert (found.words, found.marks) == (words, marks)


def test_shared_again_after_it_was_read_the_receipt_does_not_say_that_nobody_has_read_it() -> None:
    """It had been read under the first share, and that stays true."""
    found = said(shared(days(-4), days(-2)), opened(days(-3)), shared(hours(-1)))

    assert found.marks == 3
    assert found.words == "Shared with Theo today. Not opened since; it was read by Theo on Sunday."


def test_an_opening_in_the_very_moment_of_sharing_counts() -> None:
    assert said(shared(hours(-1)), opened(hours(-1))).marks == 4


def test_the_journey_names_every_step_in_its_order() -> None:
    found = said(
        shared(days(-7), days(-5)),
        opened(days(-6)),
        shared(days(-4)),
        opened(days(-3)),
        answered(days(-2)),
        answered(days(-1), "Thank you."),
    )

    assert found.journey == [
        "Written, 17 November, 10:00 am",
        "At the clinic, 17 November, 10:01 am",
        "Shared with Theo, 18 November, 10:00 am",
        "Read by Theo, 19 November, 10:00 am",
        "Sharing stopped, 20 November, 10:00 am",
        "Shared with Theo, 21 November, 10:00 am",
        "Read by Theo, 22 November, 10:00 am",
        "Noted by Theo, 23 November, 10:00 am",
        "Answered by Theo, 24 November, 10:00 am",
    ]


def test_times_are_those_of_the_patients_zone() -> None:
    found = receipt(entry(), ([shared(days(-1))], [opened(hours(-1))], []), READERS, NOW, "Europe/London")

    assert found.words == "Read by Theo today, 2:00 pm"


def test_every_entry_gets_its_own_history_and_no_other() -> None:
    mine, other = entry("e"), entry("other")
    dress(
        [mine, other], ([shared(hours(-2))], [opened(hours(-1))], [answered(hours(-1), "Yes.")]), READERS, NOW, TORONTO
    )

    assert mine.share is not None
    assert [one.body for one in mine.answers] == ["Yes."]
    assert other.share is None
    assert other.answers == []
    assert other.receipt is not None
    assert other.receipt.words == "Kept at the clinic. Not shared."


def test_only_marked_read_is_no_answer_to_show() -> None:
    mine = entry()
    dress([mine], ([shared(hours(-2))], [opened(hours(-1))], [answered(hours(-1))]), READERS, NOW, TORONTO)

    assert mine.answers == []
