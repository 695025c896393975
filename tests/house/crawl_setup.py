"""A clinic is set up and changed, with what is sent twice, late and wrong; a clinician sees their reading."""

from uuid import uuid4

from server.courses.desk import Item, put_on_desk, take_off_desk
from server.courses.queries import find_own_course
from server.demo_cast import CAST_IDS
from server.demo_people import Cast
from tests.house.forms_setup import setup_forms
from tests.someone import Installation, Someone

TWICE = (
    "/clinic/about", "/clinic/about/region", "/clinic/hours", "/clinic/hours/closed", "/clinic/reading",
    "/clinic/reading/days",
)  # fmt: skip


def set_up(installation: Installation, people: dict[str, Someone]) -> None:
    ada, theo, mara = people["ada"], people["theo"], people["mara"]
    for path in TWICE:
        form = setup_forms(installation)[path]
        own = next(name for name in form if name == "id" or name.endswith("_id"))
        for sent in ({}, form, form, form | {own: str(uuid4())}):
            ada.send(path, sent)
    faster = setup_forms(installation)["/clinic/reading"]
    ada.send("/clinic/reading", faster | {"within": "3"})
    ada.send("/clinic/setup/sharing")
    _credentials(installation, ada)
    closed = ada.open("/clinic/hours").values("form[action^='/clinic/hours/closed/']", "action")[-1]
    ada.send(closed)
    installation.run(lambda: _something_waits(installation))
    for path in ("/clinic/setup", "/clinic/reading", "/clinic/staff", "/clinic"):
        ada.open(path)
    for path in ("/reading", "/review"):
        theo.open(path)
    mara.open(f"/team/{CAST_IDS['theo']}")


def _credentials(installation: Installation, ada: Someone) -> None:
    theo = f"/clinic/staff/{CAST_IDS['theo']}"
    form = setup_forms(installation)["/clinic/staff/{person_id:uuid}"]
    for sent in ({}, form, form, form | {"id": str(uuid4()), "replaces": form["id"]}):
        ada.send(theo, sent)
    ada.send(theo, form | {"id": str(uuid4()), "replaces": form["id"]})
    ada.send(f"{theo}/{form['id']}/end")


async def _something_waits(installation: Installation) -> None:
    """The lists of what waits are filled by the features; here by two things that are nothing."""
    house, now = installation.house, installation.clock()
    async with house.db.writing() as tx:
        people = Cast(house).people
        course = await find_own_course(tx, house.vault, people["mara"])
        if course:
            for subject in ("one", "two"):
                item = Item(kind="check_in", subject_id=subject, since=now)
                await put_on_desk(tx, course, item)
            await take_off_desk(tx, course.id, item.id, people["theo"], now)
