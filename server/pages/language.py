"""The language of a request: gettext catalogues under web/locales, the choice held in a ContextVar."""

import gettext as library
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).parents[2] / "web" / "locales"
CONTENT = Path(__file__).parents[2] / "web" / "content"
LANGUAGES = ("en",)
BABEL_LOCALE = {"en": "en_CA"}
_current: ContextVar[str] = ContextVar("language", default="en")


@lru_cache
def _catalogue(language: str) -> library.NullTranslations:
    return library.translation("messages", LOCALES, [language], fallback=True)


def use_language(language: str) -> None:
    _current.set(language if language in LANGUAGES else LANGUAGES[0])


def language() -> str:
    return _current.get()


def babel_locale() -> str:
    return BABEL_LOCALE[_current.get()]


def gettext(message: str, **values: object) -> str:
    text = _catalogue(_current.get()).gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, n: int, **values: object) -> str:
    text = _catalogue(_current.get()).ngettext(one, many, n)
    return text % {"n": n, "num": n, **values}


def later(message: str) -> str:
    """Marks a message for the catalogue where it is written; it is translated where it is shown."""
    return message
