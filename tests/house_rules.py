"""What every page owes, whichever test opened it: valid HTML, one h1, labels, no inline script or style, its size."""

import re
from functools import lru_cache

import brotli
import html5lib
from lxml import html as markup

from tests.house.words import forbidden_in, read_out

MOST_COMPRESSED = 14_000
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
VALUE = re.compile(r'="[^"<>&=]+"')
ANY_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
WORDS = re.compile(r">[^<>&]*[^<>&\s][^<>&]*<")


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
    found = forbidden_in(read_out(text))
    assert not found, f"a word we do not use: {found}"
    if whole:
        _check_frame(tree)


def _skeleton(text: str) -> str:
    """The page without its plain words and values: two pages with the same one have the same parse errors."""
    return WORDS.sub(">x<", VALUE.sub('="x"', text))


@lru_cache(4096)
def _parse_errors(skeleton: str, *, whole: bool) -> list[str]:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(skeleton) if whole else parser.parseFragment(skeleton)
    return [code for _at, code, _data in parser.errors if code != "expected-doctype-but-got-start-tag"]


def _check_ids(tree: markup.HtmlElement) -> None:
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    doubled = {one for one in ids if ids.count(one) > 1}
    assert not doubled, f"ids used twice: {doubled}"
    known = set(ids)
    for attribute in ("for", "aria-labelledby", "aria-describedby", "form"):
        for element in tree.cssselect(f"[{attribute}]"):
            lost = set(element.get(attribute).split()) - known
            assert not lost, f"{attribute} names what is not there: {lost}"


def _check_names(tree: markup.HtmlElement) -> None:
    labelled = {element.get("for") for element in tree.cssselect("label[for]")}
    for field in tree.cssselect("input:not([type=hidden]), textarea, select"):
        inside = any(parent.tag == "label" for parent in field.iterancestors())
        named = inside or field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
        assert named, f"no label: {field.get('name')}"
    for button in tree.cssselect("button, a[href]"):
        named = button.text_content().strip() or button.get("aria-label")
        assert named, f"nothing to read on a {button.tag}: {markup.tostring(button)[:80]!r}"
    for form in tree.cssselect("form"):
        assert form.get("action"), "a form without an address"


def _check_frame(tree: markup.HtmlElement) -> None:
    assert tree.get("lang"), "no language"
    headings = tree.cssselect("h1")
    assert len(headings) == 1, f"{len(headings)} h1"
    title = tree.findtext(".//title") or ""
    assert title.endswith(" · Tidemark"), title
    assert tree.cssselect("main#main"), "no main"
    for pocket in tree.cssselect("meta[name=pocket]"):
        assert (paths := pocket.get("content").split()) == list(dict.fromkeys(paths)), "a page twice in the pocket"
    assert tree.cssselect("a.skip[href='#main']"), "no skip link"
