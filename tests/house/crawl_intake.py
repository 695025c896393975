"""What one tells at intake, from the first question to the decision, with what is sent twice, wrong and taken back."""

from uuid import uuid4

from server.intake.consent import PURPOSES, document_now
from tests.house.crawl_media import send_papers
from tests.someone import Someone


def tell_intake(iris: Someone, pria: Someone, ada: Someone) -> None:
    _set_tiers(ada)
    _answer(iris)
    _list_medicines(iris)
    _papers(iris)
    path = next(
        one
        for one in pria.open("/intake-board").values("a[href$='/intake']", "href")
        if "Iris" in pria.open(one).one("h1")
    )
    _read(pria, path)
    new = str(uuid4())
    iris.send("/intake/medicines", {"id": new, "typed": "Ativan"})
    iris.open("/intake")
    iris.open("/today")
    pria.open(path)
    pria.open("/intake-board")
    pria.open(f"/intake-board?decided={path.split('/')[2]}")


def _set_tiers(ada: Someone) -> None:
    signed = {"id": str(uuid4()), "version": "1", "E-44": "D", "because": "As we agreed.", "also": "1"}
    for form in ({}, signed, signed, signed | {"id": str(uuid4()), "E-44": "T"}, signed | {"because": "Otherwise."}):
        ada.send("/clinic/conditions/sign", form)


def _answer(iris: Someone) -> None:
    told = {"id": str(uuid4()), "value": "high", "words": "Since the spring."}
    for words in ("Since the spring.", "Since the spring.", "Since May."):
        iris.send("/intake/answers/heart-pressure", told | {"words": words})
    iris.send("/intake/answers/heart-pressure", {"id": str(uuid4())})
    iris.send("/intake/answers/mind-suicide-now", {"id": str(uuid4()), "value": "thoughts"})
    iris.open("/not-safe")
    trial = {
        "id": str(uuid4()),
        "kind": "medicine",
        "what": "Sertraline",
        "effect": "some",
        "ended": "still",
        "when": "this",
    }
    iris.send("/intake/tried", trial)
    iris.send("/intake/tried", trial | {"id": str(uuid4()), "weeks": "900"})
    iris.send(f"/intake/tried/{trial['id']}/remove", {"id": str(uuid4())})
    iris.send("/intake/tried", trial | {"id": str(uuid4())})
    iris.open("/intake/answers")


def _list_medicines(iris: Someone) -> None:
    for typed in ("Uniphyl", "grandmother’s drops", "sertralene"):
        iris.send("/intake/medicines", {"id": str(uuid4()), "typed": typed})
    iris.send("/intake/medicines", {"id": str(uuid4()), "typed": ""})
    match = iris.open("/intake/medicines").values("form[action$='/match']", "action")
    iris.send(match[0], {"id": str(uuid4()), "generic": "theophylline"})
    iris.send(match[1], {"id": str(uuid4()), "generic": ""})
    iris.send(match[1].replace("/match", "/remove"), {"id": str(uuid4())})
    iris.open(match[0].removesuffix("/match"))
    send_papers(iris, match[0].split("/")[-2])
    iris.send("/intake/medicines/complete", {"id": str(uuid4())})
    iris.open("/medicines?q=ativen")
    iris.open("/medicines?q=zzzz")


def _papers(iris: Someone) -> None:
    iris.send("/intake/coverage/visits", {"id": str(uuid4()), "payer": "public"})
    card = {"id": str(uuid4()), "number": "1234567897", "purpose": "visit-billing"}
    iris.send("/intake/coverage/health-card", card)
    iris.send("/intake/coverage/health-card", card | {"number": "1234567890"})
    iris.send("/intake/coverage/health-card/remove", {"id": str(uuid4())})
    iris.send("/intake/referral", {"id": str(uuid4()), "way": "clinician", "role": "physician", "name": "The practice"})
    iris.send("/intake/referral", {"id": str(uuid4()), "way": "self"})
    for _time in range(2):
        iris.send("/intake/referral/asked", {"id": str(uuid4())})
    for purpose in PURPOSES:
        _sign(iris, purpose)
    iris.send("/intake/hand-in", {"id": str(uuid4())})


def _sign(iris: Someone, purpose: str) -> None:
    document = document_now(purpose)
    answers = {f"q-{one.id}": one.right for one in document.questions}
    form = {"id": str(uuid4()), "version": str(document.version), "agreed": "1", "name": "Iris", "written_at": ""}
    iris.send(f"/intake/consent/{purpose}", form)
    for name in ("Iris", "Iris", "Iris S."):
        iris.send(f"/intake/consent/{purpose}", form | answers | {"name": name})
    iris.get(f"/intake/consent/{purpose}/copy")
    if not document.required:
        for _time in range(2):
            iris.send(f"/intake/consent/{purpose}/withdraw", {"id": str(uuid4()), "words": "Not for now."})
        iris.open(f"/intake/consent/{purpose}")
        iris.get(f"/intake/consent/{purpose}/copy")


def _read(pria: Someone, path: str) -> None:
    page = pria.open(path)
    for paper in page.values("a[href*='/intake/papers/']", "href"):
        assert pria.get(paper).status_code == 200
    (trial,) = page.values("form[action*='/trials/']", "action")
    fact, listed = page.values("[name=fact]")[0], page.values("[name=list]")[0]
    pria.send(trial, {"id": str(uuid4()), "fact": fact, "dose_enough": "1"})
    pria.send(
        f"{path}/referral", {"id": str(uuid4()), "step": "missing", "words": "Page two", "chase_on": "2026-12-01"}
    )
    pria.send(f"{path}/referral", {"id": str(uuid4()), "step": "received"})
    for version in ("another", listed):
        pria.send(f"{path}/medicines", {"id": str(uuid4()), "list": version, "words": "Seen."})
    pria.send(f"{path}/decision", {"id": str(uuid4())})
    for outcome in ("not yet", "proceed"):  # neither names the other
        decided = {
            "id": str(uuid4()),
            "outcome": outcome,
            "reason": "As talked through.",
            "message": "We talk on Friday.",
        }
        pria.send(f"{path}/decision", decided)
    seen = pria.open(path).values("[name=seen]")[0]
    last = {
        "outcome": "proceed",
        "reason": "Read both.",
        "conditions": "A log.",
        "message": "Soon.",
        "again_on": "2026-12-10",
    }
    pria.send(f"{path}/decision", last | {"id": str(uuid4()), "seen": seen})
