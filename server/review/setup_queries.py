"""What the set-up asks beside the clinic's own rows: who of the staff has come, and who signed a protocol last."""

from datetime import datetime

import msgspec

from server.db.connection import Reader


class Clinician(msgspec.Struct, frozen=True, kw_only=True):
    """`joined`: they have used an invitation, or never needed one."""

    id: str
    name: str
    role: str
    joined: bool


class SignedLast(msgspec.Struct, frozen=True):
    name: str
    at: datetime


async def list_clinicians(db: Reader, clinic_id: str) -> list[Clinician]:
    """Therapists and prescribers who have not left, by name; nobody whose invitation was withdrawn before they came."""
    return await db.all(
        Clinician,
        """
        select person.id, person.name, person.role,
               (not exists (select 1 from invitation where invitation.person_id = person.id)
                or exists (select 1 from invitation where invitation.person_id = person.id
                           and invitation.used_at is not null)) as joined
        from person
        where person.clinic_id = :clinic and person.role in ('therapist', 'prescriber') and person.ended_at is null
          and (not exists (select 1 from invitation where invitation.person_id = person.id)
               or exists (select 1 from invitation where invitation.person_id = person.id
                          and (invitation.used_at is not null or invitation.withdrawn_at is null)))
        order by person.name, person.id limit 200
        """,
        clinic=clinic_id,
    )


async def find_last_signature(db: Reader, clinic_id: str) -> SignedLast | None:
    """Of the protocol, by a person of the clinic."""
    return await db.find(
        SignedLast,
        """
        select person.name, protocol.signed_at as at
        from protocol join person on person.id = protocol.signed_by
        where protocol.clinic_id = :clinic order by protocol.version desc limit 1
        """,
        clinic=clinic_id,
    )
