"""One-time invitations: a link and an eight-character code, both kept only as hashes; opening one uses nothing up."""

import secrets
from datetime import datetime, timedelta

from server.access.keys import Keys
from server.access.logins import token_hash
from server.access.people import Person
from server.accounts.models import FoundInvitation, InvitationRow
from server.courses.places import LIVING
from server.db.connection import Reader, Transaction
from server.ids import new_id

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
LASTS = timedelta(days=14)
SHOWN = 100


def new_code() -> str:
    """39 bits, in letters and figures that are not mistaken for one another; guesses are limited at the door."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def fold_code(text: str) -> str:
    """As typed on a phone: spaces, hyphens and small letters do not matter."""
    return "".join(character for character in text.upper() if character.isalnum())


async def invite(
    tx: Transaction, keys: Keys, person: tuple[str, str], by: str | None, now: datetime
) -> tuple[str, str, datetime]:
    """`person` is (clinic id, person id). Gives token, code and the moment it ends; earlier ones are withdrawn."""
    clinic_id, person_id = person
    await tx.run(
        "update invitation set withdrawn_at = :now"
        " where person_id = :person and used_at is null and withdrawn_at is null",
        person=person_id,
        now=now,
    )
    token, code, expires = secrets.token_urlsafe(24), new_code(), now + LASTS
    await tx.run(
        """
        insert into invitation
            (id, clinic_id, person_id, token_hash, code_hash, invited_by, created_at, expires_at)
        values (:id, :clinic, :person, :token, :code, :by, :now, :expires)
        """,
        id=new_id(now),
        clinic=clinic_id,
        person=person_id,
        token=token_hash(token),
        code=keys.hash_code(code),
        by=by,
        now=now,
        expires=expires,
    )
    return token, code, expires


async def find_invitation(db: Reader, keys: Keys, secret: str, now: datetime) -> FoundInvitation | None:
    """By token or code; None when it is unknown, used, withdrawn or over."""
    return await db.find(
        FoundInvitation,
        """
        select invitation.id, invitation.clinic_id, clinic.name as clinic_name, person.id as person_id,
               person.name as person_name, person.role as person_role, person.email, invitation.expires_at
        from invitation
        join person on person.id = invitation.person_id
        join clinic on clinic.id = invitation.clinic_id
        where (invitation.token_hash = :token or invitation.code_hash = :code)
          and invitation.used_at is null and invitation.withdrawn_at is null and invitation.expires_at > :now
          and person.ended_at is null
        """,
        token=token_hash(secret),
        code=keys.hash_code(fold_code(secret)),
        now=now,
    )


async def use_invitation(tx: Transaction, invitation_id: str, now: datetime) -> bool:
    """True for exactly one caller, however many come at once."""
    used = await tx.run(
        "update invitation set used_at = :now where id = :id and used_at is null and withdrawn_at is null",
        id=invitation_id,
        now=now,
    )
    return used > 0


async def list_invitations(db: Reader, staff: Person, now: datetime) -> list[InvitationRow]:
    """Those within the reader's reach, newest first, at most SHOWN.

    An administrator reaches all of the clinic; a clinician the patients in their care or of their own inviting. A code
    is a way into an account, so a colleague's is never theirs to make, and in an emergency no patient's is.
    """
    return await db.all(
        InvitationRow,
        f"""
        select invitation.id, person.id as person_id, person.name as person_name, person.role as person_role,
               person.email, invitation.created_at, invitation.expires_at, invitation.used_at,
               invitation.withdrawn_at, inviter.name as invited_by_name,
               (select count(*) from login where login.person_id = person.id) as joined
        from invitation
        join person on person.id = invitation.person_id
        left join person as inviter on inviter.id = invitation.invited_by
        where invitation.clinic_id = :clinic and (:role = 'admin' or person.role = 'patient' and (
            invitation.invited_by = :me or exists (
                select 1 from care_team join course on course.id = care_team.course_id
                where course.patient_id = person.id and care_team.person_id = :me
                  and {LIVING} and care_team.kind <> 'emergency')))
        order by invitation.created_at desc limit :most
        """,
        clinic=staff.clinic_id,
        role=staff.role,
        me=staff.id,
        now=now,
        most=SHOWN,
    )


async def withdraw(tx: Transaction, staff: Person, invitation_id: str, now: datetime) -> bool:
    if await person_of(tx, staff, invitation_id, now) is None:
        return False
    done = await tx.run(
        "update invitation set withdrawn_at = :now where id = :id and used_at is null and withdrawn_at is null",
        id=invitation_id,
        now=now,
    )
    return done > 0


async def person_of(db: Reader, staff: Person, invitation_id: str, now: datetime) -> InvitationRow | None:
    """Who is behind an invitation within the reader's reach, as `list_invitations` has it.

    A patient who has joined is out of an administrator's reach: a code is a way into the journal.
    """
    return await db.find(
        InvitationRow,
        f"""
        select invitation.id, person.id as person_id, person.name as person_name, person.role as person_role,
               person.email, invitation.created_at, invitation.expires_at, invitation.used_at,
               invitation.withdrawn_at, null as invited_by_name,
               (select count(*) from login where login.person_id = person.id) as joined
        from invitation join person on person.id = invitation.person_id
        where invitation.id = :id and invitation.clinic_id = :clinic
          and (:role = 'admin' or person.role = 'patient' and (
            invitation.invited_by = :me or exists (
                select 1 from care_team join course on course.id = care_team.course_id
                where course.patient_id = person.id and care_team.person_id = :me
                  and {LIVING} and care_team.kind <> 'emergency')))
          and (:role <> 'admin' or person.role <> 'patient'
            or not exists (select 1 from login where login.person_id = person.id))
        """,
        id=invitation_id,
        clinic=staff.clinic_id,
        role=staff.role,
        me=staff.id,
        now=now,
    )
