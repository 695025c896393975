"""What one does with a journal, deed by deed: two versions, shares of every kind, a small step, and deleting."""

from uuid import uuid4

from tests.factories import entry_form
from tests.someone import Someone


def keep_a_journal(noor: Someone, theo: Someone, entry: dict[str, str]) -> None:
    """`entry` is one that is shared just now, and has versions."""
    path = f"/journal/entries/{entry['id']}"
    version = noor.open(path).values("#sharing [name=version]", "value")[0]
    later = {"id": entry["id"], "parent": version, "version": str(uuid4())}
    for words in ("From the phone.", "From the tablet."):
        noor.send("/journal/entries", later | {"body": words, "version": str(uuid4())})
    _choose(noor, path, "apart")
    noor.send("/journal/entries", later | {"body": "From the desk."})
    _choose(noor, path, "choose")
    noor.open(f"{path}/versions?show=1")
    for choice in ({"with": "team"}, {"part": "passage", "passage": "phone"}, {"until": "2026-11-30"}, {"until": "x"}):
        noor.send(f"{path}/sharing", {"share": "1", "event": str(uuid4())} | choice)
    theo.open(f"/review/{entry['id']}")
    theo.get(f"/review/{entry['id']}/still")
    noor.send(f"{path}/sharing", {"share": "0"})
    theo.get(f"/review/{entry['id']}/still")
    theo.get(f"/review/{entry['id']}")
    _work_the_desk(noor, theo, entry["id"])
    noor.send("/journal/search", {"q": "sea"})
    noor.get("/journal/export")
    noor.open("/journal?session=2")
    noor.open("/course/access?shares=2026-11-25T15:00:00.000Z~" + entry["id"])
    _take_a_step(noor)
    _delete(noor)


def _work_the_desk(noor: Someone, theo: Someone, entry: str) -> None:
    _look_over_the_caseload(theo)
    theo.open("/review?after=2026-11-01T00:00:00.000Z~x")
    noor.send("/measures/phq9", {"id": str(uuid4())} | {f"q{n}": "1" if n < 9 else "0" for n in range(1, 10)})
    kinds = [theo.open(f"/review?kind={kind}").values("#waiting ol a", "href") for kind in ("check_in", "measure")]
    for page in kinds[0] + kinds[1]:
        page = page.partition("?")[0]
        seen = theo.open(page).values("form.answer [name=seen]")[0]
        theo.send(f"{page}/seen")
        for deed in ("seen", "seen", "undo", "undo"):
            theo.send(f"{page}/{deed}", {"seen": seen})
        theo.get(page)
    for deed in ("seen", "undo"):
        theo.send(f"/review/item/withdrawn/{entry}/{deed}")
    waiting = theo.open("/review?kind=entry").values("#waiting ol a", "href")[0].partition("?")[0]
    for reply in ("Thank you.", "And until Thursday."):
        theo.send(f"{waiting}/answer", {"id": str(uuid4()), "reply": reply})
    theo.send(waiting.replace("/review/", "/review/item/entry/") + "/undo")


def _look_over_the_caseload(theo: Someone) -> None:
    """By name, by reason, both, further on, and in a view of one's own."""
    for asked, reason in (("no", ""), ("no", "soon"), ("", "waits"), ("x" * 61, "")):
        theo.send("/caseload/search", {"asked": asked, "reason": reason})
    after = str(theo.open("/caseload").values(".cases a", "href")[0]).rpartition("/")[2]
    for query in (f"after={after}", f"after={after}&reason=soon"):
        theo.open(f"/caseload?{query}")
    for asked in ("n", ""):
        theo.send("/caseload/views", {"id": str(uuid4()), "name": "Mine", "asked": asked, "reason": ""})
    theo.send(theo.open("/caseload").values("nav.chips a", "href")[1] + "/remove")


def _choose(noor: Someone, path: str, way: str) -> None:
    page = noor.open(path)
    form = page.tree.cssselect(f"form[action$='/{way}']")[0]
    noor.send(f"{path}/{way}", {one.get("name"): one.get("value", "") for one in form.cssselect("input")})


def _take_a_step(noor: Someone) -> None:
    for _time in range(2):
        noor.send("/journal/actions", {"id": str(uuid4()), "action": "Walk to the water."})
    noor.send("/journal/actions", {"id": str(uuid4()), "action": ""})
    (first, *_rest) = noor.open("/journal/actions").values("form[action^='/journal/actions/']", "action")
    noor.send(first, {"id": str(uuid4()), "became": "changed", "words": "Slower."})


def _delete(noor: Someone) -> None:
    gone = entry_form("To be let go.")
    noor.send("/journal/entries", gone)
    for _time in range(2):
        noor.send(f"/journal/entries/{gone['id']}/delete")
    noor.send("/journal/entries", gone)
    noor.send("/journal/entries", gone | {"body": "Too late."})
    noor.send("/journal/yours/delete")
    noor.send("/journal/yours/delete", {"sure": "1"})
