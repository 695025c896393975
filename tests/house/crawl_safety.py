"""Check-ins and a safety plan, deed by deed, with what is sent twice, wrong and changed."""

from uuid import uuid4

from tests.someone import Someone


def check_in(noor: Someone) -> None:
    told = {"id": str(uuid4()), "pick-blood": "1", "words": "Once, pink."}
    for words in ("Once, pink.", "Once, pink.", "Twice."):
        noor.send("/check-in/answers/bladder", told | {"words": words})
    noor.send("/check-in/answers/bladder", told | {"pick-none": "1"})
    noor.send("/check-in/answers/energy", {"id": str(uuid4())})
    noor.send("/check-in/answers/thoughts", {"id": str(uuid4()), "value": "passing"})
    noor.send("/check-in", {"id": str(uuid4()), "longing-value": "3", "unreal-value": "yes", "new-words": "Iron"})
    noor.send("/check-in", {"id": str(uuid4()), "longing-value": "eleven"})
    for page in ("", "/whole", "/answers", "/earlier"):
        noor.open(f"/check-in{page}")
    noor.open("/today")


def write_a_plan(noor: Someone, theo: Someone, course: str) -> None:
    """Written, written again, shared, written by both apart, and no longer shared."""
    first = {
        "version": str(uuid4()),
        "signs": "I stop answering.",
        "person": "Sam",
        "phone": "416 555 0199",
        "shared": "0",
    }
    for form in ({}, first, first, first | {"signs": "I sleep in my clothes."}):
        noor.send("/safety-plan", form)
    theo.open(f"{course}/safety-plan")
    theo.send(f"{course}/safety-plan", {"version": str(uuid4()), "signs": "Too early."})
    noor.send("/safety-plan/sharing", {"id": str(uuid4()), "shared": "1"})
    theo.open(f"{course}/safety-plan")
    for form in ({"version": str(uuid4()), "phone": "no number"}, {"version": str(uuid4()), "things": "A walk."}):
        theo.send(f"{course}/safety-plan", form)
    for page in ("", "/edit", "/history"):
        noor.open(f"/safety-plan{page}")
    noor.send("/safety-plan/sharing", {"id": str(uuid4()), "shared": "0"})
    noor.open("/not-safe")
    noor.open("/help")
