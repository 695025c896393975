"""What goes in comes out, and what cannot be kept the same on both databases is refused first."""

from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest

from server.db.counting import counting
from server.db.errors import Conflict, StatementFailed, UnstorableText
from tests.db.jars import Jar, fill, numbers, put

pytestmark = pytest.mark.anyio


class Filled(msgspec.Struct):
    label: str
    filled_at: datetime | None
    weight: float | None
    contents: bytes | None
    day: date
    heavy: bool
    unheard: bool | None


async def test_a_row_comes_back_as_it_was_written(db):
    at = datetime(2026, 3, 1, 23, 30, 0, 123_999, tzinfo=timezone(timedelta(hours=-5)))
    async with db.writing() as tx:
        changed = await tx.run(
            """
            insert into jar (id, label, filled_at, weight, contents)
            values (1, :label, :at, :weight, :bytes)
            """,
            label="sea 海 🌊",
            at=at,
            weight=0.1,
            bytes=b"\x00\xff",
        )
        row = await tx.one(
            Filled,
            """
            select jar.*, cast(:day as text) as day, weight > 0 as heavy, contents is null as unheard
            from jar where id = :id
            """,
            id=1,
            day=date(2026, 3, 1),
        )
    assert changed == 1
    assert row == Filled(
        label="sea 海 🌊",
        filled_at=datetime(2026, 3, 2, 4, 30, 0, 123_000, tzinfo=UTC),
        weight=0.1,
        contents=b"\x00\xff",
        day=date(2026, 3, 1),
        heavy=True,
        unheard=False,
    )


async def test_a_missing_row_is_none_or_an_error_as_asked(db):
    async with db.reading() as reader:
        question = "select id, label from jar where id = 9"
        assert await reader.find(Jar, question) is None
        assert await reader.value(question) is None
        assert await reader.all(Jar, question) == []
        with pytest.raises(LookupError):
            await reader.one(Jar, question)


async def test_sums_and_averages_are_plain_numbers(db):
    async with db.writing() as tx:
        await tx.run_many(
            "insert into jar (id, label, weight) values (:id, :label, :weight)",
            [{"id": number, "label": f"jar {number}", "weight": 0.5} for number in (1, 2)],
        )
        assert await tx.value("select sum(cast(id as bigint)) from jar") == 3
        assert await tx.value("select avg(id) from jar") == 1.5


async def test_run_says_how_many_rows_changed(db):
    async with db.writing() as tx:
        await tx.run_many(
            "insert into jar (id, label) values (:id, :label)",
            [{"id": number, "label": f"jar {number}"} for number in range(1, 6)],
        )
        await tx.run_many("insert into jar (id, label) values (:id, :label)", [])
        assert await tx.run("update jar set weight = 1 where id > :id", id=2) == 3
        assert await tx.run("delete from jar where id = :id", id=99) == 0
        again = "insert into jar (id, label) values (1, 'x') on conflict do nothing"
        assert await tx.run(again) == 0
        assert await tx.value("insert into jar (id, label) values (9, 'nine') returning id") == 9


async def test_a_second_row_with_the_same_key_is_a_conflict(db):
    await fill(db, 1, "sea")
    for number, label in ((1, "sand"), (2, "sea")):
        with pytest.raises(Conflict) as caught:
            await fill(db, number, label)
        assert label not in str(caught.value)
    assert await numbers(db) == [1]


async def test_a_row_that_points_at_nothing_is_a_conflict(db):
    with pytest.raises(Conflict):
        async with db.writing() as tx:
            await tx.run("insert into jar (id, label, shelf_id) values (5, 'x', 77)")


async def test_a_mistake_of_ours_is_told_without_the_words_it_touched(db):
    mistakes = [
        "select id from jar where label = :word and nowhere = 1",
        "insert into jar (id, label, filled_at) values (1, null, :word)",
        "selekt :word",
    ]
    for sql in mistakes:
        with pytest.raises(StatementFailed) as caught:
            async with db.writing() as tx:
                await tx.run(sql, word="secret")
        assert "secret" not in str(caught.value)


async def test_a_row_that_does_not_fit_its_struct_is_our_mistake(db):
    await fill(db, 1)
    async with db.reading() as reader:
        with pytest.raises(StatementFailed, match=r"Jar.*label"):
            await reader.all(Jar, "select id from jar")
        with pytest.raises(StatementFailed, match="same name"):
            await reader.all(Jar, "select jar.id, jar.label, other.id from jar join jar as other on other.id = 1")


async def test_parameters_are_checked_by_name_before_anything_runs(db):
    async with db.reading() as reader:
        with pytest.raises(TypeError, match=r"missing: id; not in the statement: idd, label"):
            await reader.find(Jar, "select id, label from jar where id = :id", idd=1, label="x")
        assert await reader.value("select count(*) from jar where id = :kind or id = :sql", kind=1, sql=2) == 0


@pytest.mark.parametrize("text", ["\0", "sea\0", "half \ud800", "\udfff"])
async def test_text_that_cannot_be_kept_is_refused_and_the_transaction_goes_on(db, text):
    async with db.writing() as tx:
        with pytest.raises(UnstorableText, match="label"):
            await put(tx, 1, text)
        await put(tx, 2)
    assert await numbers(db) == [2]


async def test_statements_are_counted_and_begin_and_commit_are_not(db):
    with counting() as counter:
        await fill(db, 1)
        async with db.reading() as reader:
            await reader.value("select 1")
    await numbers(db)
    assert counter.count == 2
    assert counter.log[1] == "select 1"
