"""The timed jobs in a process of their own, beside those that serve with `run --without-jobs`."""

import asyncio
import signal
from contextlib import AbstractAsyncContextManager, nullcontext

import msgspec

from server.access.house import House
from server.logs import set_up_logs
from server.schedule import JOBS, keeping_time
from server.settings import Settings
from server.start import open_house


async def work(settings: Settings) -> None:
    """Until it is asked to stop: the job under way is finished first, and the last word said. Raises CannotStart."""
    set_up_logs(settings.log)
    stop = asyncio.Event()
    for asked in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(asked, stop.set)
    house = await open_house(msgspec.structs.replace(settings, metrics=settings.work_metrics))
    try:
        async with _watching(house), keeping_time(house):
            print(f"Tidemark does its {len(JOBS)} timed jobs.", flush=True)
            await stop.wait()
    finally:
        await house.db.close()


def _watching(house: House) -> AbstractAsyncContextManager[None]:
    if house.settings.metrics is None:
        return nullcontext()
    from server.metrics import watching

    return watching(house, shown=True)
