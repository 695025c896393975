"""Locks every word anew under its course's newest key, in batches, while everybody reads and writes.

The one module that changes locked bytes of the past: the words stay, and only while they are those that were read.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import msgspec

from server.access.vault import Box, Vault
from server.db.connection import Database, Reader
from server.db.patience import write_patiently
from server.records.columns import READS
from server.records.queries import keys_of

BATCH = 400
BATCH_BYTES = 8  # of what weighs more than words
BREATH = 0.5  # of the time that a batch took is left to others
LOCKS = {
    "reminder_device.subscription": "update reminder_device set subscription_locked = :locked where id = :first"
    " and subscription_locked = :was",
    "reminder_address.address": "update reminder_address set address_locked = :locked where id = :first"
    " and address_locked = :was",
    "measure_answer.body": "update measure_answer set body_locked = :locked where id = :first and body_locked = :was",
    "course.close_reason": "update course set close_reason_locked = :locked where id = :first"
    " and close_reason_locked = :was",
    "care_team.reason": "update care_team set reason_locked = :locked where id = :first and reason_locked = :was",
    "course_pause.reason": "update course_pause set reason_locked = :locked where id = :first and reason_locked = :was",
    "session.out_reason": "update session set out_reason_locked = :locked where id = :first"
    " and out_reason_locked = :was",
    "session_move.reason": "update session_move set reason_locked = :locked where id = :first and reason_locked = :was",
    "flag.answer": "update flag set answer_locked = :locked where id = :first and answer_locked = :was",
    "flag_step.note": "update flag_step set note_locked = :locked where id = :first and note_locked = :was",
    "intention.body": "update intention set body_locked = :locked where id = :first and body_locked = :was",
    "prepared.words": "update prepared set words_locked = :locked where session_id = :first"
    " and item = :second and words_locked = :was",
    "fasting_slip.what": "update fasting_slip set what_locked = :locked where id = :first and what_locked = :was",
    "fasting_plan.plan": "update fasting_plan set plan_locked = :locked where id = :first and plan_locked = :was",
    "arrival.words": "update arrival set words_locked = :locked where session_id = :first and words_locked = :was",
    "entry_version.body": "update entry_version set body_locked = :locked where id = :first and body_locked = :was",
    "entry_version.prompt": "update entry_version set prompt_locked = :locked where id = :first"
    " and prompt_locked = :was",
    "answer.body": "update answer set body_locked = :locked where id = :first and body_locked = :was",
    "share.passage": "update share set passage_locked = :locked where id = :first and passage_locked = :was",
    "media.about": "update media set about_locked = :locked where id = :first and about_locked = :was",
    "media_piece.bytes": "update media_piece set bytes_locked = :locked where media_id = :first"
    " and number = :second and bytes_locked = :was",
    "small_action.body": "update small_action set body_locked = :locked where id = :first and body_locked = :was",
    "small_action_mark.words": "update small_action_mark set words_locked = :locked where id = :first"
    " and words_locked = :was",
    "record_line.body": "update record_line set body_locked = :locked where id = :first and body_locked = :was",
    "intake_fact.body": "update intake_fact set body_locked = :locked where id = :first and body_locked = :was",
    "referral_step.words": "update referral_step set words_locked = :locked where id = :first and words_locked = :was",
    "medicine_check.result": "update medicine_check set result_locked = :locked where id = :first"
    " and result_locked = :was",
    "medicine_review.words": "update medicine_review set words_locked = :locked where id = :first"
    " and words_locked = :was",
    "consent.body": "update consent set body_locked = :locked where id = :first and body_locked = :was",
    "consent_withdrawal.words": "update consent_withdrawal set words_locked = :locked where id = :first"
    " and words_locked = :was",
    "check_in_answer.body": "update check_in_answer set body_locked = :locked where id = :first and body_locked = :was",
    "safety_plan.body": "update safety_plan set body_locked = :locked where id = :first and body_locked = :was",
    "intake_decision.body": "update intake_decision set body_locked = :locked where id = :first and body_locked = :was",
    "asked.line": "update asked set line_locked = :locked where id = :first and line_locked = :was",
    "note_version.body": "update note_version set body_locked = :locked where id = :first and body_locked = :was",
    "note_strike.reason": "update note_strike set reason_locked = :locked where note_id = :first"
    " and reason_locked = :was",
    "message.body": "update message set body_locked = :locked where id = :first and body_locked = :was",
}


class Laid(msgspec.Struct, frozen=True):
    """A locked word as it lies there, with the key of its row."""

    first: str
    row_id: str
    course_id: str
    locked: bytes
    second: str | int = ""


class Rings:
    """The boxes of the courses that were met, opened once each."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._boxes: dict[str, Box] = {}

    async def of(self, db: Reader, course_id: str) -> Box:
        if course_id not in self._boxes:
            self._boxes[course_id] = self._vault.box(await keys_of(db, course_id))
        return self._boxes[course_id]


async def every_word(db: Database, vault: Vault) -> AsyncIterator[list[tuple[str, Laid, Box]]]:
    """All that is locked, in batches of one place each; every batch sees a state of its own."""
    rings = Rings(vault)
    for place, sql in READS.items():
        most = BATCH_BYTES if place == "media_piece.bytes" else BATCH
        after: dict[str, str | int] = {"first": "", "second": 0 if place == "media_piece.bytes" else ""}
        while True:
            if ":second" not in sql:
                after.pop("second", None)
            async with db.reading() as reader:
                rows = await reader.all(Laid, sql, most=most, **after)
                batch = [(place, row, await rings.of(reader, row.course_id)) for row in rows]
            if not batch:
                break
            yield batch
            after = {"first": rows[-1].first, "second": rows[-1].second}


async def open_every_word(db: Database, vault: Vault, say: Callable[[str, int, int], None]) -> int:
    """Raises Damaged for one that does not open."""
    seen = 0
    async for batch in every_word(db, vault):
        for place, row, box in batch:
            box.open_bytes(place, row.row_id, row.locked)
        seen += len(batch)
        say("words opened", seen, 0)
    return seen


async def lock_anew(db: Database, vault: Vault, say: Callable[[int], None]) -> int:
    """How many were still under an older key. `say` hears how many were looked at."""
    seen = changed = 0
    async for batch in every_word(db, vault):
        began = time.monotonic()
        rows = [_anew(place, row, box) for place, row, box in batch]
        waiting = [row for row in rows if row is not None]
        if waiting:
            await _keep(db, LOCKS[batch[0][0]], waiting)
            await asyncio.sleep(BREATH * (time.monotonic() - began))
        seen, changed = seen + len(batch), changed + len(waiting)
        say(seen)
    return changed


async def _keep(db: Database, sql: str, rows: list[dict[str, object]]) -> None:
    await write_patiently(db, lambda tx: tx.run_many(sql, rows))


def _anew(place: str, row: Laid, box: Box) -> dict[str, object] | None:
    locked = box.lock_anew(place, row.row_id, row.locked)
    if locked is None:
        return None
    known: dict[str, object] = {"first": row.first, "was": row.locked, "locked": locked}
    return known | {"second": row.second} if ":second" in LOCKS[place] else known
