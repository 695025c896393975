"""What is recorded and pictured by the cast: sent, refused, shared, opened and deleted."""

from uuid import uuid4

from tests.factories import entry_form
from tests.journal.sent_media import media_form, pdf, picture, send_all, send_piece, voice
from tests.someone import Someone


def two_recordings(person: Someone) -> None:
    """Each with an entry of its own: one is shared with it, and one is not."""
    for share in ("1", ""):
        entry = entry_form("")
        media, _last = send_all(person, voice(), entry=entry["id"])
        person.send("/journal/entries", entry | {"media": media, "share": share})


def photo_of_a_label(person: Someone) -> None:
    """Of a medicine that is told for it."""
    told = str(uuid4())
    person.send("/intake/medicines", {"id": told, "typed": "Uniphyl"})
    assert person.send_file(f"/intake/papers/of/{told}", picture()).status_code == 303


def send_papers(iris: Someone, line: str) -> None:
    """Along with the medicine of this id and with the referral; two kept, one of them taken back, and each sentence."""
    sent: list[str] = []
    for page, raws in (("/intake/referral", (pdf(), pdf(acts=True), b"")), (f"/intake/medicines/{line}", (picture(),))):
        (action,) = iris.open(page).values("form[enctype='multipart/form-data']", "action")
        for raw in raws:
            iris.send_file(action, raw)
        sent += iris.open(page).values("a[href^='/intake/papers/']", "href")
    for path in sent:
        assert iris.get(path).status_code == 200
    send_all(iris, picture(), "picture", to="/intake/papers", entry=line)
    iris.open(f"/intake/medicines/{line}")
    iris.send("/intake/papers", media_form(voice(), entry=line))
    torn = media_form(picture(), "picture", entry=line)
    iris.send("/intake/papers", torn, follow=False)
    iris.send("/intake/papers", torn | {"size": "999"})
    send_piece(iris, torn["id"], 0, b"too short", to="/intake/papers")
    iris.open(f"/intake/medicines/{line}")
    iris.send(f"{sent[1]}/delete")
    iris.open(f"/intake/medicines/{line}")


def record(noor: Someone, theo: Someone) -> None:
    entry = entry_form("")
    voiced, _last = send_all(noor, voice(), entry=entry["id"])
    noor.send("/journal/entries", entry | {"share": "1", "media": voiced})
    for _nth in range(2):
        assert noor.send_file(f"/journal/entries/{entry['id']}/picture", picture()).status_code == 303
    theo.open("/review")
    theo.open(f"/review/{entry['id']}")
    assert theo.get(f"/review/{entry['id']}/media/{voiced}").status_code == 200
    assert noor.get(f"/journal/media/{voiced}").status_code == 200
    noor.open("/journal")
    for share in ({"with_media": "1"}, {"with_media": ""}):
        noor.send(f"/journal/entries/{entry['id']}/sharing", {"share": "1", "event": ""} | share)
    noor.send("/journal/entries", entry)
    _refused(noor)
    noor.send(f"/journal/media/{voiced}/delete")


def _refused(noor: Someone) -> None:
    """Each sentence once."""
    noor.send_file("/journal/entries/0199c000-0000-7000-8000-00000000dead/picture", picture())
    noor.send("/journal/media", media_form(voice(), seconds="660"))
    none, _last = send_all(noor, b"%PDF-1.7", "picture")
    noor.send("/journal/media", media_form(b"%PDF-1.7", "picture", id=none))
    form = media_form(voice(2_000))
    noor.send("/journal/media", form, follow=False)
    noor.send("/journal/media", form | {"size": "999"})
    send_piece(noor, form["id"], 0, b"too short")
    torn = media_form(voice(300_000))
    noor.send("/journal/media", torn, follow=False)
    for fill in (b"a", b"b"):
        send_piece(noor, torn["id"], 0, fill * 262_144)
