"""Reading SQL text: parameters are found where they are, and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.db.sql import names_in, rewrite, split

NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True)
WORDS = st.sampled_from(["select ", "a.b", " = ", "(", ")", ", ", "\n", "::text", " x1 ", "$ "[1:], "*", "café"])
INERT = st.one_of(
    st.text(alphabet="ab:;'?-/*$ \n", max_size=12).map(lambda text: "'" + text.replace("'", "''") + "'"),
    st.text(alphabet='ab:;"?-$ \n', max_size=12).map(lambda text: '"' + text.replace('"', '""') + '"'),
    st.text(alphabet="ab:;'\"?-$ ", max_size=12).map(lambda text: f"--{text}\n"),
    st.text(alphabet="ab:;'\"?-$ \n", max_size=12).map(lambda text: f"/*{text}*/"),
    st.text(alphabet="ab:;'\"?- \n", max_size=12).map(lambda text: f" $do${text}$do$ "),
    st.text(alphabet="ab:;'\"?- \n", max_size=12).map(lambda text: f" $${text}$$ "),
)
PIECES = st.lists(
    st.one_of(
        WORDS.map(lambda word: ("text", word)),
        INERT.map(lambda text: ("text", text)),
        NAMES.map(lambda name: ("name", name)),
    ),
    max_size=20,
)


@given(PIECES)
def test_every_parameter_becomes_its_number_and_nothing_else_changes(pieces):
    sql = "".join(f" :{text} " if kind == "name" else text for kind, text in pieces)
    order = list(dict.fromkeys(text for kind, text in pieces if kind == "name"))
    expected = "".join(f" ${order.index(text) + 1} " if kind == "name" else text for kind, text in pieces)

    assert rewrite(sql) == (expected, tuple(order))
    assert names_in(sql) == tuple(order)


@given(st.lists(st.tuples(NAMES, INERT), max_size=6))
def test_a_script_splits_at_its_own_semicolons_only(parts):
    statements = [f"select {name} {inert} from x" for name, inert in parts]

    assert split(";\n".join(statements)) == statements
    assert split(" ; ".join([*statements, "", "  "])) == statements


@given(st.text(alphabet="a:;'\"-/*$?\n ", max_size=40))
def test_strange_text_is_either_read_or_refused_as_a_mistake(sql):
    try:
        rewritten, names = rewrite(sql)
    except ValueError:
        return
    assert len(re.findall(r"\$\d", rewritten)) >= len(names)


@pytest.mark.parametrize(
    "sql",
    [
        "select 'open",
        'select "open',
        "select /* open",
        "select $tag$ open $other$",
        "select ?",
        "select $1",
        "select :1",
        "select :naïve",
        "select :a$b",
        "/* one /* two */",
    ],
)
def test_text_that_the_two_databases_would_read_differently_is_refused(sql):
    with pytest.raises(ValueError, match=r"SQL|comment"):
        rewrite(sql)


def test_casts_and_escaped_strings_hold_no_parameters():
    assert rewrite(r"select :a::text, e'it\'s :b', x'ff', now() at time zone ':c'") == (
        r"select $1::text, e'it\'s :b', x'ff', now() at time zone ':c'",
        ("a",),
    )


def test_a_trigger_stays_whole():
    trigger = """create trigger keep before delete on trail begin
      select case when old.id > 1 then raise(abort, 'kept; always') end;
      update counter set n = n + 1;
    end"""
    assert split(f"-- the trail\ncreate table trail (id integer);\n{trigger};\nselect 1;") == [
        "-- the trail\ncreate table trail (id integer)",
        trigger,
        "select 1",
    ]


def test_a_postgresql_trigger_ends_at_its_first_semicolon():
    trigger = "create trigger keep before update on trail for each row execute function refuse()"
    assert split(f"{trigger}; select 1") == [trigger, "select 1"]


def test_a_script_of_comments_has_no_statements():
    assert split("-- nothing; here\n/* nor; here */ ;") == []
