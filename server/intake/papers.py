"""Papers and photos that a patient sends along with what they tell: a referral letter, the label of a medicine.

They go to the care team as the telling does, without a share, and are given out as downloads alone.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from server.courses.models import Course, OwnCourse
from server.db.connection import Reader, Transaction
from server.media.files import Kind, Media
from server.media.queries import MediaRow, opened
from server.media.taking import Place
from server.pages.language import gettext as _
from server.pages.language import later

PLAIN = """
    select media.id, media.entry_id, media.kind, media.about_locked, media.size, media.pieces, media.made_at,
           media.completed_at, (select count(*) from media_piece where media_piece.media_id = media.id) as arrived,
           media.received_at, media.deleted_at
    from media
"""


class PaperRow(MediaRow, frozen=True, kw_only=True):
    received_at: datetime
    deleted_at: datetime | None


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """`of` is the line of the list, or the referral. One that was `taken_back` has no bytes any more."""

    id: str
    of: str
    kind: Kind
    size: int
    received_at: datetime
    whole: bool
    taken_back: datetime | None

    @property
    def said(self) -> str:
        return _("A photo") if self.kind == "picture" else _("A PDF")

    @property
    def how_large(self) -> str:
        return _("%(n)s MB", n=f"{self.size / 1e6:.1f}") if self.size >= 1e6 else _("%(n)s kB", n=-(-self.size // 1000))


async def always_there(tx: Transaction, course: OwnCourse, entry_id: str) -> bool:
    """Whether what it belongs to was deleted: nothing told at intake is, it is told anew."""
    return False


INTAKE = Place(
    kinds=frozenset({"picture", "paper"}),
    not_announced={
        "other": later("Another file was announced under this id. Please choose it again."),
        "many": later("Ten papers or photos are here already, which is what fits. Take one back first."),
        "full": later("500 MB of papers, recordings and pictures are kept for you, which is what fits."),
    },
    is_gone=always_there,
)


def referral_papers(course: Course) -> str:
    """What the papers of a referral belong to: a course has one."""
    return course.box.mark("papers", "referral")


async def list_papers(db: Reader, course: Course, of: Sequence[str]) -> dict[str, list[Paper]]:
    """Of each of these in the order in which they came, also what was taken back; nothing that was refused."""
    found: dict[str, list[Paper]] = {one: [] for one in of}
    if not of:
        return found
    named = {f"o{at}": one for at, one in enumerate(of)}
    rows = await db.all(
        PaperRow,
        f"""
        {PLAIN} where media.entry_id in (:{", :".join(named)}) and media.course_id = :course and media.refused is null
        order by media.received_at, media.id
        """,
        course=course.id,
        **named,
    )
    for row in rows:
        found[row.entry_id].append(_paper(row))
    return found


async def find_paper(db: Reader, course: Course, paper_id: str) -> Media | None:
    """One that is whole and belongs to something told at this intake; a recording of the journal is never found."""
    row = await db.find(
        MediaRow,
        """
        select media.id, media.entry_id, media.kind, media.about_locked, media.size, media.pieces, media.made_at,
               media.completed_at, media.pieces as arrived
        from media
        where media.id = :id and media.course_id = :course and media.deleted_at is null
          and media.completed_at is not null and (media.entry_id = :referral or exists (
              select 1 from intake_fact as fact
              where fact.course_id = media.course_id and fact.kind = 'medicine' and fact.subject = media.entry_id
          ))
        """,
        id=paper_id,
        course=course.id,
        referral=referral_papers(course),
    )
    return opened(course.box, row) if row else None


def _paper(row: PaperRow) -> Paper:
    return Paper(
        id=row.id, of=row.entry_id, kind=row.kind, size=row.size, received_at=row.received_at,
        whole=row.completed_at is not None or row.all_here, taken_back=row.deleted_at,
    )  # fmt: skip
