"""What one running installation consists of; made once by the application, reached by handlers through its state."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import msgspec

from server.access.keys import Keys
from server.access.vault import Vault
from server.access.watch import Watch
from server.db.connection import Database, Transaction
from server.pages.assets import Assets
from server.pages.templating import Templates
from server.settings import Settings

Clock = Callable[[], datetime]
AfterRecovery = Callable[[Transaction, str, datetime], Awaitable[bool]]


def utc_now() -> datetime:
    return datetime.now(UTC)


class House(msgspec.Struct, kw_only=True):
    """`epoch` names this database's life: a restore from a backup makes a new one, and phones send again.
    `came_back_at` is when it first started after one.

    `after_recovery` lets go of what reaches a person outside the app (reminders, which accounts know nothing of).
    """

    settings: Settings
    db: Database
    keys: Keys
    vault: Vault
    assets: Assets
    templates: Templates
    epoch: str
    came_back_at: datetime | None = None
    clock: Clock = utc_now
    watch: Watch = msgspec.field(default_factory=Watch)
    stopping_at: datetime | None = None
    after_recovery: AfterRecovery | None = None
