"""What size costs (`make bench`): each staff page in a small and in a large clinic. One line a page: its name, queries,
median milliseconds at small and large, and the ratio. Both clinics are on SQLite, in folders that are gone afterwards.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from server.demo import make_demo
from server.demo_many import ENTRIES, make_many, patient
from server.demo_people import Cast
from server.pages.assets import Assets
from server.settings import Settings
from server.start import open_house
from tests.someone import MOST_QUERIES, Installation, MovableClock, Someone

SMALL, LARGE, RUNS = 10, 400, 15
MOST_RATIO = 1.5
ONE = patient(6)  # six sessions held, and one entry waits
FOUND = {
    "session": "select id from session where course_id = :course and number = 6",
    "theo": "select id from person where name = 'Theo'",
    "flag": "select min(id) from flag where deadline is not null",
    "note": "select min(note.id) from note join course on course.id = note.course_id"
    " join person on person.id = course.patient_id where person.name = 'Mara' and note.drawer = 'team'",
    "mara": "select course.id from course join person on person.id = course.patient_id where person.name = 'Mara'",
    "check_in": "select min(item.subject_id) from desk_item as item"
    " where item.kind = 'check_in' and item.done_at is null and item.course_id <> :course",
}
NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
PAGES = (
    ("theo", "/review"),
    ("theo", "/review?kind=entry"),
    ("theo", "/review/{entry}"),
    ("theo", "/review/item/check_in/{check_in}"),
    ("theo", "/caseload"),
    ("theo", "/caseload?reason=waits"),
    ("theo", "/flags"),
    ("theo", "/flags/news"),
    ("theo", "/flags/{flag}"),
    ("theo", "/courses/{course}"),
    ("theo", "/courses/{course}/arc"),
    ("theo", "/courses/{course}/assigned"),
    ("theo", "/courses/{course}/check-ins"),
    ("theo", "/courses/{course}/measures"),
    ("theo", "/courses/{course}/messages"),
    ("theo", "/courses/{course}/notes"),
    ("theo", "/courses/{course}/notes/team"),
    ("theo", "/courses/{course}/notes/patient"),
    ("theo", "/courses/{mara}/notes/{note}"),
    ("theo", "/courses/{course}/practice"),
    ("theo", "/courses/{course}/safety-plan"),
    ("theo", "/courses/{course}/shared"),
    ("theo", "/courses/{course}/steps"),
    ("theo", "/courses/{course}/team"),
    ("theo", "/courses/{course}/trail"),
    ("theo", "/courses/{course}/protocol"),
    ("theo", "/sessions/{session}/record"),
    ("theo", "/sessions/{session}/record/sitter"),
    ("theo", "/leave"),
    ("theo", "/emergency"),
    ("theo", "/patterns"),
    ("theo", "/invitations"),
    ("theo", "/reading"),
    ("pria", "/intake-board"),
    ("pria", "/courses/{course}/intake"),
    ("ada", "/clinic"),
    ("ada", "/clinic/about"),
    ("ada", "/clinic/conditions"),
    ("ada", "/clinic/emergencies"),
    ("ada", "/clinic/flags"),
    ("ada", "/clinic/hours"),
    ("ada", "/clinic/reading"),
    ("ada", "/clinic/reminders"),
    ("ada", "/clinic/rooms"),
    ("ada", "/clinic/setup"),
    ("ada", "/clinic/staff"),
    ("ada", "/clinic/staff/{theo}"),
    ("ada", "/clinic/staff/{theo}/account"),
    ("ada", "/clinic/protocol"),
    ("ada", "/clinic/protocol/edit"),
    ("ada", "/clinic/protocol/versions"),
    ("ada", "/clinic/protocol/versions/1"),
    ("ada", "/clinic/protocol/compare"),
    ("theo", "/clinic/protocol/courses"),
    ("ada", "/recovery"),
    ("ada", "/recovery/{theo}"),
)
# A stream that does not end, parts of a page that is measured whole, and files.
NO_PAGES = (
    "/live", "/review/waiting",
    "/courses/{}/intake/papers/{}", "/review/{}/media/{}", "/review/{}/still", "/caseload/views/{}",
)  # fmt: skip


@contextmanager
def clinic_of(size: int, assets: Assets) -> Iterator[Installation]:
    loop = asyncio.new_event_loop()
    clock = MovableClock(NOW)
    with tempfile.TemporaryDirectory(prefix="tidemark-bench-") as folder:
        settings = Settings(
            data=Path(folder), database_url=None, demo=True, master_key="5a" * 32, base_url="http://clinic.test"
        )
        house = loop.run_until_complete(open_house(settings, clock=clock, assets=assets))
        began = time.perf_counter()
        loop.run_until_complete(make_demo(house))
        loop.run_until_complete(make_many(Cast(house), size, lambda _done: None))
        print(f"{size} patients made in {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)
        try:
            yield Installation(house, loop, clock)
        finally:
            loop.run_until_complete(house.db.close())
            loop.close()


def ids_of(clinic: Installation) -> dict[str, object]:
    found = {
        name: clinic.value(sql, **({"course": ONE.course_id} if ":course" in sql else {}))
        for name, sql in FOUND.items()
    }
    return found | {"course": ONE.course_id, "entry": ONE.id_of(f"entry {ENTRIES - 1}")}


def open_once(person: Someone, path: str) -> tuple[float, int]:
    """Milliseconds and queries; the page is not held against the house rules, which the tests do."""
    began = time.perf_counter()
    page = person.get(path, follow=True)
    took = (time.perf_counter() - began) * 1000
    if page.status_code != 200:
        raise RuntimeError(f"{path}: {page.status_code}")
    return took, page.queries.count


def measure(clinics: tuple[Installation, Installation], runs: int) -> list[tuple[str, int, float, float]]:
    for clinic in clinics:  # a flag stands open, as on a day it may
        danger = {"id": ONE.id_of("danger"), "value": "thoughts"}
        clinic.someone("iris").send("/intake/answers/mind-suicide-now", danger)
    people = [{who: clinic.someone(who) for who in ("theo", "pria", "ada")} for clinic in clinics]
    found, lines = [ids_of(clinic) for clinic in clinics], []
    for who, page in PAGES:
        took: tuple[list[float], list[float]] = ([], [])
        queries = 0
        for _run in range(runs + 2):  # the first two warm up
            for at in range(2):  # in turn, so that a busy machine slows both
                path = page.format(**found[at])
                spent, asked = open_once(people[at][who], path)
                took[at].append(spent)
                queries = max(queries, asked)
        lines.append((page, queries, median(took[0][2:]), median(took[1][2:])))
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=SMALL)
    parser.add_argument("--large", type=int, default=LARGE)
    parser.add_argument("--runs", type=int, default=RUNS)
    given = parser.parse_args()
    assets = Assets()
    with clinic_of(given.small, assets) as small, clinic_of(given.large, assets) as large:
        over = 0
        print(f"{'page':34} queries  ms at {given.small:<5} ms at {given.large:<5} ratio")
        for page, queries, at_small, at_large in measure((small, large), given.runs):
            ratio = at_large / at_small
            wrong = ratio > MOST_RATIO or queries > MOST_QUERIES
            over += wrong
            print(f"{page:34} {queries:7}  {at_small:11.1f} {at_large:11.1f} {ratio:6.2f}{' over' if wrong else ''}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
