"""A text comes back exactly as it was written, on every page that shows it (promises P11)."""

from urllib.parse import urlencode

import html5lib
import pytest

from server.courses.desk import STANDS_AFTER
from tests.factories import entry_form
from tests.journal.shown import elements, field, share, write
from tests.someone import Installation, Someone

TEXTS = {
    "accents, composed and not": "é é ñ ñ Å Å",
    "right to left": "כתבתי על הים‏ וגם شربت الشاي",
    "right to left controls": "a\u202eb\u2066c\u2069\u200f",
    "scripts of the world": "日本語 한국어 ภาษาไทย தமிழ் Ελληνικά ខ្មែរ",
    "emoji with joiners": "👩🏽‍🚀 🏳️‍🌈 👨‍👩‍👧‍👦 1️⃣ ❤️",
    "beyond the first plane": "𝕿𝖎𝖉𝖊 𐍈 𠮷 \U0010ffff \ue000",
    "markup": "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "markup that is escaped already": "&lt;b&gt; &amp;amp; &#39; &nbsp;",
    "templates": "{{ 7 * 7 }} {% raw %} ${x} <%= y %> %(name)s %s",
    "quotes and ends": "\"' --; '); drop table journal_entry; /* </textarea></p>",
    "leading and trailing space": "   three before, three after   ",
    "lines": "one\ntwo\n\nthree\n\n\nfour\n\n\n\n\nfive",
    "leading and trailing lines": "\n\n  an indented start\n\tand a tab\n\n",
    "controls": "bell\x07 vertical\x0b form\x0c escape\x1b[31m next\x85line",
    "invisible": "zero\u200bwidth\u2060 soft\xadhyphen nbsp\xa0 \ufeff bom",
    "lines of other kinds": "line\u2028separator paragraph\u2029separator",
    "many marks": "Z" + "\u0335\u034f\u0489" * 200,
}


@pytest.fixture
def kept(mara: Someone) -> dict[str, str]:
    """Every text as an entry of its own: id and body."""
    return {write(mara, body): body for body in TEXTS.values()}


def test_on_the_list_every_text_is_as_it_was_written(mara: Someone, kept: dict[str, str]) -> None:
    shown = elements(mara.get("/journal"), "entry-body")

    for name, body in TEXTS.items():
        assert body in shown, name


def test_on_its_own_page_a_text_in_paragraphs_is_the_text_again(mara: Someone, kept: dict[str, str]) -> None:
    for entry, body in kept.items():
        assert "\n\n".join(elements(mara.get(f"/journal/entries/{entry}"), "entry-body")) == body


def test_the_therapist_reads_exactly_what_was_shared(mara: Someone, theo: Someone, kept: dict[str, str]) -> None:
    for entry, body in kept.items():
        share(mara, entry)
        assert "\n\n".join(elements(theo.get(f"/review/{entry}"), "entry-body")) == body


def test_a_text_that_was_refused_stands_in_the_form_as_it_was_typed(mara: Someone) -> None:
    for name, body in TEXTS.items():
        refused = mara.send_raw("/journal/entries", urlencode(entry_form(body, mood="11")).encode())

        assert refused.status_code == 422
        assert field(refused, "body") == body, name


def test_nothing_that_was_written_becomes_an_element_of_the_page(mara: Someone, kept: dict[str, str]) -> None:
    tree = html5lib.parse(mara.get("/journal").text, namespaceHTMLElements=False)

    assert [one.get("src", "").rpartition("/")[2] for one in tree.iter("script")] == ["main.js"]
    assert list(tree.iter("img")) == []


def test_line_ends_of_a_form_are_one_kind(mara: Someone) -> None:
    write(mara, "one\r\ntwo\rthree\nfour")

    assert "one\ntwo\nthree\nfour" in elements(mara.open("/journal"), "entry-body")


def test_a_reply_is_exact_too(installation: Installation, mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.")
    share(mara, entry)
    reply = "  <b>„Ja“</b> & 海 {{ x }}  "

    theo.send(f"/review/{entry}/answer", {"id": entry_form()["id"], "reply": reply})
    installation.clock.move(STANDS_AFTER)

    assert f"Theo: “{reply}”" in elements(mara.open(f"/journal/entries/{entry}"), "reply")
    assert f"“{reply}”" in elements(mara.open("/today"), "said")
