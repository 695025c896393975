"""Puts the page of one account of the staff together: how it stands, and what would follow."""

from datetime import datetime

import msgspec

from server.access.people import CLINICIANS, Person
from server.accounts.staff_models import ROLE_WORDS, ROLES, StaffAccountPage
from server.accounts.standing import Account, find_held, is_last_administrator, list_changes
from server.accounts.standing_words import said_of_change
from server.clinics.queries import list_staff
from server.courses.leaving import count_ahead, list_alone
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.safety.duty import count_flags_of


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the page says of what was sent."""

    which: str = ""
    entered: dict[str, str] = {}
    errors: dict[str, str] = {}
    refused: str = ""


async def staff_account_page(db: Reader, me: Person, shown: tuple[Account, Said], now: datetime) -> StaffAccountPage:
    account, said = shown
    changes = await list_changes(db, account.id)
    alone = []
    if account.role in CLINICIANS:
        alone = await list_alone(db, account.clinic_id, account.id, account.role)
    return StaffAccountPage(
        account=account,
        role=_(ROLE_WORDS[account.role]),
        me=account.id == me.id,
        last=account.ended_at is None and await is_last_administrator(db, account),
        held=await find_held(db, account.id, now),
        ahead=await count_ahead(db, account.clinic_id, account.id, now),
        flags=await count_flags_of(db, account.clinic_id, account.id),
        alone=alone,
        colleagues=[
            (one.id, one.name)
            for one in await list_staff(db, account.clinic_id)
            if one.role == account.role and one.ended_at is None and one.id != account.id
        ],
        roles=[(role, _(ROLE_WORDS[role])) for role in ROLES if role != account.role],
        changes=changes,
        words={one.id: said_of_change(one, "") for one in changes},
        which=said.which,
        entered=said.entered,
        errors=said.errors,
        refused=said.refused,
    )
