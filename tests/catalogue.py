"""Keeps the catalogue of messages: `python -m tests.catalogue` compares, `--write` brings it up to date.

No dates and no line numbers, sorted: the file changes only when a message does.
"""

import io
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "web" / "locales" / "messages.pot"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "later": None, "ngettext": (1, 2)}
HEADER = """\
# Every message of Tidemark, in English. Written by `make catalogue`.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"

"""


@cache
def read_messages() -> Catalog:
    """From the code and the templates, each with the files that say it. Takes seconds, so it is done once."""
    catalogue = Catalog(charset="utf-8")
    for folder, pattern, method in (("server", "*.py", "python"), ("web/templates", "*.html", "jinja2")):
        for path in sorted((ROOT / folder).rglob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            options = {"silent": "false", "extensions": "jinja2.ext.i18n"} if method == "jinja2" else {}
            for line, message, _comments, _context in extract_from_file(method, path, KEYWORDS, (), options):
                catalogue.add(message, locations=[(name, line)])
    return catalogue


def messages() -> list[Message]:
    return [message for message in read_messages() if message.id]


def forms(message: Message) -> tuple[str, ...]:
    """One for one thing, and one for many where the number counts."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def as_text() -> str:
    out = io.BytesIO()
    write_po(out, read_messages(), width=110, sort_output=True, omit_header=True, include_lineno=False)
    return HEADER + out.getvalue().decode().strip() + "\n"


def main(arguments: list[str], place: Path = CATALOGUE) -> int:
    text = as_text()
    if "--write" in arguments:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    elif not place.exists() or place.read_text() != text:
        print(f"{place.name} is not what the code and the templates say now: make catalogue")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
