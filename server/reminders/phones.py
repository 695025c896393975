"""Which phones are told: each while the login lives that it was switched on in, or the next one in the same browser.

A login ends by a deed, or by a limit that nobody does anything about; so it is asked for at each sending. Whoever signs
in again where they had switched it on need not be asked anew, as long as nobody else took the phone meanwhile.
"""

from datetime import datetime, timedelta

import msgspec

from server.access.lifetimes import limits_of, over_at
from server.access.people import Role
from server.db.connection import Reader

TOLD_FOR = timedelta(days=30)  # that one is off


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """`login_id` and what follows is the newest login that its owner has, or had, in that browser."""

    id: str
    subscription_locked: bytes
    gone_at: datetime | None
    login_id: str
    name: str
    role: Role
    own_device_at: datetime | None
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None

    def off_since(self, now: datetime) -> datetime | None:
        """None where it is told. What its service said is said before what became of its login."""
        if self.gone_at:
            return self.gone_at
        over = over_at(limits_of(self.role, own=self.own_device_at is not None), self.seen_at, self.expires_at)
        if self.ended_at:
            return min(self.ended_at, over)
        return over if over <= now else None


class Off(msgspec.Struct, frozen=True, kw_only=True):
    """`gone` where its service knows it no more, and otherwise its login is over. `here` is the one that asks."""

    name: str
    since: datetime
    gone: bool
    here: bool


class Phones(msgspec.Struct, frozen=True, kw_only=True):
    """How many are told, whether the one that asks is among them, and those that are off and were not stopped."""

    told: int
    here: bool
    off: list[Off]


def say_phones(phones: list[Phone], login_id: str, now: datetime) -> Phones:
    """As their owner is told, who asks from a login: that one first. What is off for long is said no more, and what
    reads alike is said once."""
    since = [(phone, phone.off_since(now)) for phone in phones]
    told = [phone for phone, at in since if at is None]
    off = [
        Off(name=phone.name, since=at, gone=phone.gone_at is not None, here=phone.login_id == login_id)
        for phone, at in since
        if at and at > now - TOLD_FOR and phone.own_device_at
    ]
    alike: dict[tuple[str, bool, bool], Off] = {}
    for one in off:
        alike.setdefault((one.name, one.gone, one.here), one)
    return Phones(
        told=len(told),
        here=any(phone.login_id == login_id for phone in told),
        off=sorted(alike.values(), key=lambda one: not one.here),
    )


async def list_phones(db: Reader, course_id: str, now: datetime) -> list[Phone]:
    """Newest first: those that nobody switched off, and those of late that their service knew no more."""
    return await db.all(
        Phone,
        """
        select device.id, device.subscription_locked, device.gone_at, login.id as login_id, login.device as name,
               login.role, login.own_device_at, login.seen_at, login.expires_at, login.ended_at
        from reminder_device as device
        join login as first on first.id = device.login_id
        join login on login.id = case when first.device_hash is null then first.id else (
            select later.id from login as later
            where later.device_hash = first.device_hash and later.person_id = first.person_id
            order by later.created_at desc, later.id desc limit 1) end
        join person on person.id = login.person_id and person.role = login.role and person.ended_at is null
        where device.course_id = :course and (device.ended_at is null or device.gone_at > :since)
          and not exists (
            select 1 from reminder_device as other
            where other.endpoint_hash = device.endpoint_hash and other.ended_at is null
              and (other.made_at, other.id) > (device.made_at, device.id))
        order by device.made_at desc, device.id desc limit 20
        """,
        course=course_id,
        since=now - TOLD_FOR,
    )
