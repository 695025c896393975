"""The little world of the database tests: jars with labels."""

import msgspec

from server.db.connection import Database, Transaction


class Jar(msgspec.Struct):
    id: int
    label: str


async def put(tx: Transaction, number: int, label: str | None = None) -> None:
    await tx.run("insert into jar (id, label) values (:id, :label)", id=number, label=label or f"jar {number}")


async def fill(db: Database, number: int, label: str | None = None) -> None:
    async with db.writing() as tx:
        await put(tx, number, label)


async def numbers(db: Database) -> list[int]:
    async with db.reading() as reader:
        return [jar.id for jar in await reader.all(Jar, "select id, label from jar order by id")]


async def fill_twice(db: Database, first: int, second: int, label: str | None = None) -> None:
    """Two jars in one block; the label is the second's."""
    async with db.writing() as tx:
        await put(tx, first)
        await put(tx, second, label)
