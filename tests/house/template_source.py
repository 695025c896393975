"""Templates as the house tests read them: what each takes, what it brings along, and its own words."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, meta, nodes

from server.pages.assets import Assets
from server.pages.page import Page
from server.pages.templating import FOLDER, templates_for

ALWAYS = {"frame", "tab", "super", "loop", "self", "caller", "varargs", "kwargs"}
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
BLOCK = re.compile(r"\{%.*?%\}", re.DOTALL)
VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


@cache
def environment() -> Environment:
    return templates_for(Assets()).environment


@cache
def names() -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html")))


def text_of(name: str) -> str:
    return (FOLDER / name).read_text()


@cache
def parsed(name: str) -> nodes.Template:
    return environment().parse(text_of(name), name, str(FOLDER / name))


def brought_along(name: str) -> set[str]:
    """The template itself and every other that it extends or includes, by whatever way round."""
    found, open_ends = set(), [name]
    while open_ends:
        one = open_ends.pop()
        if one not in found:
            found.add(one)
            for node in parsed(one).find_all((nodes.Extends, nodes.Include)):
                open_ends += [part.value for part in node.find_all(nodes.Const) if str(part.value).endswith(".html")]
    return found


def made_inside(name: str) -> set[str]:
    """What a template names itself for those that it includes or that extend it: macros it imports, values it sets."""
    made = {node.target for node in parsed(name).find_all(nodes.Import)}
    for node in parsed(name).find_all(nodes.FromImport):
        made |= {part if isinstance(part, str) else part[1] for part in node.names}
    for assigned in parsed(name).find_all(nodes.Assign):
        made |= {part.name for part in assigned.find_all(nodes.Name) if part.ctx == "store"}
    return made


def asked_for(name: str) -> set[str]:
    """What one template takes from outside, without what is there for all."""
    return meta.find_undeclared_variables(parsed(name)) - ALWAYS - environment().globals.keys()


def needs(name: str) -> set[str]:
    """What a whole page takes from its struct."""
    pieces = brought_along(name)
    made = set().union(*(made_inside(piece) for piece in pieces))
    return {variable for piece in pieces for variable in asked_for(piece) if variable not in made}


def pages(of: type[Page] = Page) -> Iterator[type[Page]]:
    for kind in of.__subclasses__():
        if kind.__module__.startswith("server."):
            yield kind
        yield from pages(kind)


def opening(name: str) -> str:
    """The comment on the first line."""
    first = text_of(name).splitlines()[0]
    return first[2:-2].strip() if first.startswith("{#") and first.endswith("#}") else ""


def markup_alone(name: str) -> str:
    """Without comments, statements and values: what the template itself writes."""
    return VALUE.sub("", BLOCK.sub("", COMMENT.sub("", text_of(name))))


def spoken_literals(name: str) -> Iterator[str]:
    """Texts inside values that are not handed to the translator and read like words of a sentence."""
    translated = set()
    for call in parsed(name).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext"):
            translated |= {id(part) for part in call.find_all(nodes.Const)}
    for part in parsed(name).find_all(nodes.Const):
        if isinstance(part.value, str) and id(part) not in translated:
            yield part.value


def path_of(name: str) -> Path:
    return FOLDER / name
