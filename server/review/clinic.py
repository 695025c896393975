"""The clinic as an administrator sees it: who works here, and the numbers and hours it runs by."""

from litestar import Response, get

from server.access.audience import AdminController
from server.clinics.queries import current_protocol, find_clinic, list_cover, list_staff
from server.courses.own import Me
from server.pages.handlers import Reads
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show
from server.review.models import ClinicPage
from server.safety.duty import count_left_with

WEEK = (
    later("Monday"), later("Tuesday"), later("Wednesday"), later("Thursday"), later("Friday"), later("Saturday"),
    later("Sunday"),
)  # fmt: skip


class ClinicController(AdminController):
    @get("/clinic")
    async def open_clinic(self, db: Reads, me: Me) -> Response[str]:
        clinic = await find_clinic(db, me.clinic_id)
        protocol = await current_protocol(db, me.clinic_id)
        numbers = protocol.read()
        return show(
            ClinicPage(
                left=await count_left_with(db, me),
                clinic_name=me.clinic_name,
                clinic_phone=me.clinic_phone,
                zone=me.clinic_zone,
                region=clinic.region if clinic else "",
                staff=[(one.id, one.name, one.role) for one in await list_staff(db, me.clinic_id) if not one.ended_at],
                numbers=[
                    (_("No food before a session"), _("%(n)s hours", n=f"{numbers.food_hours:g}")),
                    (_("No drink before a session"), _("%(n)s hours", n=f"{numbers.liquid_hours:g}")),
                    (_("Pacing fades to “just notice” after"), _("%(n)s minutes", n=numbers.fade_minutes)),
                    (_("At home: wait and call above"), f"{numbers.gate_systolic}/{numbers.gate_diastolic}"),
                    (_("Sessions at home"), _("Allowed") if numbers.home_routes else _("Not held")),
                    (_("A sitter looks every"), _("%(n)s minutes", n=numbers.check_minutes)),
                    (_("Stay after an infusion"), _("%(n)s minutes", n=numbers.stay_for("IV"))),
                    (_("No driving, beside a night’s sleep"), _("%(n)s hours", n=f"{numbers.no_driving_hours:g}")),
                    (_("Sessions in a course"), str(numbers.sessions)),
                    (_("Days between sessions"), str(numbers.days_between)),
                    (_("Therapists read within"), _("%(n)s days", n=numbers.reads_within_days)),
                ],
                version=protocol.version,
                signed_at=protocol.signed_at,
                hours=[
                    (_(WEEK[one.weekday]), f"{one.opens}–{one.closes}") for one in await list_cover(db, me.clinic_id)
                ],
            )
        )
