"""What every page owes, whichever test opened it: valid HTML, one h1, labels, no inline script or style, its size."""

import re
from collections import Counter
from functools import lru_cache

import brotli
import html5lib
from lxml import html as markup
from lxml.cssselect import CSSSelector

from tests.house.words import forbidden_in, heard_in

MOST_COMPRESSED = 14_000
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
# A start tag whose attributes are all in order: letters that need no reading twice, and values in double quotes.
NAME = "[a-z][a-z0-9:_-]*"
TAG = re.compile(rf'<({NAME})((?:\s+{NAME}(?:="(?:[^"&<>]|&(?:amp|lt|gt|quot|#34|#39);)*")?)+)\s*(/?)>')
ATTRIBUTE = re.compile(rf'\s({NAME})(?:="[^"]*")?')
BETWEEN = re.compile(r">\s+<")
ANY_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
WORDS = re.compile(r">[^<>&]*[^<>&\s][^<>&]*<")


@lru_cache(1024)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def select(selector: str, tree: markup.HtmlElement) -> list[markup.HtmlElement]:
    """As `tree.cssselect`, which reads its selector anew each time."""
    return _compiled(selector)(tree)


def check_page(text: str) -> None:
    """Raises AssertionError with what the page lacks. A fragment is held to the rules that apply to it."""
    ids: dict[str, str] = {}
    _check_markup(ANY_ID.sub(lambda found: ids.setdefault(found[0], f"id-{len(ids)}"), text))
    if "<html" in text:
        size = len(brotli.compress(text.encode(), quality=4))
        assert size <= MOST_COMPRESSED, f"{size} bytes compressed"


@lru_cache(2048)
def _check_markup(text: str) -> None:
    """Of two pages that differ in nothing but what random ids they carry, one is read."""
    whole = "<html" in text
    wrong = _parse_errors(_skeleton(text), whole=whole)
    assert not wrong, f"not valid HTML: {wrong[:3]}"
    assert not INLINE.search(text), f"inline script or style: {INLINE.search(text)}"
    tree = markup.fromstring(text)
    _check_ids(tree)
    _check_names(tree)
    found = forbidden_in(heard_in(tree))
    assert not found, f"a word we do not use: {found}"
    if whole:
        _check_frame(tree)


def _skeleton(text: str) -> str:
    """The page without its plain words and attributes: two pages with the same one have the same parse errors."""
    return BETWEEN.sub("><", WORDS.sub(">x<", TAG.sub(_bare, text)))


def _bare(tag: re.Match[str]) -> str:
    """Without what no error can come from: attributes that are there once."""
    names = ATTRIBUTE.findall(tag[2])
    return f"<{tag[1]}{tag[3]}>" if len(names) == len(set(names)) else tag[0]


@lru_cache(4096)
def _parse_errors(skeleton: str, *, whole: bool) -> list[str]:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(skeleton) if whole else parser.parseFragment(skeleton)
    return [code for _at, code, _data in parser.errors if code != "expected-doctype-but-got-start-tag"]


def _check_ids(tree: markup.HtmlElement) -> None:
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    doubled = {one for one, times in Counter(ids).items() if times > 1}
    assert not doubled, f"ids used twice: {doubled}"
    known = set(ids)
    for attribute in ("for", "aria-labelledby", "aria-describedby", "form"):
        for element in select(f"[{attribute}]", tree):
            lost = set(element.get(attribute).split()) - known
            assert not lost, f"{attribute} names what is not there: {lost}"


def _check_names(tree: markup.HtmlElement) -> None:
    labelled = {element.get("for") for element in select("label[for]", tree)}
    for field in select("input:not([type=hidden]), textarea, select", tree):
        inside = any(parent.tag == "label" for parent in field.iterancestors())
        named = inside or field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
        assert named, f"no label: {field.get('name')}"
    for button in select("button, a[href]", tree):
        named = button.text_content().strip() or button.get("aria-label")
        assert named, f"nothing to read on a {button.tag}: {markup.tostring(button)[:80]!r}"
    for form in select("form", tree):
        assert form.get("action"), "a form without an address"


def _check_frame(tree: markup.HtmlElement) -> None:
    assert tree.get("lang"), "no language"
    headings = select("h1", tree)
    assert len(headings) == 1, f"{len(headings)} h1"
    title = tree.findtext(".//title") or ""
    assert title.endswith(" · Tidemark"), title
    assert select("main#main", tree), "no main"
    for pocket in select("meta[name=pocket]", tree):
        assert (paths := pocket.get("content").split()) == list(dict.fromkeys(paths)), "a page twice in the pocket"
    assert select("a.skip[href='#main']", tree), "no skip link"
