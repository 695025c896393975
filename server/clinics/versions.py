"""The versions of a clinic's protocol, one by one and page by page. Every function takes the clinic first."""

from server.clinics.queries import SignedProtocol
from server.db.connection import Reader

VERSIONS_A_PAGE = 10
VERSION = """
    select protocol.id, protocol.version, protocol.numbers, protocol.signed_at, person.name as signed_by_name
    from protocol left join person on person.id = protocol.signed_by
"""


async def find_version(db: Reader, clinic_id: str, version: int) -> SignedProtocol | None:
    return await db.find(
        SignedProtocol,
        VERSION + " where protocol.clinic_id = :clinic and protocol.version = :version",
        clinic=clinic_id,
        version=version,
    )


async def list_versions(db: Reader, clinic_id: str, before: int) -> list[SignedProtocol]:
    """Newest first, below version `before`: a page of them and one more, with which the last is compared."""
    return await db.all(
        SignedProtocol,
        VERSION
        + " where protocol.clinic_id = :clinic and protocol.version < :before"
        + " order by protocol.version desc limit :most",
        clinic=clinic_id,
        before=before,
        most=VERSIONS_A_PAGE + 1,
    )
