"""Sends what waits: a job beside the others, so that a slow or lost channel holds up no page and no flag."""

import asyncio

from server.access.house import House
from server.courses.queries import find_course_of_clinic
from server.pages.language import use_language
from server.reminders.addresses import code_of, find_address
from server.reminders.devices import end_device, find_subscription
from server.reminders.mail import NotSent, code_mail, neutral_mail, send_mail
from server.reminders.once_more import PutOff, until_when
from server.reminders.outbox import (
    Sending,
    claim,
    find_reader,
    list_waiting,
    next_try,
    note_sent,
    note_trouble,
    put_off,
)
from server.reminders.outbox_tidy import give_up_unknown, take_back_late
from server.reminders.push import send_push

TOGETHER, MOST_ROUNDS = 8, 20


async def send_waiting(house: House) -> None:
    """For the list of timed jobs. As long as everything goes out quickly it goes on; after trouble it waits."""
    async with house.db.writing() as tx:
        await give_up_unknown(tx, house.clock())
        await take_back_late(tx, house.clock())
    for _round in range(MOST_ROUNDS):
        async with house.db.reading() as db:
            waiting = await list_waiting(db, house.clock(), TOGETHER)
        went = await asyncio.gather(*(_send(house, one) for one in waiting), return_exceptions=True)
        for one in went:
            if isinstance(one, BaseException):
                raise one
        if len(waiting) < TOGETHER or not all(went):
            return


async def _send(house: House, one: Sending) -> bool:
    """False after trouble. Claimed for good before anything goes out."""
    now = house.clock()
    async with house.db.writing() as tx:
        if not await claim(tx, one, now):
            return True
        if now >= one.until_at:
            await note_trouble(tx, one, "late", None, now)
            return True
    try:
        await _deliver(house, one)
    except PutOff as quiet:
        async with house.db.writing() as tx:
            await put_off(tx, one, quiet.to)
        return True
    except NotSent as trouble:
        await _note(house, one, trouble)
        return False
    async with house.db.writing() as tx:
        await note_sent(tx, one, house.clock())
    return True


async def _note(house: House, one: Sending, trouble: NotSent) -> None:
    now = house.clock()
    async with house.db.writing() as tx:
        await note_trouble(tx, one, trouble.trouble, next_try(one, now) if trouble.again else None, now)
        if trouble.trouble == "gone":
            await end_device(tx, one.target_id, now)


async def _deliver(house: House, one: Sending) -> None:
    """Raises NotSent and PutOff. What was taken back meanwhile is not sent."""
    async with house.db.reading() as db:
        course = await find_course_of_clinic(db, house.vault, one.clinic_id, one.course_id)
        if course is None or course.closed_at is not None:
            raise NotSent("off", again=False)
        until = one.until_at
        if one.errand == "reminder":
            until = await until_when(db, course, one, house.clock())
        reader = await find_reader(db, course)
        phone = await find_subscription(db, course, one.target_id, house.clock()) if one.channel == "push" else None
        to = (
            await find_address(db, course, one.target_id, confirmed=one.errand == "reminder") if phone is None else None
        )
    use_language(reader.language)
    if phone is not None:
        await send_push(house, phone, until)
    elif to is None:
        raise NotSent("off", again=False)
    elif one.errand == "code":
        await send_mail(house, to, code_mail(code_of(house.keys, one.target_id)))
    else:
        await send_mail(house, to, neutral_mail(house.settings.base_url, reader.clinic_name))
