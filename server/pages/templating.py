"""Jinja as Tidemark uses it: strict, escaped, translated, with words for times."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from server.ids import new_id
from server.pages import times
from server.pages.assets import Assets
from server.pages.content import prompt_text
from server.pages.language import gettext, language, ngettext

FOLDER = Path(__file__).parents[2] / "web" / "templates"
WORDS = "ui/_words.html"


@lru_cache
def templates_for(assets: Assets) -> "Templates":
    """Compiled once for the same files."""
    return Templates(assets)


BY_ZONE = (
    "weekday_and_date", "long_date", "short_date", "weekday_short", "weekday", "clock", "clock_parts",
    "day_and_clock", "spoken_clock",
)  # fmt: skip


class Templates:
    def __init__(self, assets: Assets, folder: Path = FOLDER) -> None:
        self.environment = build_environment(folder)
        self.environment.globals["asset"] = assets.url
        self.environment.globals["script_words"] = self._script_words
        self._words: dict[str, Markup] = {}

    def render(self, name: str, fields: Mapping[str, Any]) -> str:
        return self.environment.get_template(name).render(fields)

    def _script_words(self) -> Markup:
        """On every page the same in one language, so they are put together once."""
        if language() not in self._words:
            self._words[language()] = Markup(self.environment.get_template(WORDS).render())  # noqa: S704 (our own)
        return self._words[language()]


def build_environment(folder: Path = FOLDER) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    for name in BY_ZONE:
        environment.filters[name] = _zoned(getattr(times, name))
    environment.filters["clock_in"] = times.clock
    environment.filters["weekday_in"] = times.weekday
    environment.filters["iso"] = lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    environment.filters["full_date"] = lambda day: times.full_date(date.fromisoformat(str(day)))
    environment.filters["ordinal"] = times.ordinal
    environment.filters["in_words"] = times.in_words
    environment.filters["paragraphs"] = paragraphs
    environment.filters["prompt_text"] = prompt_text
    environment.filters["phone"] = phone
    environment.filters["sentence"] = lambda text: text[:1].upper() + text[1:]
    environment.globals["relative_day"] = _relative_day
    environment.globals["age"] = _age
    environment.globals["fresh_id"] = _fresh_id
    return environment


def paragraphs(text: str) -> list[str]:
    """A person's own words by paragraph, for elements of their own; joined by blank lines they are the text again."""
    return text.split("\n\n")


def phone(number: str) -> str:
    """+14165550142 as it is read aloud in North America: 416 555 0142. Other numbers stay as they are."""
    found = re.fullmatch(r"\+1([0-9]{3})([0-9]{3})([0-9]{4})", number)
    return " ".join(found.groups()) if found else number


def _zoned(function: Any) -> Any:
    @pass_context
    def filtered(context: Context, moment: datetime) -> Any:
        return function(moment, context["frame"].zone)

    return filtered


@pass_context
def _relative_day(context: Context, moment: datetime) -> str:
    return times.relative_day(moment, context["frame"].now, context["frame"].zone)


@pass_context
def _fresh_id(context: Context) -> str:
    """For forms sent without scripts: a second press of the same button sends the same id."""
    return new_id(context["frame"].now)


@pass_context
def _age(context: Context, moment: datetime) -> str:
    return times.age(moment, context["frame"].now)


__all__ = ["Markup", "Templates", "build_environment"]
