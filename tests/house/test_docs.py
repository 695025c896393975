"""What the documents for operators name is there: commands, settings, files and the targets of make."""

import re
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.house.test_deploy import commands

DOCS = [ROOT / "README.md", *(ROOT / "docs" / name for name in ("serving.md", "upgrade.md", "scale.md", "restore.md"))]
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
COMMAND = re.compile(r"(?:^|[`\s;&(/])(?:tidemark|clinic) ([a-z]+(?:-[a-z]+)*)(?=[\s`;&)]|$)", re.MULTILINE)
NO_COMMANDS = {"and", "of", "tidemark"}  # after the user of that name


def code_of(path: Path) -> str:
    return "\n".join(re.sub(r"#.*", "", one) for one in CODE.findall(path.read_text()))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_its_commands_are_commands(path: Path) -> None:
    named = set(COMMAND.findall(code_of(path))) - NO_COMMANDS
    assert named
    assert named <= commands()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_its_settings_are_read_somewhere(path: Path) -> None:
    code = (ROOT / "server" / "settings.py").read_text()
    named = {name.removesuffix("_FILE") for name in re.findall(r"\bTIDEMARK_[A-Z_]+[A-Z]\b", path.read_text())}
    assert {name for name in named if name not in code} == set()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_its_files_and_make_targets_are_there(path: Path) -> None:
    code = code_of(path)
    files = set(re.findall(r"\b(?:tests|docs|deploy|bench|requirements|server)/[\w./-]+\.\w+", code))
    assert {name for name in files if not (ROOT / name).exists()} == set()
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"\bmake ([a-z][a-z-]*)", code))
    assert {name for name in targets if not re.search(rf"(?m)^{name}:", makefile)} == set()


def test_every_setting_that_an_operator_can_make_is_in_a_document() -> None:
    read = set(re.findall(r'"(TIDEMARK_[A-Z_]+)"', (ROOT / "server" / "settings.py").read_text()))
    said = "\n".join(path.read_text() for path in DOCS)
    assert {name for name in read if name.removesuffix("_FILE") not in said} == set()
