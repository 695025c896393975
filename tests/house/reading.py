"""Reads pages for the house tests of words, and fills forms without looking at the page that follows."""

from tests.house.words import forbidden_in, read_out
from tests.intake.paying import A_MOMENT
from tests.someone import Someone

OWN = ("/intake", "/intake/answers", "/intake/copy", "/today")
WORDS = "As I remember it."


def read(person: Someone, *paths: str) -> str:
    """These pages together, each held against the words first. A consent that is not signed has no copy."""
    found = []
    for path in paths:
        opened = person.get(path, follow=True)
        assert opened.status_code == 200 or path.endswith("/copy"), path
        found.append(read_out(opened.text))
        assert forbidden_in(found[-1]) == [], path
    return "\n".join(found)


def post(person: Someone, path: str, form: dict[str, str]) -> None:
    person.installation.clock.move(A_MOMENT)
    assert person.send(path, form, follow=False).status_code == 303, (path, form)
