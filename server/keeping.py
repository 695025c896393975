"""The commands that look after what is kept: doctor, backups, the trail. Each says what it did."""

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from server.access.checkpoint import BrokenTrail, verify_copy, verify_trail
from server.access.keys import key_path, load_keys
from server.db.connection import open_database
from server.db.errors import CannotStart
from server.progress import Progress
from server.records import doctor
from server.records.backup import Proof, check_backup, make_backup
from server.records.last_backup import note_backup, note_verified
from server.records.restore import finish, plan_epoch, restore_backup
from server.records.rotating import prepare_master, rotate_data, rotate_master
from server.settings import Settings
from server.start import begin_anew, open_house

AFTER_A_RESTORE = """\
At the first start every login ends, and so do invitations, recoveries and recovery codes: everybody signs in again, and
whoever signs in by a device alone gets a new code at the clinic. Reminders that were due until then are listed in the
app and sent to nobody again.
What was ended since stands again, and nothing here can know of it. Look through it now: passkeys that were removed,
staff who left, care teams, calendar addresses and sitters' cards that were taken back, shares that were stopped.
docs/restore.md says where."""


def add_commands(commands: Any) -> None:
    backup = commands.add_parser("backup", help="copy everything but the master key into a new folder, while serving")
    check = commands.add_parser("verify-backup", help="read a backup back, as a restore would")
    restore = commands.add_parser("restore", help="put a backup back into an empty data folder or database")
    for parser, act in ((backup, _backup), (check, _verify_backup), (restore, _restore)):
        parser.add_argument("folder", type=Path)
        parser.set_defaults(act=act)
    look = commands.add_parser("doctor", help="look at everything a clinic stands on, also while it serves")
    look.add_argument("--json", action="store_true", help="for a program that watches")
    look.set_defaults(act=_doctor)
    rotate = commands.add_parser("rotate-keys", help="a new master key, while serving; no words are locked anew")
    rotate.add_argument("--data", action="store_true", help="new keys for every course too, and every word locked anew")
    rotate.add_argument("--prepare", action="store_true", help="only make the new key, to bring it to other machines")
    rotate.set_defaults(act=_rotate_keys)
    away = commands.add_parser("move-to", help="move this clinic from SQLite to an empty PostgreSQL, and prove it")
    away.add_argument("url", help="postgresql://user@host:5432/name; the password may come from PGPASSWORD or .pgpass")
    away.set_defaults(act=_move_to)
    trail = commands.add_parser("verify-trail", help="hold the trail against its chain and its checkpoints")
    trail.add_argument("--checkpoints", type=Path, metavar="FOLDER", help="a copy of them that is kept elsewhere")
    trail.set_defaults(act=_verify_trail)


async def _backup(settings: Settings, arguments: argparse.Namespace) -> None:
    with closing(Progress()) as progress:
        contents, proof = await make_backup(settings, arguments.folder, progress)
    note_backup(settings.data, contents.made_at, arguments.folder)
    print(f"{arguments.folder} holds everything as it was at {contents.made_at}, in {len(contents.files)} files.")
    _tell(proof, "the newest of each kind, {} locked words, were opened")


async def _verify_backup(settings: Settings, arguments: argparse.Namespace) -> None:
    with closing(Progress()) as progress:
        contents, proof = await check_backup(settings, load_keys(settings, fresh=False), arguments.folder, progress)
    note_verified(settings.data, contents.made_at, arguments.folder)
    print(f"{arguments.folder} was made at {contents.made_at} and is whole.")
    _tell(proof, "every one of {} locked words was opened")


def _tell(proof: Proof, words: str) -> None:
    counts = proof.counts
    print(
        f"It was read back in {proof.seconds:.1f} s: {counts.entries} entries in {counts.versions} versions, "
        f"{counts.shares} shares, {counts.record_lines} lines of session records, {counts.people} people."
    )
    print(f"In a scratch place {words.format(proof.words)}, and the trail holds with {counts.trail_rows} rows.")
    print("The master key is not in that folder, on purpose. Keep it apart: without it nobody can open these words.")


async def _doctor(settings: Settings, arguments: argparse.Namespace) -> None:
    """Exit status 1 when anything is wrong, so that a timer can tell somebody."""
    findings = await doctor.examine(settings)
    if arguments.json:
        print(msgspec.json.format(msgspec.json.encode(findings)).decode())
    else:
        for one in findings:
            print(f"{one.state:6}{one.about:10}{one.says}")
    if not doctor.stands(findings):
        sys.exit(1)


async def _rotate_keys(settings: Settings, arguments: argparse.Namespace) -> None:
    if arguments.prepare:
        print(
            f"The new key is in {prepare_master(settings)}. Bring it to every machine that serves, beside the old one."
        )
        print("Then run tidemark rotate-keys here, and put it in the place of the old one there.")
        return
    await (await open_house(settings)).db.close()  # tables and key are those of this version
    with closing(Progress()) as progress:
        await _rotate(settings, progress, data=arguments.data)


async def _rotate(settings: Settings, progress: Progress, *, data: bool) -> None:
    async with await open_database(settings.database) as db:
        retired = await rotate_master(settings, db)
        print(f"Every clinic's key is wrapped by a new master key, in {key_path(settings)}. Keep a copy of it apart.")
        print(f"The old one is in {retired} and opens nothing here. Backups made before now need it: keep it")
        print("apart as long as you keep those, then destroy it.")
        if data:
            changed = await rotate_data(settings, db, progress)
            progress.close()
            print(f"Every course has a new key, and {changed:,} words were locked anew. The keys before are gone.")


async def _restore(settings: Settings, arguments: argparse.Namespace) -> None:
    with closing(Progress()) as progress:
        contents = await restore_backup(settings, arguments.folder, progress)
    epoch = plan_epoch(settings)
    await begin_anew(settings, epoch)
    await finish(settings)
    print(f"Everything is as it was at {contents.made_at}: {contents.counts.entries} entries.")
    print(f"This installation has a new epoch, {epoch}: phones send again what they still hold.")
    print(AFTER_A_RESTORE)


async def _move_to(settings: Settings, arguments: argparse.Namespace) -> None:
    from server.records.moving import move, was_moved

    if not (where := await was_moved(settings, arguments.url)):
        await (await open_house(settings)).db.close()  # tables and key are those of this version
        with closing(Progress()) as progress:
            moved = await move(settings, arguments.url, progress)
        where = moved.where
        print(f"{moved.rows:,} rows of {moved.tables} tables are the same on both sides, value by value.")
        print(f"All of them together are {moved.digest}.")
        print(f"{moved.words:,} locked words were opened there, and the trail holds.")
    print(f"The clinic is at {where} from now on. Set DATABASE_URL to it, keep the data folder with its keys, start,")
    print(f"and run tidemark backup. Tidemark does not start from {settings.database} again; destroy it when you are")
    print("sure, for it holds everybody's words.")


async def _verify_trail(settings: Settings, arguments: argparse.Namespace) -> None:
    house = await open_house(settings)
    try:
        async with house.db.reading() as db:
            lines = await verify_trail(db, house.keys, settings.data, house.clock())
            if arguments.checkpoints:
                lines += await verify_copy(db, house.keys, settings.data, arguments.checkpoints)
    except BrokenTrail as reason:
        raise CannotStart(f"{reason}.") from None
    finally:
        await house.db.close()
    for line in lines:
        print(f"{line}.")
