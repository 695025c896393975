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
    for page in ("", "/whole", "/answers", "/earlier", "/not-alone"):
        noor.open(f"/check-in{page}")
    noor.open("/today")
