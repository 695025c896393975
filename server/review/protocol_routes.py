"""The clinic's protocol as all staff read it: as it stands, version by version, and two beside each other."""

from litestar import Response, get
from litestar.exceptions import NotFoundException

from server.access.audience import StaffController
from server.access.people import Person
from server.clinics.number_list import FIXED
from server.clinics.queries import SignedProtocol, current_protocol
from server.clinics.versions import VERSIONS_A_PAGE, find_version, list_versions
from server.courses.on_versions import count_on_versions
from server.courses.own import Me
from server.db.connection import Reader
from server.pages.forms import Posted, read_form
from server.pages.handlers import InPath, Now, Reads, Visitor
from server.pages.language import gettext as _
from server.pages.page import show
from server.review.protocol_models import MOST_VERSION, CompareForm, ComparePage, ProtocolPage, ProtocolVersionsPage
from server.review.protocol_pages import asked_version
from server.review.protocol_words import difference_said, groups_said, routes_said, versions_said

HERE = "/clinic/protocol"


class ProtocolController(StaffController):
    path = HERE

    @get("/")
    async def open_protocol(self, db: Reads, me: Me) -> Response[str]:
        return show(await _protocol_page(db, me, await current_protocol(db, me.clinic_id)))

    @get("/versions")
    async def open_versions(self, request: Visitor, db: Reads, me: Me) -> Response[str]:
        before = asked_version(request.query_params.get("before"))
        found = await list_versions(db, me.clinic_id, MOST_VERSION + 1 if before is None else before)
        more = len(found) > VERSIONS_A_PAGE
        return show(
            ProtocolVersionsPage(
                versions=versions_said(found, VERSIONS_A_PAGE),
                older=found[VERSIONS_A_PAGE - 1].version if more else 0,
                newest=(await current_protocol(db, me.clinic_id)).version,
                may_edit=me.role == "admin",
            )
        )

    @get("/versions/{protocol_version:int}")
    async def open_version(self, db: Reads, me: Me, protocol_version: InPath[int]) -> Response[str]:
        found = await find_version(db, me.clinic_id, protocol_version) if _possible(protocol_version) else None
        if found is None:
            raise NotFoundException
        return show(await _protocol_page(db, me, found))

    @get("/compare")
    async def compare_versions(self, request: Visitor, db: Reads, me: Me, now: Now) -> Response[str]:
        """Any two, in the order in which they are asked for."""
        newest = (await current_protocol(db, me.clinic_id)).version
        if not request.query_params:
            entered = {"a": str(max(newest - 1, 1)), "b": str(newest)}
            return show(ComparePage(change=None, newest=newest, entered=entered, errors={}))
        read = read_form(CompareForm, Posted(dict(request.query_params), frozenset(), now))
        both, errors = [], dict(read.errors)
        for name, version in (("a", read.value.a), ("b", read.value.b)) if read.value else ():
            if found := await find_version(db, me.clinic_id, version):
                both.append(found.read())
            else:
                errors[name] = _("There is no version %(n)s yet. The newest is %(newest)s.", n=version, newest=newest)
        change = difference_said(both[0], both[1]) if len(both) == 2 else None
        page = ComparePage(change=change, newest=newest, entered=read.entered, errors=errors)
        return show(page, 422 if errors else 200)


def _possible(version: int) -> bool:
    return 0 < version <= MOST_VERSION


async def _protocol_page(db: Reader, me: Person, signed: SignedProtocol) -> ProtocolPage:
    newest = (await current_protocol(db, me.clinic_id)).version
    before = await find_version(db, me.clinic_id, signed.version - 1)
    protocol = signed.read()
    return ProtocolPage(
        line=versions_said([signed, *([before] if before else [])], 1)[0],
        newest=newest,
        groups=groups_said(protocol),
        routes=routes_said(protocol),
        fixed=[(source, _(said)) for source, said in FIXED],
        own_tiers=len(protocol.condition_tiers),
        flags_on=protocol.flags is not None and protocol.flags.on,
        people=await count_on_versions(db, me.clinic_id),
        may_edit=me.role == "admin",
    )
