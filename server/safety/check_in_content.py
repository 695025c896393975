"""What is asked each week, from web/content/<language>/check_in.json: text that a clinician may edit. Pure."""

from functools import lru_cache
from typing import Literal

import msgspec

from server.pages.content import read_json
from server.pages.language import language

Kind = Literal["choice", "many", "scale"]


class Option(msgspec.Struct, frozen=True):
    value: str
    label: str


class Question(msgspec.Struct, frozen=True):
    """`item` is its row of clinical.md 7.1; `short` its name in lists; `more` asks for own words beside the answer."""

    id: str
    item: str
    kind: Kind
    short: str
    ask: str
    hint: str
    why: str
    options: tuple[Option, ...]
    more: str


class Fact(msgspec.Struct, frozen=True):
    id: str
    title: str
    text: str


class Asked(msgspec.Struct, frozen=True):
    """`facts` are Y-12, Y-14 and Y-15, `watching` is Y-13."""

    lead: str
    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    watching: tuple[str, ...]
    watching_source: str

    def find(self, question_id: str) -> Question | None:
        return next((one for one in self.questions if one.id == question_id), None)


def asked() -> Asked:
    return _asked(language())


@lru_cache
def _asked(language: str) -> Asked:
    return msgspec.convert(read_json("check_in.json"), Asked)
