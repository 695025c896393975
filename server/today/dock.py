"""The one next thing on Today, always in the same place. Pure."""

from server.courses.models import Session
from server.courses.stages import Standing
from server.pages.language import gettext as _
from server.preparation.board import next_step
from server.preparation.models import BoardItem
from server.today.models import Dock


def dock(now_at: Standing, coming: Session | None, board: list[BoardItem], *, arrived: bool) -> Dock:
    current = now_at.current
    if current and current.over:
        return Dock(path=f"/sessions/{current.id}/aftercare", label=_("Rest, and one line if you like"))
    if current and current.held:
        return Dock(path=f"/sessions/{current.id}", label=_("Open the session screen"))
    if current and not arrived:
        label = _("Say how you are before you begin") if current.at_home else _("Say that I am here")
        return Dock(path=f"/sessions/{current.id}/arrival", label=label, line=_("Next, when you arrive"))
    if current and current.at_home:
        label, line = _("Before the medicine"), _("Next: pressure, who is there, the room")
        return Dock(path=f"/sessions/{current.id}/begin", label=label, line=line)
    if current:
        return Dock(
            path=f"/sessions/{current.id}",
            label=_("Open the session screen"),
            line=_("Next, once you have settled"),
        )
    step = next_step(board) if coming else None
    if step:
        return Dock(path=step.path, label=step.action, line=_("Next, about two minutes"))
    if coming:
        return Dock(
            path="/prepare",
            label=_("Look through your preparation"),
            line=_("Nothing waits for you just now"),
        )
    if now_at.last is None:
        return Dock(path="/prepare", label=_("Read what to expect"), line=_("Two minutes, whenever you like"))
    return Dock(path="/journal/write", label=_("Write"))
