"""Messages as the pages send them, and what stands in a thread."""

from uuid import uuid4

from tests.journal.shown import elements
from tests.session_day.days import course_of
from tests.someone import Installation, Opened, Someone

HERE = "/messages"


def message(body: str = "May I bring a blanket?", **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "body": body, "written_at": ""} | more


def thread_of(installation: Installation, name: str) -> str:
    return f"/courses/{course_of(installation, name)}/messages"


def answer(staff: Someone, thread: str, body: str, *, seen: str | None = None) -> Opened:
    """With what stands on the page, unless the test has looked at it before."""
    if seen is None:
        seen = staff.open(thread).values("[name=seen]")[0]
    return staff.send(thread, {"id": str(uuid4()), "body": body, "seen": seen})


def bodies(page: Opened) -> list[str]:
    """The words exactly as they stand on the page, from the top."""
    return elements(page, "message-body")


def on_desk(installation: Installation, name: str) -> int:
    """How many things of this thread wait."""
    sql = "select count(*) from desk_item where course_id = :course and kind = 'message' and done_at is null"
    return int(str(installation.value(sql, course=course_of(installation, name))))


def desk_subject(installation: Installation, name: str) -> object:
    sql = "select subject_id from desk_item where course_id = :course and kind = 'message' and done_at is null"
    return installation.value(sql, course=course_of(installation, name))


def count(installation: Installation, name: str) -> int:
    sql = "select count(*) from message where course_id = :course"
    return int(str(installation.value(sql, course=course_of(installation, name))))
