"""One visit, as its person would make it; and what none of them may read."""

from tests.house.who_may import Visit, words_kept_from
from tests.journal.sent_media import picture
from tests.someone import Opened, Someone


def ask(person: Someone, visit: Visit) -> Opened:
    if visit.method == "GET":
        return person.get(visit.path)
    if visit.route.endswith(("/picture", "/of/{of:uuid}")):
        return person.send_file(visit.path, picture())
    return person.send(visit.path, visit.form, follow=False)


def check_words(who: str | None, visit: Visit, opened: Opened) -> None:
    shown = opened.text.lower()
    told = [word for word in words_kept_from(who) if word in shown]
    assert not told, f"{who} reads {told} at {visit.method} {visit.path}"
