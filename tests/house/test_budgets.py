"""What may be sent, how long a file may be, and what comes from elsewhere: small, listed, and the same as it was."""

import ast
import hashlib
import posixpath
import re
from pathlib import Path

import brotli
import pytest

from server.pages.assets import SHEET, STATIC, Assets
from tests.house.source import ROOT, modules, tracked

KB = 1024
MOST_CSS, MOST_SCRIPT, MOST_OF_ALL = 20 * KB, 30 * KB, 30 * KB
HTMX = "vendor/htmx-4.0.1.min.js"
VENDORED = [STATIC / "vendor", ROOT / "tests" / "browser" / "vendor"]

MOST_LINES = {".py": 200, ".js": 120, ".html": 90}
MOST_IN_A_TEST, MOST_IN_A_PARTIAL, MOST_IN_A_FUNCTION, MOST_EVER = 200, 40, 40, 300
LONGER_FILES = {
    "server/journal/queries.py": "entries with all that hangs on them: versions, shares, openings and answers",
    "server/journal/sharing.py": "the one way in which staff reach words stays readable in one place",
    "server/pages/forms.py": "a class of a few lines for each kind of field, and the reader that asks them all",
    "web/templates/review/_desk.html": "the whole desk, as it is sent in answer to a reply",
}
LONGER_FUNCTIONS = {"pages.errors._sentences": "a table: each status with its two sentences"}


def squeezed(*parts: bytes) -> int:
    return len(brotli.compress(b"".join(parts), quality=11))


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_style_of_all_pages_is_small(assets: Assets) -> None:
    small = assets.files[SHEET].small
    assert small is not None
    assert len(small) <= MOST_CSS, f"{len(small)} bytes"


def own_scripts(assets: Assets) -> dict[str, bytes]:
    return {
        name: asset.body
        for name, asset in assets.files.items()
        if name.endswith(".js") and not name.startswith("vendor/")
    }


def loaded_at_once(assets: Assets) -> set[str]:
    """The scripts that every page brings: what main.js imports, and what those import in turn."""
    found, waiting = set(), ["js/main.js"]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            text = assets.files[name].source.decode()
            for path in re.findall(r"^(?:import|export) [^;]*? from '([^']+)'", text, re.MULTILINE):
                waiting.append(posixpath.normpath(posixpath.join(posixpath.dirname(name), path)))
    return found


def test_all_of_our_scripts_together_are_small(assets: Assets) -> None:
    own = own_scripts(assets)
    size = squeezed(*own.values())
    assert len(own) > 15
    assert size <= MOST_OF_ALL, f"{size} bytes"


def test_what_a_page_loads_is_small_with_htmx_too(assets: Assets) -> None:
    own, every = own_scripts(assets), loaded_at_once(assets)
    size = squeezed(*(own[name] for name in every)) + squeezed(assets.files[HTMX].body)
    assert len(every) > 8
    assert size <= MOST_SCRIPT, f"{size} bytes"


@pytest.mark.parametrize("folder", VENDORED, ids=name_of)
def test_each_file_from_elsewhere_is_listed_and_is_the_one_that_was_listed(folder: Path) -> None:
    listed = re.split(r"^(?=\S)", (folder / "README.txt").read_text(), flags=re.MULTILINE)[1:]
    found = {}
    for entry in listed:
        facts = dict(re.findall(r"^  (\w+) +(.+)$", entry, re.MULTILINE))
        assert facts.keys() >= {"version", "licence", "sha256"}, entry
        assert "package" in facts["version"], f"no source: {entry}"
        found[entry.splitlines()[0]] = facts["sha256"]
    assert found == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "README.txt"
    }


def test_nothing_is_served_that_is_not_part_of_the_product(assets: Assets) -> None:
    assert {Path(name).suffix for name in assets.files} == {".css", ".js", ".json", ".svg", ".png"}


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_requirement_is_pinned_with_its_hashes_and_names_no_host(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    wanted = [one for one in re.split(r"(?<!\\)\n", text) if one.strip()]
    pinned = re.compile(r"[a-z0-9._\[\]-]+==[\w.!+]+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+")
    assert len(wanted) > 15
    assert not [one.splitlines()[0] for one in wanted if not pinned.fullmatch(one)]
    assert "//" not in text


def test_what_runs_is_the_same_in_tests_as_in_a_clinic() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE))

    assert pins("run") <= pins("test")


def test_no_file_names_a_registry_or_the_place_it_was_made_at() -> None:
    hosts = [".".join(parts) for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("unpkg", "com"),
        ("jsdelivr", "net"), ("cloudflare", "com"), ("golang", "org"),
    )]  # fmt: skip
    places = [re.escape("/" + place) for place in ("work", "tmp/w")]
    wrong = re.compile(
        rf"{'|'.join(re.escape(host) for host in hosts)}|(?<![\w.~-])(?:{'|'.join(places)})(?=[/\s'\"`),;:]|$)"
    )
    found = {
        name_of(path): match[0]
        for path in tracked()
        if (match := wrong.search(path.read_bytes().decode("utf-8", errors="ignore")))
    }
    assert not found


def most_lines(path: Path) -> int | None:
    name = name_of(path)
    if name.startswith("tests/"):
        return MOST_IN_A_TEST if path.suffix in (".py", ".js") and "vendor" not in path.parts else None
    if not name.startswith(("server/", "web/")) or "vendor" in path.parts:
        return None
    return MOST_IN_A_PARTIAL if "templates" in path.parts and path.name[0] == "_" else MOST_LINES.get(path.suffix)


def test_no_file_outgrows_what_one_takes_in_at_a_time() -> None:
    longer = {
        name_of(path): lines_of(path) for path in tracked() if (most := most_lines(path)) and lines_of(path) > most
    }
    assert longer.keys() - LONGER_FILES.keys() == set(), longer
    assert all(lines <= MOST_EVER for lines in longer.values()), longer


def test_no_function_outgrows_a_screen() -> None:
    longer = {
        f"{module.name}.{node.name}": length
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_IN_A_FUNCTION
    }
    assert longer.keys() - LONGER_FUNCTIONS.keys() == set(), longer
