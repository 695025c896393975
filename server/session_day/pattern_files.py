"""Looks at every pattern in the content folder before the clinic opens: one out of bounds keeps it from starting."""

from pathlib import Path

import msgspec

from server.db.errors import CannotStart
from server.pages.content import pattern_files, read_pattern
from server.pages.language import CONTENT, LANGUAGES
from server.session_day.patterns import refusals


def check_patterns(content: Path = CONTENT) -> None:
    """Raises CannotStart."""
    for language in LANGUAGES:
        for path in pattern_files(content / language / "breathing"):
            if why := _wrong_with(path):
                name = path.relative_to(content)
                raise CannotStart(f"The breathing pattern {name} cannot be used. {why} Change it, or take it away.")


def _wrong_with(path: Path) -> str:
    try:
        pattern = read_pattern(path)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"It is not written as a pattern is: {error}."
    if pattern.id != path.stem:
        return f"Its id must be {path.stem}, like its name."
    return " ".join(refusals(pattern))
