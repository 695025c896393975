"""What one day of everybody showed: every statement is answered through an index, none is left unlooked at, and every
message is in the catalogue. One file, so that the day is spent once."""

import re
import sqlite3

import pytest

from server.db.sql import names_in
from tests.catalogue import forms, messages
from tests.house.crawl import Day
from tests.house.source import ROOT, modules, texts

MAY_BE_SCANNED = {
    "clinic": "an installation has one, or a few; the front door asks whether it is one alone",
    "installation": "two rows",
    "migration": "one row for each change of the schema",
}
VERB = re.compile(r"\s*(select|insert|update|delete|with \w+ as (?:materialized )?\()\s", re.IGNORECASE)
MIGRATIONS = ROOT / "server" / "db" / "migrations"
SCAN = re.compile(r"\bSCAN (\w+)")
# Asked before there is anybody to ask for a page, or in words that only one of the databases knows.
NOT_FROM_PAGES = {"db", "beginning", "start", "records", "demo_many"}
COMING_BACK = ".coming_back"  # once after a restore, through the whole of a table (tests/records/test_coming_back.py)


@pytest.fixture
def ran(day: Day) -> list[str]:
    """A migration goes once through the whole of a table, by its nature."""
    once = " ".join(" ".join(path.read_text().split()) for path in MIGRATIONS.glob("*.sql"))
    return sorted({sql for sql in day.statements if VERB.match(sql) and " ".join(sql.split()).rstrip(";") not in once})


def plan_of(database: sqlite3.Connection, sql: str) -> list[str]:
    rows = database.execute(f"explain query plan {sql}", dict.fromkeys(names_in(sql)))
    return [row[3] for row in rows]


def tables_scanned(sql: str, plan: list[str]) -> set[str]:
    """By their own names; what SQLite puts together on the way is no table."""
    aliases = {alias: table for table, alias in re.findall(r"\b(\w+) as (\w+)", sql)}
    made = set(re.findall(r"(?:\bwith|\),)\s+(\w+) as (?:materialized )?\(", sql))
    named = set(re.findall(r"\b(?:from|join|update|into) (\w+)", sql)) - made
    scanned = {name for line in plan for name in SCAN.findall(line)}
    return {aliases.get(name, name) for name in scanned} & named


def test_no_statement_reads_through_a_whole_table(day: Day, ran: list[str]) -> None:
    with sqlite3.connect(day.database) as database:
        plans = {sql: plan_of(database, sql) for sql in ran}
    slow = {sql: plan for sql, plan in plans.items() if tables_scanned(sql, plan) - MAY_BE_SCANNED.keys()}
    assert not slow, "\n\n".join(f"{' '.join(sql.split())}\n{plan}" for sql, plan in slow.items())


def test_a_scan_would_be_seen(day: Day) -> None:
    with sqlite3.connect(day.database) as database:
        for table, sql in (
            ("journal_entry", "select entry.id from journal_entry as entry where entry.kind = :kind"),
            ("login", "update login set ended_at = :now where device = :device"),
        ):
            assert tables_scanned(sql, plan_of(database, sql)) == {table}


def test_every_statement_in_the_code_was_run_and_looked_at(ran: list[str]) -> None:
    seen = {" ".join(sql.split()) for sql in ran}
    unseen = [
        f"{module.name}: {' '.join(piece.split())[:90]}"
        for module in modules()
        if module.package not in NOT_FROM_PAGES and not module.name.endswith(COMING_BACK)
        for text in texts(module.tree)
        if VERB.match(text)
        for piece in text.split("{}")
        if not any(" ".join(piece.split()) in sql for sql in seen)
    ]
    assert not unseen


def test_everything_that_was_said_in_a_day_is_in_the_catalogue(day: Day) -> None:
    """Messages that are marked in one place and said in another are easily left out."""
    known = {text for message in messages() for text in forms(message)}
    assert len(day.said) > 250
    assert sorted(day.said - known) == []


def test_the_day_reached_every_page_of_everybody(day: Day) -> None:
    pages = {re.sub(r"[0-9a-f-]{36}", "*", path.partition("?")[0]) for paths in day.reached.values() for path in paths}
    assert {
        "/account", "/breathe", "/caseload", "/clinic", "/course", "/course/access", "/courses/*", "/hard", "/help",
        "/invitations", "/join", "/journal", "/journal/entries/*", "/journal/write", "/prepare", "/prepare/checklist",
        "/prepare/fasting", "/prepare/intention", "/prepare/lessons/safety", "/review", "/review/*", "/sessions/*",
        "/sessions/*/aftercare", "/sessions/*/arrival", "/sessions/*/record", "/sign-in", "/today",
    } <= pages  # fmt: skip
