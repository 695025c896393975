"""A clinician's answer to a shared entry: a line, or only that it was read. Rows are added, never changed."""

from datetime import datetime

from server.access.people import Person
from server.access.vault import Box
from server.db.connection import Transaction
from server.journal.sharing import SharedEntry


async def add_answer(
    tx: Transaction, box: Box, entry: SharedEntry, by: Person, words: tuple[str, str], now: datetime
) -> bool:
    """`words` is (the answer's id, its text or empty). Repeatable; False when the id is another answer's.

    Two clinicians answering at once are both kept.
    """
    answer_id, body = words
    await tx.run(
        """
        insert into answer (id, entry_id, course_id, share_id, body_locked, person_id, answered_at)
        values (:id, :entry, :course, :share, :body, :by, :now)
        on conflict (id) do nothing
        """,
        id=answer_id,
        entry=entry.entry_id,
        course=entry.course_id,
        share=entry.share_id,
        body=box.lock_maybe("answer.body", answer_id, body),
        by=by.id,
        now=now,
    )
    owner = await tx.value("select entry_id from answer where id = :id", id=answer_id)
    return bool(owner == entry.entry_id)
