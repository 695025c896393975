"""Whatever the intake board reads is written together with a stir: otherwise somebody who waits would not be shown."""

import ast
import re

from server.intake import board_rows
from tests.house.source import modules, texts

FROM = re.compile(r"\b(?:from|join) (\w+)")
ELSEWHERE = {"course", "session"}  # neither makes anybody wait: what was opened only leaves out who told nothing here


def read_by_the_board() -> set[str]:
    asked = [of("'one'") for of in (board_rows.told_sql, board_rows.said_sql, board_rows.steps_sql)]
    return {name for sql in asked for name in FROM.findall(sql)}


def writers() -> dict[str, bool]:
    """Each function that writes one of those tables, and whether it stirs."""
    written = re.compile(rf"\b(?:insert into|update|delete from) ({'|'.join(read_by_the_board() - ELSEWHERE)})\b")
    found = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef) and any(map(written.search, texts(node))):
                names = {one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and hasattr(one.func, "id")}
                found[f"{module.name}.{node.name}"] = "stir" in names
    return found


def test_every_deed_of_an_intake_stirs_the_board() -> None:
    assert read_by_the_board() >= {"intake_fact", "intake_decision", "referral_step", "consent", "medicine_review"}
    found = writers()
    assert len(found) >= 7
    assert [name for name, stirs in found.items() if not stirs] == []
