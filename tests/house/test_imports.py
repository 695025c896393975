"""Packages import downward only, so that a feature can be read, and removed, by itself."""

import ast
import subprocess
import sys

from tests.house.source import ROOT, Module, imported, modules, own_imports

# Top first. A package imports from rows below its own; the modules of the top row put one another together.
ROWS: tuple[frozenset[str], ...] = (
    frozenset(
        {
            "app",
            "__main__",
            "beginning",
            "controllers",
            "demo",
            "demo_arc",
            "demo_brief",
            "demo_deeds",
            "demo_flags",
            "demo_intake",
            "demo_journal",
            "demo_many",
            "demo_measures",
            "demo_messages",
            "demo_notes",
            "demo_people",
            "demo_records",
            "demo_reminders",
            "demo_safety",
            "demo_setup",
            "demo_signing",
            "demo_team",
            "handing_out",
            "keeping",
            "listening",
            "logs",
            "metrics",
            "parting",
            "progress",
            "schedule",
            "serving",
            "start",
            "workers",
            "working",
        }
    ),
    frozenset({"today", "review", "records"}),
    frozenset({"reminders"}),  # of any feature below, and Today says that there are some
    frozenset({"assigned"}),  # what is asked of one person, of any feature
    frozenset({"messages"}),  # a message may be about an entry, and no entry knows of it
    frozenset({"journal", "session_day", "accounts", "pwa", "notes", "team"}),
    frozenset({"preparation"}),  # the day of a session begins from what was prepared for it
    frozenset({"intake"}),  # and the board, from what was told and decided
    frozenset({"measures", "media"}),
    frozenset({"safety"}),  # an answer may need a person at once
    frozenset({"courses", "clinics"}),
    frozenset({"access"}),
    frozenset({"pages"}),
    frozenset({"db"}),
)
BESIDE = {("courses", "clinics")}  # a course runs by its clinic's protocol
# Anybody may import these, and so they import next to nothing themselves.
LEAVES: dict[str, set[str]] = {
    "ids": set(),
    "versions": set(),
    "settings": {"db.errors"},
    "demo_cast": {"pages.language"},
    "demo_sentences": set(),
    "demo_words": set(),
}
SPINE_WITH_LITESTAR = {"app", "controllers", "courses.own", "courses.caseload"}
CLOCKS = {"now", "utcnow", "today", "time", "monotonic"}


def row_of(package: str) -> int:
    return next(index for index, row in enumerate(ROWS) if package in row)


def goes_up(module: Module, target: str) -> bool:
    other = target.partition(".")[0]
    if other in LEAVES or other == module.package or (module.package, other) in BESIDE:
        return False
    mine, its = row_of(module.package), row_of(other)
    return its <= mine and not mine == its == 0


def test_every_package_has_a_row() -> None:
    known = frozenset().union(*ROWS) | LEAVES.keys() | {"", "__init__"}
    assert {module.package for module in modules()} <= known


def test_packages_import_downward_only_and_never_a_neighbour() -> None:
    wrong = [
        f"{module.name} imports {target}"
        for module in modules()
        if module.package not in LEAVES.keys() | {"", "__init__"}
        for target in own_imports(module)
        if goes_up(module, target)
    ]
    assert not wrong


def test_leaf_modules_import_next_to_nothing() -> None:
    found = {module.name: own_imports(module) for module in modules() if module.name in LEAVES}
    assert found == LEAVES


def test_nothing_is_imported_by_a_relative_path() -> None:
    wrong = [f"{module.name}: {name}" for module in modules() for name in imported(module.tree) if name[0] == "."]
    assert not wrong


def has_a_controller(module: Module) -> bool:
    bases = (base for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef) for base in node.bases)
    return any(isinstance(base, ast.Name) and base.id.endswith("Controller") for base in bases)


def test_the_framework_is_known_to_routes_and_the_spine_alone() -> None:
    wrong = [
        module.name
        for module in modules()
        if any(name.partition(".")[0] == "litestar" for name in imported(module.tree))
        and module.package not in {"access", "pages"}
        and module.name not in SPINE_WITH_LITESTAR
        and not has_a_controller(module)
    ]
    assert not wrong


def test_a_command_waits_for_no_page_and_a_start_for_nothing_that_one_page_needs() -> None:
    """Or each of them, and each test that starts one, takes half as long again."""
    seen = "print(sorted({'litestar', 'icalendar', 'markdown_it', 'pikepdf'} & sys.modules.keys()))"
    asked = f"import sys, server.__main__; {seen}; import server.serving; {seen}"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["[]", "['litestar']"]


def test_only_the_database_package_knows_a_driver() -> None:
    drivers = {"sqlite3", "aiosqlite", "asyncpg", "pysqlite3"}
    wrong = [
        module.name
        for module in modules()
        if module.package != "db" and drivers & {name.partition(".")[0] for name in imported(module.tree)}
    ]
    assert not wrong


def test_a_module_that_says_it_is_pure_asks_no_database_and_no_clock() -> None:
    pure = [module for module in modules() if "Pure" in module.says]
    wrong = []
    for module in pure:
        if any(name.startswith(("server.db", "litestar", "random", "asyncio")) for name in imported(module.tree)):
            wrong.append(f"{module.name} imports what it must not")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.AsyncFunctionDef):
                wrong.append(f"{module.name}.{node.name} waits")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
                wrong.append(f"{module.name}:{node.lineno} reads a clock")
    assert len(pure) >= 6
    assert not wrong


def test_each_module_opens_by_saying_what_is_in_it() -> None:
    unsaid = [module.name for module in modules() if not module.says and module.path.read_text().strip()]
    assert not unsaid
