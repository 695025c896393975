"""Every timed job in one list, done by one task beside the server, or by `tidemark work` in a process of its own.

A job that fails is tried again; it ends nothing. Of several processes one does a job at a time.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import msgspec

from server.access.checkpoint import write_checkpoints
from server.access.house import House
from server.courses.retention import retire_courses
from server.intake.rechecks import compare_again
from server.journal.granting import end_shares
from server.pages.errors import log_failure
from server.reminders.rounds import remind, tidy
from server.reminders.sending import send_waiting
from server.safety.escalation import escalate_due

FIRST_AFTER = 2.0  # seconds: the first visitor goes before
LAST_WORD = 10.0  # seconds that a job under way is given when the server stops
log = logging.getLogger("tidemark")


class Job(msgspec.Struct, frozen=True):
    """`at_stop`: done once more when the server is stopped. Jobs of one `lane` wait for each other, and no others."""

    name: str
    every_minutes: float
    work: Callable[[House], Awaitable[None]]
    at_stop: bool = False
    lane: str = "house"


JOBS: list[Job] = [
    Job("flags that nobody has answered", 10 / 60, escalate_due),
    Job("checkpoints of the trail", 5, write_checkpoints, at_stop=True),
    Job("shares that ended by their date", 15, end_shares),
    Job("medicines compared again", 60, compare_again),
    Job("courses whose retention is over", 24 * 60, retire_courses),
    Job("reminders that are due", 20 / 60, remind),
    Job("reminders of long ago", 24 * 60, tidy),
    Job("reminders on their way", 10 / 60, send_waiting, lane="post"),
]


@asynccontextmanager
async def keeping_time(house: House, jobs: list[Job] = JOBS) -> AsyncIterator[None]:
    stop = asyncio.Event()
    lanes = [[job for job in jobs if job.lane == lane] for lane in {job.lane for job in jobs}]
    tasks = [asyncio.create_task(_keep_time(house, lane, stop)) for lane in lanes]
    try:
        yield
    finally:
        stop.set()
        try:
            async with asyncio.timeout(LAST_WORD):
                await asyncio.gather(*tasks)
                for job in jobs:
                    if job.at_stop:
                        await do(job, house)
        except TimeoutError:
            log.error("a timed job was still at work when the server stopped")


async def _keep_time(house: House, jobs: list[Job], stop: asyncio.Event) -> None:
    """By the time that passes, never by the clock on the wall, which may be wrong or put right."""
    now = asyncio.get_running_loop().time
    due = {job.name: now() + FIRST_AFTER for job in jobs}
    while jobs and not stop.is_set():
        job = min(jobs, key=lambda one: due[one.name])
        try:
            async with asyncio.timeout(max(0.0, due[job.name] - now())):
                await stop.wait()
        except TimeoutError:
            await do(job, house)
            due[job.name] = now() + job.every_minutes * 60


async def do(job: Job, house: House) -> bool:
    """False when it failed; the log names the kind of failure and the job, and nobody's words."""
    began, mine, well = time.perf_counter(), False, True
    try:
        async with house.db.alone(job.name) as mine:
            if mine:
                await job.work(house)
    except Exception as error:
        log_failure(error, job.name)
        well = False
    if mine or not well:
        house.watch.job_done(job.name, time.perf_counter() - began, well=well)
    return well
