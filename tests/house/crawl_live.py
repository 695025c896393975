"""A desk that is open: what it asks by itself, and a share that ends by its date while nobody looks."""

from tests.factories import entry_form
from tests.someone import Someone


def keep_a_desk_open(noor: Someone, theo: Someone) -> None:
    (asks,) = theo.open("/review").values("#waiting", "hx-get")
    entry = entry_form(body="Only for today.")
    noor.send("/journal/entries", entry)
    noor.send(f"/journal/entries/{entry['id']}/sharing", {"share": "1", "event": "", "until": "2026-11-26"})
    assert theo.get(asks).status_code == 200
    assert theo.get("/live").status_code == 204
