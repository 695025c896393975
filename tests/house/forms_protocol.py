"""A form for every route of the protocol, right in every field."""

from uuid import uuid4

from server.demo_people import HARBOUR
from tests.someone import Installation

VERSION = "select max(version) from protocol where clinic_id = :clinic"
OF_COURSE = """
    select protocol.version from course join protocol on protocol.id = course.protocol_id where course.id = :course
"""


def protocol_forms(installation: Installation, course: str) -> dict[str, dict[str, str]]:
    """`course` is that of the path, where it names one."""
    version = str(installation.value(VERSION, clinic=HARBOUR))
    was = str(installation.value(OF_COURSE, course=course) or version) if course else version
    typed = {"version": version, "food_hours": "7,5"}
    return {
        "/clinic/protocol/courses": {"was": "1", "now": version},
        "/clinic/protocol/edit": typed,
        "/clinic/protocol/edit/sign": typed | {"id": str(uuid4()), "because": "As the team agreed."},
        "/courses/{course_id:uuid}/protocol": {"was": was, "now": version},
    }
