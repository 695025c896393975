"""Forms as the pages send them, with everything that a test does not care about filled in."""

from uuid import uuid4


def entry_form(body: str = "The sea came back.", **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "body": body, "written_at": "2026-11-25T14:58:00.000Z"} | more
