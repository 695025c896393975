"""The clinic as an administrator sees it: who works here, and the numbers and hours it runs by."""

from litestar import Response, get

from server.access.audience import AdminController
from server.clinics.credentials import list_running_out
from server.clinics.queries import current_protocol, find_clinic, list_cover, list_staff
from server.clinics.sharing import find_sharing
from server.clinics.week import said_of_day
from server.clinics.weekdays import WEEKDAYS
from server.courses.own import Me, new_devices
from server.pages.handlers import Now, Reads, Visitor
from server.pages.language import gettext as _
from server.pages.page import show
from server.pages.times import local_day
from server.review.models import ClinicPage
from server.safety.duty import count_left_with
from server.safety.help import read_region


class ClinicController(AdminController):
    @get("/clinic")
    async def open_clinic(self, request: Visitor, db: Reads, me: Me, now: Now) -> Response[str]:
        week, today = await list_cover(db, me.clinic_id), local_day(now, me.clinic_zone)
        ending = await list_running_out(db, me.clinic_id, today)
        clinic = await find_clinic(db, me.clinic_id)
        protocol = await current_protocol(db, me.clinic_id)
        numbers = protocol.read()
        return show(
            ClinicPage(
                left=await count_left_with(db, me),
                new_devices=new_devices(request),
                clinic_name=me.clinic_name,
                clinic_phone=me.clinic_phone,
                zone=me.clinic_zone,
                region=read_region(clinic.region).name if clinic else "",
                staff=[(one.id, one.name, one.role) for one in await list_staff(db, me.clinic_id) if not one.ended_at],
                numbers=[
                    (_("No food before a session"), _("%(n)s hours", n=f"{numbers.food_hours:g}")),
                    (_("No drink before a session"), _("%(n)s hours", n=f"{numbers.liquid_hours:g}")),
                    (_("Sessions at home"), _("Allowed") if numbers.home_routes else _("Not held")),
                    (_("Sessions in a course"), str(numbers.sessions)),
                    (_("Therapists read within"), _("%(n)s days", n=numbers.reads_within_days)),
                ],
                version=protocol.version,
                signed_at=protocol.signed_at,
                hours=[(_(day), said) for at, day in enumerate(WEEKDAYS) if (said := said_of_day(week, at))],
                sharing=await find_sharing(db, me.clinic_id) is not None,
                ended=sum(one.over(today) for one in ending),
                ending=sum(not one.over(today) for one in ending),
            )
        )
