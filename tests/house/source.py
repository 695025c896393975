"""The project's own files as the house tests see them: read as text, never run."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "server"
NOT_OURS = {".git", ".venv", "var", "build", "node_modules", "__pycache__"}
WRITES = re.compile(r"\b(insert\s+into|update|delete\s+from)\s+(?!set\b)([a-z_]+)", re.IGNORECASE)


class Module(NamedTuple):
    """`name` without the leading `server.`; `package` is its first part."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]

    @property
    def says(self) -> str:
        return ast.get_docstring(self.tree) or ""


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for path in sorted(SERVER.rglob("*.py")):
        name = ".".join(path.relative_to(SERVER).with_suffix("").parts).removesuffix(".__init__")
        found.append(Module(name, path, ast.parse(path.read_text())))
    return tuple(found)


def imported(tree: ast.AST) -> set[str]:
    """Every name that is imported, wherever in the module, with what is taken from it: `server.db.errors.Conflict`."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names}
    return names


def own_imports(module: Module) -> set[str]:
    """The modules and packages of ours that it imports, by the names `Module` has, longest known part."""
    known = {one.name for one in modules()} | {one.package for one in modules()}
    found = set()
    for name in imported(module.tree):
        parts = name.removeprefix("server.").split(".")
        if name.startswith("server."):
            found.add(next(".".join(parts[:n]) for n in range(len(parts), 0, -1) if ".".join(parts[:n]) in known))
    return found


def texts(tree: ast.AST) -> Iterator[str]:
    """Every literal text; of an f-string the parts between its values, as one text with {} for each value."""
    inside = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def tables_made(version: int = 9999) -> list[str]:
    """By the migrations up to this one, in their order, so that a table comes after those it points at."""
    found: list[str] = []
    for path in sorted((SERVER / "db" / "migrations").glob("*.sql")):
        deeds = re.findall(r"^(create|drop|alter) table (\w+)(?: rename to (\w+))?", path.read_text(), re.MULTILINE)
        for deed, name, renamed in deeds if int(path.name[:4]) <= version else ():
            if deed == "create":
                found.append(name)
            elif deed == "drop":
                found.remove(name)
            elif renamed:
                found[found.index(name)] = renamed
    return found


@cache
def tracked() -> tuple[Path, ...]:
    """The files that belong to the project; without git, all but what is made here."""
    asked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    if asked.returncode == 0:
        listed = [ROOT / line for line in asked.stdout.splitlines()]
    else:
        listed = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in listed if path.is_file()))
