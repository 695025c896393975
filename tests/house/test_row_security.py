"""The second wall: every table stands behind it or says why not, and whoever works for every clinic is named here."""

import ast
import re
import sqlite3
from contextlib import closing

from litestar.routes import HTTPRoute

from server.app import build
from server.db.row_security import OPEN, PARTS, belongs
from tests.house.source import SERVER, modules, tables_made, texts

# Modules that use the database of the whole house, each with the reason. All others get theirs within a clinic.
FOR_EVERY_CLINIC = {
    "access.checkpoint": "a job: signs each clinic's trail",
    "access.door": "finds whose login it is, before which no clinic is known",
    "accounts.passphrase_routes": "a sign-in name is one person's of all clinics",
    "beginning": "a command: makes clinics",
    "courses.own": "hands the database out, within the clinic of whoever is signed in",
    "courses.retention": "a job",
    "demo": "makes the demo's two clinics",
    "demo_many": "makes the demo's two clinics",
    "handing_out": "a command: looks for the clinic that is meant",
    "intake.rechecks": "a job",
    "journal.granting": "a job: ends shares by their date",
    "keeping": "commands",
    "metrics": "counts what waits to be sent, in every clinic",
    "parting": "a command: looks for the clinic that is meant",
    "pwa.health": "asks whether the database answers",
    "records.exporting": "narrows its house to one clinic before anything else",
    "reminders.rounds": "a job",
    "reminders.sending": "a job",
    "safety.escalation": "a job",
    "schedule": "one process at a time does a job",
    "serving": "closes it",
    "working": "closes it",
    "__main__": "commands",
}
# Public routes that look for somebody, or for a token, in every clinic.
BEFORE_ALL_CLINICS = {
    "/", "/sign-in", "/sign-in/passkey", "/sign-in/second", "/demo/sign-in",
    "/join", "/join/accept", "/join/device", "/join/{token:str}",
    "/sitter", "/sitter/{token:str}", "/sitter/{token:str}/{kind:str}",
    "/calendar/{token:str}",
    "/help",
}  # fmt: skip


def columns() -> dict[str, tuple[list[str], list[str]]]:
    """Of each table those that are never empty, and all."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript((SERVER / "db" / "schema.sql").read_text())
        found = {}
        for table in tables_made():
            rows = db.execute(f"pragma table_info({table})").fetchall()
            found[table] = [row[1] for row in rows if row[3] or row[5]], [row[1] for row in rows]
    return found


def test_every_table_is_of_one_clinic_or_says_why_it_is_of_none() -> None:
    rules = {name: belongs(name, needed, every) for name, (needed, every) in columns().items()}
    assert not [name for name, rule in rules.items() if rule is None], "name what their rows are a part of, in PARTS"
    assert {name for name, rule in rules.items() if rule == ""} == set(OPEN) - {"migration"}
    assert all(OPEN.values())
    assert not [name for name in OPEN if {"clinic_id", "course_id"} & set(columns().get(name, ([], []))[1])]


def test_what_is_a_part_of_another_row_points_at_one_that_stands_behind_the_wall() -> None:
    known = columns()
    for table, (column, parent) in PARTS.items():
        assert column in known[table][1]
        assert belongs(parent, *known[parent])


def _uses_the_house(tree: ast.AST) -> bool:
    """`….db`, but where it goes on with `.within(`."""
    narrowed = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in ("within", "news")
    }
    return any(
        isinstance(node, ast.Attribute) and node.attr == "db" and id(node) not in narrowed for node in ast.walk(tree)
    )


def test_whoever_uses_the_database_of_the_whole_house_is_named_with_a_reason() -> None:
    found = {one.name for one in modules() if one.package != "db" and _uses_the_house(one.tree)}
    assert found == set(FOR_EVERY_CLINIC)
    assert _uses_the_house(ast.parse("async with house_of(request).db.reading() as db: pass"))
    assert not _uses_the_house(ast.parse("store = house.db.within(clinic)"))


def test_no_join_goes_by_a_key_that_is_worked_out() -> None:
    """Behind row security PostgreSQL looks for nothing by the outcome of a function that it does not trust to keep a
    secret: it then reads the whole table. A `case`, or a column of a part before it, does as well."""
    worked_out = re.compile(r"\b(?:on|and)\s+\w+\.\w+\s*=\s*(?:coalesce|substr|lower|replace)\s*\(", re.IGNORECASE)
    joins = [(one.name, text) for one in modules() for text in texts(one.tree) if re.search(r"\bjoin\b", text)]
    assert len(joins) > 100
    assert not [f"{name}: {found[0]}" for name, text in joins if (found := worked_out.search(text))]
    assert worked_out.search("left join session on session.id = coalesce(entry.session_id, line.session_id)")


def test_routes_that_look_at_every_clinic_are_those_where_none_is_known_yet() -> None:
    found, audiences = set(), set()
    for route in build(demo=True).routes:
        assert isinstance(route, HTTPRoute)
        for handler in route.route_handlers:
            if handler.opt.get("every_clinic"):
                found.add(route.path)
                audiences.add(handler.opt["audience"])
    assert found == BEFORE_ALL_CLINICS
    assert audiences == {"public"}


def test_the_rule_follows_from_the_columns() -> None:
    assert belongs("attempt", ["id"], ["id"]) == ""
    assert str(belongs("room", ["id", "clinic_id"], ["id", "clinic_id"])).startswith("clinic_id = ")
    assert "from course" in str(belongs("session", ["id"], ["id", "clinic_id", "course_id"]))
    assert "clinic_id is null and exists" in str(belongs("session", ["id"], ["id", "clinic_id", "course_id"]))
    assert "from person" in str(belongs("login", ["id"], ["id", "person_id"]))
    assert belongs("jar", ["id"], ["id", "label"]) is None
