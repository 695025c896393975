"""A form for every route of check-ins and safety plans, right in every field."""

from uuid import uuid4


def safety_forms() -> dict[str, dict[str, str]]:
    new = str(uuid4())
    plan = {
        "version": new,
        "parent": "",
        "signs": "I stop answering the phone.",
        "person": "Sam",
        "phone": "416 555 0199",
    }
    return {
        "/check-in": {"id": new, "bladder-pick-often": "1", "longing-value": "3", "new-words": "Iron, each morning"},
        "/check-in/answers/{about:str}": {"id": new, "pick-none": "1"},
        "/courses/{course_id:uuid}/safety-plan": plan,
        "/safety-plan": plan | {"shared": "0"},
        "/safety-plan/sharing": {"id": new, "shared": "0"},
    }
