"""The lines of the ready board that intake fills: referral, decision, consent, medicines, with who can change each."""

from server.intake.said import Said
from server.pages.language import gettext as _
from server.pages.times import long_date
from server.preparation.models import BoardItem, Item


def from_intake(item: Item, said: Said, prescriber: str, zone: str) -> BoardItem | None:
    """P-10 and E-15 as intake knows them; None where it knows nothing and the clinic's mark speaks."""
    if item.id == "P-10" and (said.review or said.lists_medicines):
        return _medicines(item, said, prescriber, zone)
    if item.id == "E-15" and said.signs_here:
        return _consent(item, said, zone)
    return None


def _medicines(item: Item, said: Said, prescriber: str, zone: str) -> BoardItem:
    reason, review = item.open_reason, said.review
    if review and said.reviewing == "reviewed":
        day = long_date(review.at, zone)
        reason = _("%(done)s, noted by %(name)s, %(day)s.", done=item.done, name=review.by_name, day=day)
        return BoardItem(id=item.id, title=item.title, state="done", word=_("Done"), reason=reason)
    if review and said.reviewing == "changed":
        reason = _("Your list has changed since %(name)s went through it.", name=review.by_name)
    elif review:
        reason = _("More is known about something on your list since %(name)s went through it.", name=review.by_name)
    return BoardItem(
        id=item.id, title=item.title, state="open", word=_("Open"), reason=reason, who=prescriber,
        turns_green=item.turns_green,
    )  # fmt: skip


def _consent(item: Item, said: Said, zone: str) -> BoardItem:
    needed = [one for one in said.consents if one.required]
    if all(one.state == "signed" for one in needed):
        last = max(one.at for one in needed if one.at)
        reason = _("%(done)s, noted by you, %(day)s.", done=item.done, day=long_date(last, zone))
        return BoardItem(id=item.id, title=item.title, state="done", word=_("Done"), reason=reason)
    names = ", ".join(one.title for one in needed if one.state != "signed")
    reason = {
        "older": _("There is a newer text to read: %(names)s.", names=names),
        "withdrawn": _("You took it back: %(names)s. Your clinic talks with you before anything goes on.", names=names),
        "declined": _("You do not agree just now: %(names)s. Your clinic talks with you.", names=names),
    }.get(next(one.state for one in needed if one.state != "signed"), _("Not signed yet: %(names)s.", names=names))
    return BoardItem(
        id=item.id, title=item.title, state="open", word=_("Open"), reason=reason, who=_("You"),
        turns_green=_("can turn this green by reading and signing it."), path="/intake/consent",
        action=_("Read it"),
    )  # fmt: skip


def intake_lines(said: Said, prescriber: str, zone: str) -> list[BoardItem]:
    """Referral and decision (E-03), for a course whose intake was made here."""
    if not said.begun:
        return []
    return [_referral(said), _decision(said, prescriber, zone)]


def _referral(said: Said) -> BoardItem:
    title = _("Referral")
    if said.step == "received":
        return BoardItem(id="E-03", title=title, state="done", word=_("Done"), reason=_("Your clinic has it."))
    reason = {
        "asked": _("It was asked for and has not come yet."),
        "sent": _("It is on its way."),
        "missing": _("A page is missing."),
    }.get(said.step, _("Nobody has noted yet that it was asked for."))
    return BoardItem(
        id="E-03", title=title, state="open", word=_("Open"), reason=reason, who=_("Your clinic"),
        turns_green=_("turns this green when it has arrived."),
    )  # fmt: skip


def _decision(said: Said, prescriber: str, zone: str) -> BoardItem:
    title, decided = _("Decision"), said.decided
    if decided and decided.outcome == "proceed":
        reason = _("Go on with planning: %(name)s, %(day)s.", name=decided.by_name, day=long_date(decided.at, zone))
        return BoardItem(id="E-05", title=title, state="done", word=_("Done"), reason=reason)
    reason = _("Your clinic has not decided yet.")
    if decided:
        word = _("Not yet") if decided.outcome == "not yet" else _("Not at this clinic")
        reason = _("%(word)s: %(name)s, %(day)s.", word=word, name=decided.by_name, day=long_date(decided.at, zone))
    return BoardItem(
        id="E-05", title=title, state="open", word=_("Open"), reason=reason, who=prescriber,
        turns_green=_("can turn this green after reading your intake."),
    )  # fmt: skip
