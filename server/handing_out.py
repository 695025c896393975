"""The command export-clinic: one clinic as open files, for another system or an archive."""

import argparse
from pathlib import Path
from typing import Any

from server.beginning import find_clinic
from server.progress import Progress
from server.records.export_files import was_begun_long_ago
from server.records.exporting import Export, export_clinic, find_administrator
from server.settings import Settings
from server.start import open_house


def add_commands(commands: Any) -> None:
    export = commands.add_parser("export-clinic", help="everything of one clinic as open files, in the trail")
    export.add_argument("folder", type=Path)
    export.add_argument("--clinic", default="", help="its name, where there are several")
    export.add_argument("--by", required=True, help="the administrator who answers for it")
    export.add_argument("--with-private", action="store_true", help="also what patients never shared; they read of it")
    export.set_defaults(act=_export)


async def _export(settings: Settings, arguments: argparse.Namespace) -> None:
    progress, house = Progress(), await open_house(settings)
    try:
        async with house.db.reading() as db:
            clinic = await find_clinic(db, arguments.clinic)
            by = await find_administrator(db, clinic.id, arguments.by)
        wanted = Export(
            clinic_id=clinic.id, by=by, folder=arguments.folder, private=arguments.with_private, now=house.clock()
        )  # fmt: skip
        if was_begun_long_ago(arguments.folder, wanted.now):
            print("What was begun there is more than an hour old, and sharing may have stopped since: it begins anew.")
        count = await export_clinic(house, wanted, progress)
    finally:
        progress.close()
        await house.db.close()
    print(f"{arguments.folder} holds {clinic.name} in {count} files; README.txt says how they are to be read.")
    print("They are open: whoever has the folder can read them. Each course's trail says that you took them.")
    if not arguments.with_private:
        print("What was never shared with the clinic is left out, and marked so.")
