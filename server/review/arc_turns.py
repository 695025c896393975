"""A course that pauses, goes on, is stopped early or taken up again. The patient reads the reason that is given."""

from datetime import time

from server.courses.closing import find_ending, stop_course, take_up_again
from server.courses.pausing import Pause, find_pause, pause_course, resume_course
from server.courses.sessions import list_sessions
from server.courses.stages import standing
from server.courses.taking_out import take_out
from server.pages.forms import read_form
from server.pages.handlers import Answer
from server.pages.language import gettext as _
from server.pages.times import from_local, local_day, long_date
from server.review.arc_deed import Deed
from server.review.arc_forms import PauseForm, ResumeForm, StopForm
from server.review.arc_models import Typed


async def pause(deed: Deed) -> Answer:
    """From the morning of a day, to the morning of another or until somebody resumes it."""
    read, zone = read_form(PauseForm, deed.form), deed.me.clinic_zone
    errors = dict(read.errors)
    if read.value and read.value.from_ < local_day(deed.now, zone):
        errors["from"] = _("This day has passed. Please choose today or a later one.")
    if read.value and read.value.until and read.value.until <= read.value.from_:
        errors["until"] = _("Please choose a day after the one from which it pauses.")
    typed = Typed(form="pause", entered=read.entered, errors=errors)
    if read.value is None or errors:
        return await deed.shown(typed, 422)
    if deed.stopped:
        return await deed.shown(typed.wrong("from", deed.stopped), 409)
    until = read.value.until
    wanted = Pause(
        id=read.value.id,
        from_at=from_local(read.value.from_, time(0), zone),
        until_at=from_local(until, time(0), zone) if until else None,
        reason=read.value.reason,
        by_name=deed.me.name,
        at=deed.now,
    )
    if not await pause_course(deed.tx, deed.case, wanted, deed.me):
        return await deed.shown(typed.wrong("from", await _paused_meanwhile(deed)), 409)
    return deed.done()


async def _paused_meanwhile(deed: Deed) -> str:
    held = await find_pause(deed.tx, deed.case, deed.now)
    return _(
        "%(name)s has paused it meanwhile, from %(day)s. Resume it first, then pause it anew.",
        name=held.by_name if held else _("Somebody"),
        day=long_date(held.from_at, deed.me.clinic_zone) if held else "",
    )


async def resume(deed: Deed) -> Answer:
    read = read_form(ResumeForm, deed.form)
    if read.value:
        await resume_course(deed.tx, deed.case, read.value.id, deed.me, deed.now)
    return deed.done()


async def stop(deed: Deed) -> Answer:
    """What is still planned is taken out with it, for the same reason."""
    read = read_form(StopForm, deed.form)
    typed = Typed(form="stop", entered=read.entered, errors=read.errors)
    if read.value is None:
        return await deed.shown(typed, 422)
    case, sessions = deed.case, await list_sessions(deed.tx, deed.case)
    current = standing(sessions, case.protocol, case.closed_at, deed.now, case.zone).current
    if current and current.held and not current.over:
        said = _("Session %(number)s is under way. Discharge first, then stop.", number=current.number)
        return await deed.shown(typed.wrong("reason", said), 409)
    if not await stop_course(deed.tx, case, read.value.reason, deed.me, deed.now):
        ending = await find_ending(deed.tx, case)
        if ending and ending.reason == read.value.reason:
            return deed.done()
        name = ending.by_name if ending and ending.by_name else _("Somebody")
        said = _("%(name)s has stopped this course meanwhile; their reason stands.", name=name)
        return await deed.shown(typed.wrong("reason", said), 409)
    for one in sessions:
        if one.opened_at is None:
            await take_out(deed.tx, case, one.id, read.value.reason, (deed.me, deed.now))
    if held := await find_pause(deed.tx, case, deed.now):
        await resume_course(deed.tx, case, held.id, deed.me, deed.now)
    return deed.done()


async def again(deed: Deed) -> Answer:
    await take_up_again(deed.tx, deed.case, deed.now)
    return deed.done()
