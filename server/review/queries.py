"""What the desk reads across features, and the answers it gives. Every function takes the clinician first."""

from server.courses.models import Course
from server.db.connection import Reader
from server.journal.queries import ANSWER, AnswerRow
from server.review.models import Earlier


async def list_answers_to(db: Reader, course: Course, entry_id: str) -> list[Earlier]:
    rows = await db.all(
        AnswerRow,
        ANSWER + " and answer.entry_id = :entry and answer.course_id = :course order by answer.answered_at limit 20",
        entry=entry_id,
        course=course.id,
    )
    return [
        Earlier(
            name=row.name,
            body=course.box.open_maybe("answer.body", row.id, row.body_locked),
            answered_at=row.answered_at,
        )
        for row in rows
    ]
