"""The second wall, on PostgreSQL: a transaction sees the rows of the clinic that it named at its beginning, no others.

Every table whose rows belong to a clinic has row security, forced upon its owner too. The rule follows from its
columns: a row is its clinic's, its course's, its person's, or that of the row it is a part of. A transaction that names
nobody sees nothing.
"""

import hashlib
import logging
from typing import TYPE_CHECKING

import msgspec

from server.db.connection import Database, Reader, Transaction
from server.db.errors import DatabaseError

if TYPE_CHECKING:
    from server.db.postgres import PostgresDatabase

EVERY = "every"  # in the place of a clinic's id: who works for all of them says so
SETTING = "tidemark.clinic"
OPEN = {  # tables whose rows are no clinic's
    "migration": "what was applied to the database",
    "installation": "the mark of the right key, the epoch: facts of all clinics together",
    "attempt": "guesses, by hashes alone, most of them before anybody is known",
    "passkey_challenge": "hashes of questions asked before anybody is known",
}
PARTS = {  # column and table of the row that a row is a part of, where it says neither clinic, course nor person
    "answer_taken_back": ("answer_id", "answer"),
    "flag_step": ("flag_id", "flag"),
    "media_piece": ("media_id", "media"),
    "message_reading": ("message_id", "message"),
    "share_media": ("share_id", "share"),
    "share_stop": ("share_id", "share"),
}
POLICY = "of_one_clinic"
log = logging.getLogger("tidemark")


class Table(msgspec.Struct, frozen=True):
    """As it lies: `needed` are its columns that are never empty, `rule` what its policy was made from."""

    name: str
    needed: list[str]
    columns: list[str]
    walled: bool
    rule: str
    granted: bool


def belongs(name: str, needed: list[str], columns: list[str]) -> str | None:
    """The condition under which a row is the clinic's; empty where rows are nobody's. None: somebody else's table."""
    if name in OPEN:
        return ""
    here = f"current_setting('{SETTING}', true)"
    if name == "clinic" or "clinic_id" in needed:
        return f"{'id' if name == 'clinic' else 'clinic_id'} = {here} or {here} = '{EVERY}'"
    for column, parent in (*filter(None, [PARTS.get(name)]), ("course_id", "course"), ("person_id", "person")):
        if column in columns:
            # The parent's own policy stands in this question too, and says which of them are there to be seen.
            whose = f"exists (select 1 from {parent} where {parent}.id = {name}.{column})"
            if "clinic_id" in columns:  # a column of a later version, empty in rows that nobody filled
                whose = f"clinic_id = {here} or clinic_id is null and {whose}"
            return f"{here} = '{EVERY}' or {whose}"
    return None


def is_walled(table: Table) -> bool:
    condition = belongs(table.name, table.needed, table.columns)
    return not condition or (table.walled and table.rule == f"{POLICY} {_made_from(condition)}")


def is_ours(table: Table) -> bool:
    return belongs(table.name, table.needed, table.columns) is not None


class Wall:
    """`role` owns nothing and is what each transaction works as, where the account may become it; empty elsewhere."""

    def __init__(self) -> None:
        self.role = ""

    def limits(self, clinic: str) -> str:
        """What a transaction says as it begins; it is gone when that ends."""
        quoted = clinic.replace("'", "''")
        named = f"set local {SETTING} = '{quoted}'"
        return f"set local role {self.role}; {named}" if self.role else named

    async def look(self, db: Database) -> None:
        self.role = ""
        async with db.reading() as reader:
            self.role = str(await reader.value(_ROLE) or "")


# One for each account, as several clinics may share a server. Where it was not let in yet, it is no use.
_NAME = "left(session_user, 59) || '_app'"
_ROLE = f"""
    select quote_ident(rolname) from pg_roles
    where rolname = {_NAME} and not rolsuper and not rolbypassrls
      and pg_has_role(session_user, oid,
          case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end)
      and (select has_table_privilege(pg_roles.oid, pg_class.oid, 'update') from pg_class
           join pg_namespace on pg_namespace.oid = relnamespace
           where nspname = 'public' and relname = 'installation')
"""
_TABLES = f"""
    select one.relname as name,
           array(select attname::text from pg_attribute
                 where attrelid = one.oid and attnum > 0 and not attisdropped and attnotnull) as needed,
           array(select attname::text from pg_attribute
                 where attrelid = one.oid and attnum > 0 and not attisdropped) as columns,
           one.relrowsecurity and one.relforcerowsecurity as walled,
           coalesce((select string_agg(polname || ' ' || coalesce(obj_description(oid, 'pg_policy'), ''), ',')
                     from pg_policy where polrelid = one.oid), '') as rule,
           coalesce((select has_table_privilege(role.oid, one.oid, 'select')
                        and has_table_privilege(role.oid, one.oid, 'insert')
                        and has_table_privilege(role.oid, one.oid, 'update')
                        and has_table_privilege(role.oid, one.oid, 'delete')
                     from pg_roles as role where rolname = {_NAME}), true) as granted
    from pg_class as one
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    order by relname
"""


async def tables_of(reader: Reader) -> list[Table]:
    return await reader.all(Table, _TABLES)


async def stand(db: "PostgresDatabase", wall: Wall) -> None:
    try:
        async with db.reading() as reader:
            tables = [one for one in await tables_of(reader) if is_ours(one)]
            stands = bool(wall.role) and all(is_walled(one) and one.granted for one in tables)
        if not stands:
            async with db.migrating() as tx:
                await _raise(tx)
    except DatabaseError:
        log.warning("row security could not be set up, see tidemark doctor")
    await wall.look(db)


async def _raise(tx: Transaction) -> None:
    """Leaves alone what stands already: a statement about a table waits for everybody who is at it."""
    role = str(await tx.value(f"select quote_ident({_NAME})"))
    for statement in ("create role {} nologin", "grant {} to current_user"):
        if not await tx.value(f"select pg_has_role(oid, 'member') from pg_roles where rolname = {_NAME}"):
            await tx.run(_if_allowed(statement.format(role)))
    there = bool(await tx.value(f"select 1 from pg_roles where rolname = {_NAME}"))
    if there:
        await tx.run(f"grant usage on schema public to {role}")
    for table in await tables_of(tx):
        condition = belongs(table.name, table.needed, table.columns)
        if there and condition is not None and not table.granted:
            await tx.run(f"grant select, insert, update, delete on {table.name} to {role}")
        if condition and not is_walled(table):
            await _wall(tx, table.name, condition)


async def _wall(tx: Transaction, name: str, condition: str) -> None:
    await tx.run(f"alter table {name} enable row level security")
    await tx.run(f"alter table {name} force row level security")
    await tx.run(f"drop policy if exists {POLICY} on {name}")
    await tx.run(f"create policy {POLICY} on {name} using ({condition})")
    await tx.run(f"comment on policy {POLICY} on {name} is '{_made_from(condition)}'")


def _if_allowed(statement: str) -> str:
    """Another process may have done it just now, and an account that may not make roles works without."""
    return f"""
        do $body$ begin {statement};
        exception when insufficient_privilege or undefined_object or duplicate_object or unique_violation then null;
        end $body$
    """


def _made_from(condition: str) -> str:
    return hashlib.sha256(condition.encode()).hexdigest()[:16]
