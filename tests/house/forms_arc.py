"""The forms by which an arc is planned and turned, and rooms are kept, right in every field."""

from uuid import uuid4


def arc_forms() -> dict[str, dict[str, str]]:
    course, session = "/courses/{course_id:uuid}", "/courses/{course_id:uuid}/sessions/{session_id:uuid}"
    return {
        f"{course}/sessions": {
            "day": "2027-05-03", "at": "11:00", "route": "IV", "count": "1", "days_between": "14",
        },
        f"{session}/move": {"day": "2027-02-01", "at": "12:00", "reason": ""},
        f"{session}/place": {"room": "", "seen": "-"},
        f"{session}/take-out": {"reason": "A calmer time is found."},
        f"{course}/arc/pause": {"id": str(uuid4()), "from": "2027-06-01", "until": "", "reason": "A summer away."},
        f"{course}/arc/resume": {"id": str(uuid4())},
        f"{course}/arc/stop": {"reason": "As we talked about.", "sure": "1"},
        f"{course}/arc/again": {},
        "/clinic/rooms": {"id": str(uuid4()), "name": f"Room {uuid4().hex[:6]}"},
        "/clinic/rooms/{room_id:uuid}": {"was": "Garden room", "name": "Garden room"},
        "/clinic/rooms/{room_id:uuid}/retire": {},
    }  # fmt: skip
