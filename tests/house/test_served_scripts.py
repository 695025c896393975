"""What is served of a script is the same program: compared by the parser that Node brings, and by its words."""

import json
import subprocess

import pytest

from server.pages.assets import Assets
from server.pages.scripts import lean, tokens
from server.pages.short_names import NAME
from tests.house.source import ROOT
from tests.tools import find_node

ASKS = ROOT / "tests" / "house" / "same_program.js"


def differ(pairs: dict[str, tuple[str, str]]) -> list[str]:
    node = find_node()
    if node is None:
        pytest.skip("Node is absent")
    made = subprocess.run(
        [node, "--expose-internals", ASKS], input=json.dumps(pairs), capture_output=True, text=True, timeout=60
    )
    assert made.returncode == 0, made.stderr
    found: list[str] = json.loads(made.stdout)
    return found


def own(assets: Assets) -> dict[str, tuple[str, str]]:
    return {
        name: (asset.source.decode(), asset.body.decode())
        for name, asset in assets.files.items()
        if name.endswith(".js") and not name.startswith("vendor/")
    }


def test_what_is_served_of_each_script_is_the_same_program(assets: Assets) -> None:
    assert len(own(assets)) > 50
    assert differ(own(assets)) == []


def test_all_that_scripts_say_and_compare_is_served_letter_by_letter(assets: Assets) -> None:
    """Also where no Node is: whatever is neither a name nor a blank is the same, and stands in the same order."""
    for name, texts in own(assets).items():
        written, served = ([one.text for one in tokens(text) if not NAME.fullmatch(one.text)] for text in texts)
        assert written == served, name


def test_scripts_of_others_are_served_as_they_are(assets: Assets) -> None:
    others = [asset for name, asset in assets.files.items() if name.startswith("vendor/")]
    assert others
    assert all(asset.body == asset.source for asset in others)


SAME = {
    "a text": "const far = 'a // b  c'; const near = `d\n  // ${far}  e ${`f ${far} `} /* g */`; far(near);",
    "a pattern": "const found = (text) => /^[/*] \\/ \"'`/.test(text) ? 4 / 2 / 1 : text;",
    "lines that end statements": "let one = 1\nlet two = one\n++two\nconst three = () => {\n}\n[one, two].map(three)",
    "signs that would grow together": "let one = 1; one = one + +one - -one + ++one; one = 1 / /a/.length; 1 .at(0)",
    "what objects hold": "const item = { key: 1, go() {}, async do() {} }; const { key, ...rest } = item; f({ rest });",
    "what others read": "import { a as b, c } from 'x'; export async function long() {} export const [short] = [b, c];",
    "words that are names too": "const of = [], from = 1; for (const each of of) f(async (get) => get, from, each);",
    "what is not given": "function all(first, second = first, ...others) { return first + second + others; } all(1);",
}  # fmt: skip
OTHER = {
    "another name": ("const one = 1, two = 2; f(one);", "const a = 1, b = 2; f(b);"),
    "a name taken inside": ("const one = 1; (two) => one + two;", "const a = 1; (a) => a + a;"),
    "a global that was renamed": ("f(name); { const name = 1; }", "f(a); { const a = 1; }"),
    "a changed text": ("f('a  b');", "f('a b');"),
    "a changed pattern": ("f(/a /);", "f(/a/);"),
    "a statement less": ("f();\ng();", "f();"),
    "two lines grown together": ("const a = f\n;(g)()", "const a = f(g)()"),
    "what an object holds": ("const one = 1; f({ one });", "const a = 1; f({ a });"),
    "what others import": ("export const one = 1;", "export const a = 1;"),
    "what is read of an object": ("const one = {}; one.two;", "const a = {}; a.b;"),
}  # fmt: skip


def test_pieces_that_are_easily_broken_stay_the_same_programs() -> None:
    assert differ({name: (text, lean(text)) for name, text in SAME.items()}) == []
    for text in SAME.values():
        assert lean(lean(text)) == lean(text)


def test_the_comparison_finds_what_is_not_the_same() -> None:
    assert differ(OTHER) == list(OTHER)


def test_only_names_that_mean_nothing_elsewhere_are_short() -> None:
    text = "export const kept = (given) => given.given; const mine = kept; f({ kept: mine });"
    assert lean(text) == "export const kept=(e)=>e.given;const t=kept;f({kept:t});\n"


def test_nothing_stays_nothing_and_a_text_without_its_end_is_said() -> None:
    assert lean("") == lean("// only a word\n") == "\n"
    with pytest.raises(ValueError, match="} and no end"):
        lean("f(`${words} and no end")
