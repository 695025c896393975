"""The sitter's card: a way in for one day, without an account, that its makers can take back.

Its link and its six characters are derived from its id and never stored; only their hashes are.
"""

import base64
import hashlib
import hmac
from datetime import datetime, time, timedelta

import msgspec

from server.access.keys import Keys
from server.access.people import Person
from server.clinics.protocol import Protocol
from server.courses.models import Course, Session
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.pages.times import from_local, local_day

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another
CODE = 6
LATE_CHECKS = timedelta(days=7)  # what a sitter's phone wrote in time may come in late
MOST_CARDS = 20


class Card(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    session_id: str
    course_id: str
    made_at: datetime
    opened_at: datetime | None
    revoked_at: datetime | None


class FoundCard(Card, frozen=True, kw_only=True):
    """With what is needed to reach the course without a login."""

    patient_name: str
    clinic_id: str
    clinic_phone: str
    region: str
    zone: str
    language: str


class CardView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    code: str
    token: str
    ends_at: datetime
    opened_at: datetime | None


COLUMNS = """
    card.id, card.session_id, card.course_id, card.made_at, card.opened_at, card.revoked_at
"""


def card_token(keys: Keys, card_id: str) -> str:
    """128 bits for the link."""
    mac = hmac.new(keys.codes, f"sitter link {card_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:16]).decode().rstrip("=")


def card_code(keys: Keys, card_id: str) -> str:
    """Six letters and figures to type: about 30 bits, so that tries are counted (sitter.py)."""
    mac = hmac.new(keys.codes, f"sitter code {card_id}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(mac, "big")
    letters = []
    for _place in range(CODE):
        number, rest = divmod(number, len(LETTERS))
        letters.append(LETTERS[rest])
    return "".join(letters)


def fold_code(text: str) -> str:
    """As typed on a phone: any case, any spaces, a dash."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def ends_at(session: Session, protocol: Protocol, zone: str) -> datetime:
    """The end of the session's day; later only while somebody is still within the stay time."""
    day = local_day(session.day, zone) + timedelta(days=1)
    midnight = from_local(day, time(0), zone)
    if session.started_at is None:
        return midnight
    return max(midnight, session.started_at + timedelta(minutes=protocol.stay_for(session.route) + 60))


async def find_card(db: Reader, course: Course, session: Session) -> Card | None:
    """The living card of this session: the newest that was not taken back."""
    return await db.find(
        Card,
        f"""
        select {COLUMNS} from sitter_card as card
        where card.session_id = :session and card.course_id = :course and card.revoked_at is null
        order by card.made_at desc limit 1
        """,  # noqa: S608 - a constant of this module
        session=session.id,
        course=course.id,
    )


async def make_card(tx: Transaction, keys: Keys, course: Course, session: Session, by: Person, now: datetime) -> bool:
    """Nothing new while one lives: the code on the fridge stays true. False when too many were made for one day."""
    if await find_card(tx, course, session):
        return True
    made = await tx.value("select count(*) from sitter_card where session_id = :session", session=session.id)
    if made >= MOST_CARDS:
        return False
    for _try in range(5):  # until its code is nobody else's
        card_id = new_id(now)
        if await _insert(tx, keys, (card_id, course, session), by, now):
            return True
    return False


async def _insert(tx: Transaction, keys: Keys, card: tuple[str, Course, Session], by: Person, now: datetime) -> bool:
    card_id, course, session = card
    return bool(
        await tx.run(
            """
            insert into sitter_card (id, session_id, course_id, token_hash, code_hash, made_by, made_at)
            values (:id, :session, :course, :token, :code, :by, :now) on conflict do nothing
            """,
            id=card_id,
            session=session.id,
            course=course.id,
            token=keys.hash_code(card_token(keys, card_id)),
            code=keys.hash_code(card_code(keys, card_id)),
            by=by.id,
            now=now,
        )
    )


async def revoke_card(tx: Transaction, course: Course, session: Session, by: Person, now: datetime) -> None:
    """At once, at the next request of the sitter's phone."""
    await tx.run(
        """
        update sitter_card set revoked_at = :now, revoked_by = :by
        where session_id = :session and course_id = :course and revoked_at is null
        """,
        session=session.id,
        course=course.id,
        by=by.id,
        now=now,
    )


async def card_by_token(db: Reader, keys: Keys, token: str) -> FoundCard | None:
    return await _found(db, "card.token_hash = :hash", keys.hash_code(token))


async def card_by_code(db: Reader, keys: Keys, code: str) -> FoundCard | None:
    return await _found(db, "card.code_hash = :hash", keys.hash_code(fold_code(code)))


async def _found(db: Reader, where: str, hashed: str) -> FoundCard | None:
    return await db.find(
        FoundCard,
        f"""
        select {COLUMNS}, patient.name as patient_name, course.clinic_id,
               clinic.phone as clinic_phone, clinic.region, patient.zone, patient.language
        from sitter_card as card
        join course on course.id = card.course_id
        join person as patient on patient.id = course.patient_id
        join clinic on clinic.id = course.clinic_id
        where {where}
        """,  # noqa: S608 - constants of this module
        hash=hashed,
    )


async def mark_opened(tx: Transaction, card_id: str, now: datetime) -> None:
    await tx.run("update sitter_card set opened_at = :now where id = :id and opened_at is null", id=card_id, now=now)


def view_card(
    keys: Keys, card: Card | None, session: Session, protocol: Protocol, zone: str, now: datetime
) -> CardView | None:
    if card is None or ends_at(session, protocol, zone) <= now:
        return None
    return CardView(
        id=card.id,
        code=card_code(keys, card.id),
        token=card_token(keys, card.id),
        ends_at=ends_at(session, protocol, zone),
        opened_at=card.opened_at,
    )
