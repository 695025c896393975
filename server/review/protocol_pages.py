"""Puts together the pages on which a protocol is written: the fields, and the difference that is about to be signed."""

from server.access.people import Person
from server.clinics.differences import rebased
from server.clinics.drafts import fields_of
from server.clinics.number_kinds import Moments, Several
from server.clinics.number_list import BY_ROUTE, GROUPS, NUMBERS
from server.clinics.numbers import ROUTE_WORDS, Number
from server.clinics.protocol import ROUTES, Protocol
from server.clinics.queries import SignedProtocol
from server.clinics.versions import list_versions
from server.courses.on_versions import count_on_versions
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.review.protocol_models import MOST_VERSION, DraftPage, EditPage, Field, Group
from server.review.protocol_words import difference_said, versions_said


def asked_version(text: str | None) -> int | None:
    """From an address: nothing where it is no version's number."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < len(str(MOST_VERSION)) else None


def edit_page(current: SignedProtocol, entered: dict[str, str], errors: dict[str, str], back_to: int = 0) -> EditPage:
    protocol = current.read()
    return EditPage(
        version=current.version,
        back_to=back_to,
        groups=[
            Group(id=group, title=_(title), fields=[
                _field(one, protocol, one.title) for one in NUMBERS if one.group == group and one.route is None
            ])
            for group, title in GROUPS.items()
        ],
        routes=[
            Group(id=f"route-{route}", title=_(ROUTE_WORDS[route]), fields=[
                _field(one, protocol, _(BY_ROUTE[one.field])) for one in NUMBERS if one.route == route
            ])
            for route in ROUTES
        ],
        entered=entered,
        errors=errors,
    )  # fmt: skip


def _field(one: Number, protocol: Protocol, label: str) -> Field:
    """The hint says what it does, what may be typed, and what it is now: so that nothing has to be looked up."""
    held, shipped = one.said(one.of(protocol)), one.shipped
    now = _("Now: %(said)s.", said=held) if held == shipped else _(
        "Now: %(said)s. As it comes: %(shipped)s.", said=held, shipped=shipped
    )  # fmt: skip
    hint = now if one.route else " ".join(part for part in (_(one.about), one.kind.bounds(), now) if part)
    return Field(
        key=one.key, label=label, unit=one.kind.unit_said, hint=hint, source=one.source, options=one.kind.options,
        several=isinstance(one.kind, Several), signed=isinstance(one.kind, Moments),
    )  # fmt: skip


async def draft_page(
    db: Reader, me: Person, both: tuple[SignedProtocol, Protocol], entered: dict[str, str], errors: dict[str, str]
) -> DraftPage:
    """`both` are the version in force and what would follow it."""
    signed, protocol = both
    return DraftPage(
        version=signed.version,
        change=difference_said(signed.read(), protocol),
        meanwhile=[],
        people=sum(one.people for one in await count_on_versions(db, me.clinic_id)),
        entered=entered | fields_of(protocol) | {"version": str(signed.version)},
        errors=errors,
    )


async def behind_page(
    db: Reader, me: Person, three: tuple[SignedProtocol, SignedProtocol, Protocol], entered: dict[str, str]
) -> DraftPage:
    """`three`: what was seen, what is in force by now, and what was typed. What was typed goes on top of the second."""
    seen, current, typed = three
    both = (current, rebased(current.read(), seen.read(), typed))
    page = await draft_page(db, me, both, entered | {"id": ""}, {})
    since = await list_versions(db, me.clinic_id, MOST_VERSION + 1)
    page.meanwhile = [one for one in versions_said(since, len(since)) if one.version > seen.version]
    return page
