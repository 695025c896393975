"""A thread, deed by deed: written, written again, answered, settled, taken back, with what is sent twice and wrong."""

from uuid import uuid4

from tests.someone import Someone


def write_messages(noor: Someone, theo: Someone, course: str) -> None:
    entry = noor.open("/journal").values(".entry-body a", "href")[0].rpartition("/")[2]
    about = {"id": str(uuid4()), "body": "About this one.", "about": entry}
    noor.open(f"/messages/write?about={entry}")
    for form in ({}, about, about, about | {"body": "And this."}, {"id": str(uuid4()), "body": "?", "about": course}):
        noor.send("/messages", form)
    noor.send(noor.open("/messages").values("form[action$='/take-back']", "action")[0])
    thread = f"{course}/messages"
    seen = theo.open(thread).values("[name=seen]")[0]
    noor.send(f"/messages/{about['id']}/take-back")
    reply = {"id": str(uuid4()), "body": "Let us look at it together.", "seen": seen}
    for form in ({}, reply, reply):
        theo.send(thread, form)
    theo.send(theo.open(thread).values("form[action$='/take-back']", "action")[0])
    for form in ({}, {"id": str(uuid4()), "seen": seen}):
        theo.send(f"{thread}/settled", form)
    theo.open(f"{thread}?before=2")
    noor.open("/messages?before=2")
    noor.open("/messages")
    theo.open("/review")
