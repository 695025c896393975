"""Every message is in the catalogue, whole, with placeholders that can be filled in."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests import catalogue
from tests.catalogue import forms, messages
from tests.house.source import modules

TRANSLATORS = {"_", "gettext", "ngettext", "later"}


def test_the_catalogue_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """After a change of words: make catalogue."""
    assert catalogue.main([]) == 0, capsys.readouterr().out


def test_an_outdated_catalogue_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "locales" / "messages.pot"
    assert catalogue.main([], place) == 1
    assert catalogue.main(["--write"], place) == 0
    assert catalogue.main([], place) == 0
    place.write_text(place.read_text().replace("Sign in", "Log in"))
    capsys.readouterr()
    assert catalogue.main([], place) == 1
    assert capsys.readouterr().out.count("\n") == 1


def test_the_catalogue_is_the_same_each_time() -> None:
    text = catalogue.as_text()
    catalogue.read_messages.cache_clear()
    assert text == catalogue.as_text()
    assert not re.search(r"\d{4}-\d{2}-\d{2} |^#: .*:\d+", text, re.MULTILINE)


def test_every_placeholder_has_a_name_and_can_be_filled_in() -> None:
    for message in messages():
        for text in forms(message):
            named = re.findall(r"%\((\w+)\)s", text)
            assert text.count("%") == len(named), text
            assert text % defaultdict(lambda: "x") if named else text


def test_both_numbers_of_a_message_name_the_same_things() -> None:
    """A language may need the count in a form where English does without."""
    for message in messages():
        if len(forms(message)) == 2:
            one, many = (set(re.findall(r"%\((\w+)\)s", text)) for text in forms(message))
            assert one - {"num", "n"} == many - {"num", "n"}, message.id


def test_no_message_is_put_together_from_pieces() -> None:
    """What is joined while running is no message that anybody could have translated."""
    wrong = []
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATORS:
                pieces = node.args[: 2 if node.func.id == "ngettext" else 1]
                literal = all(isinstance(piece, ast.Constant) for piece in pieces)
                kept = all(isinstance(piece, ast.Name | ast.Attribute | ast.Subscript) for piece in pieces)
                if not literal and not (kept and node.func.id == "_"):
                    wrong.append(f"{module.name}:{node.lineno}")
    assert not wrong


def test_every_message_marked_for_later_is_written_where_it_is_marked() -> None:
    texts = {text for message in messages() for text in forms(message)}
    assert {"first", "twelfth", "zero", "twelve", "Monday", "Sunday"} <= texts
