"""The protocol, from the editor to who goes by which version: typed, looked at, signed, gone back, and moved."""

from uuid import uuid4

from tests.someone import Someone

HERE = "/clinic/protocol"


def write_a_protocol(ada: Someone, theo: Someone, noor: Someone) -> None:
    version = ada.open(f"{HERE}/edit").values("#numbers [name=version]")[0]
    typed = {"version": version, "food_hours": "8", "liquid_hours": "3,5", "measures": "", "home_routes": "1"}
    ada.send(f"{HERE}/edit", {"version": version})
    ada.send(f"{HERE}/edit", typed | {"food_hours": "many", "measure_after_days": "30, 7", "stay_minutes-IV": "5"})
    for wrong in ({"food_hours": "2"}, {"reading_minutes-IV": "20, 30"}, {"reading_minutes-IM": "-10, 1, 2"},
                  {"stay_minutes-IN": "90"}, {"gate_systolic": "160", "again_systolic": "150"},
                  {"measure_days_before": "14"}, {"measure_after_days": "1"}, {"measure_after_days": "8, 9"},
                  {"reading_grace_minutes": "30"}, {"measure_after_days": "8, 8"}):  # fmt: skip
        assert ada.send(f"{HERE}/edit", typed | wrong).status_code == 422
    more = {"no_driving_hours": "24,5", "reading_minutes-IV": "-10, 30", "food_hours_by_route-IM": "6"}
    ada.send(f"{HERE}/edit", typed | more)
    ada.send(f"{HERE}/edit", typed | {"back": "1"})
    signed = typed | more | {"id": str(uuid4()), "because": "As the team agreed."}
    for form in ({}, typed | {"because": ""}, {"version": version, "id": str(uuid4()), "because": "Nothing new."},
                 signed, signed, signed | {"id": str(uuid4())}):  # fmt: skip
        ada.send(f"{HERE}/edit/sign", form)
    ada.send(f"{HERE}/edit", typed | {"food_hours": "9"})
    for path in ("", "/versions", "/versions?before=2", f"/versions/{version}", f"/edit?from={version}"):
        ada.open(f"{HERE}{path}")
    for path in (f"/compare?a=1&b={int(version) + 1}", "/compare?a=1&b=99", "/compare?a=no"):
        ada.get(f"{HERE}{path}")
    _move(theo, noor)


def _move(theo: Someone, noor: Someone) -> None:
    page = theo.open(f"{HERE}/courses")
    both = {name: page.values(f"main form [name={name}]")[0] for name in ("was", "now")}
    names = dict(
        zip(
            [one.text_content() for one in page.tree.cssselect("main ul.rows li a")],
            page.values("main ul.rows li a", "href"),
            strict=True,
        )
    )
    for path in names.values():
        theo.open(path)
    theo.open(f"{HERE}/courses?version={both['now']}")
    theo.send(f"{HERE}/courses", {"was": "99", "now": both["now"]})
    theo.send(f"{HERE}/courses", {})
    theo.send(f"{HERE}/courses", both)
    for path in names.values():
        for form in ({}, {"was": both["now"], "now": both["was"]}, both, both):
            theo.send(path, form)
        theo.open(path)
    noor.open("/course")
