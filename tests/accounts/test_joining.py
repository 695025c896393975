"""Joining: looking never uses an invitation up, pressing Begin does, once, for exactly one."""

from datetime import timedelta

from server.accounts.invitations import fold_code
from tests.accounts.people import accept, alerts, at_once, invite, join, token_of
from tests.someone import Installation, Someone

CLOSED = "This code does not open anything now. It may have been used, or be over. Your clinic can make a new one."


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(
    installation: Installation, theo: Someone, anyone: Someone
) -> None:
    made = invite(theo)
    for method in ("GET", "HEAD", "GET", "HEAD", "GET"):
        scanned = anyone._ask(method, made.path, None, follow=False, headers={})
        assert scanned.status_code == 200
        assert "set-cookie" not in scanned.headers

    assert installation.value("select count(*) from invitation where used_at is not null") == 0
    join(installation, token_of(made.path))


def test_typing_the_code_uses_nothing_up_either(installation: Installation, theo: Someone, anyone: Someone) -> None:
    made = invite(theo, "Wren")
    for _ in range(3):
        page = anyone.send("/join", {"code": made.code})
        assert page.one("h1") == "Welcome, Wren"
        assert "Harbour Clinic invited you. Nothing is used up until you press Begin." in page.words
    join(installation, made.code)


def test_a_code_is_read_however_it_is_typed(installation: Installation, theo: Someone) -> None:
    made = invite(theo)
    plain = fold_code(made.code)
    for typed in (plain.lower(), f" {plain[:2]} {plain[2:5]}-{plain[5:]} ", f"{plain[:4]}–{plain[4:]}", f"{plain}\n"):
        page = installation.someone().send("/join", {"code": typed})
        assert page.status_code == 200, typed
        (carried,) = page.values("input[name=secret]")
        assert carried
    join(installation, f"{plain[:4].lower()} {plain[4:]}")


def test_an_invitation_works_once(installation: Installation, theo: Someone, anyone: Someone) -> None:
    made = invite(theo)
    join(installation, made.code)

    for secret in (made.code, token_of(made.path)):
        answer = accept(anyone, secret)
        assert (answer.status_code, alerts(answer)) == (422, [CLOSED])
        assert "set-cookie" not in answer.headers
    assert anyone.get(made.path).status_code == 422


def test_accepted_twice_in_the_same_moment_it_lets_one_in(
    installation: Installation, theo: Someone, anyone: Someone
) -> None:
    made = invite(theo)
    form = {"secret": made.code, "way": "device"}

    answers = at_once(anyone, "/join/accept", [form] * 6)

    assert sorted(answer.status_code for answer in answers) == [303] + [422] * 5
    assert sum("set-cookie" in answer.headers for answer in answers) == 1
    joined = "select count(*) from login join person on person.id = login.person_id where person.name = 'Wren'"
    assert installation.value(joined) == 1


def test_an_invitation_ends_after_fourteen_days(installation: Installation, theo: Someone, anyone: Someone) -> None:
    one, other = invite(theo, "Wren"), invite(theo, "Tern")

    installation.clock.move(timedelta(days=14) - timedelta(seconds=1))
    join(installation, one.code)
    installation.clock.move(timedelta(seconds=2))
    assert alerts(accept(anyone, other.code)) == [CLOSED]
    assert anyone.get(other.path).status_code == 422


def test_a_wrong_code_is_said_beside_the_field_with_what_was_typed(anyone: Someone) -> None:
    answer = anyone.send("/join", {"code": "wxyz 2345"})

    assert (answer.status_code, alerts(answer)) == (422, [CLOSED])
    assert answer.values("input[name=code]") == ["wxyz 2345"]
    assert answer.values("input[name=code]", "aria-invalid") == ["true"]


def test_an_empty_code_is_said_and_one_that_is_too_long(anyone: Someone) -> None:
    assert alerts(anyone.send("/join", {"code": " "})) == ["Please type the eight characters."]
    assert "Please shorten it" in alerts(anyone.send("/join", {"code": "A" * 41}))[0]


def test_a_long_wrong_link_is_not_shown_again(anyone: Someone) -> None:
    answer = anyone.get("/join/" + "x" * 32)

    assert answer.status_code == 422
    assert answer.values("input[name=code]") == [""]


def test_a_patient_without_e_mail_joins_and_the_form_is_empty(installation: Installation, theo: Someone) -> None:
    made = invite(theo, email="")

    page = installation.someone().open(made.path)
    assert page.values("input[name=name]") == [""]
    assert page.values("input[name=way][checked]") == ["device"]
    assert join(installation, made.code).open("/today").status_code == 200


def test_the_e_mail_address_is_offered_as_the_name_to_sign_in_with(theo: Someone, anyone: Someone) -> None:
    made = invite(theo, email="wren@example.org")

    assert anyone.open(made.path).values("input[name=name]") == ["wren@example.org"]


def test_a_joining_patient_has_a_course_a_key_and_a_care_team(installation: Installation, theo: Someone) -> None:
    wren = join(installation, invite(theo, "Wren").code)

    assert wren.open("/course").status_code == 200
    course = "from course join person on person.id = course.patient_id where person.name = 'Wren'"
    assert installation.value(f"select count(*) {course}") == 1
    assert installation.value(f"select count(*) from course_key where course_id = (select course.id {course})") == 1
    team = installation.value(
        "select string_agg(person.name, ' ' order by person.name) from care_team join person"
        f" on person.id = care_team.person_id where care_team.course_id = (select course.id {course})"
    )
    assert team == "Pria Theo"
    assert "Wren" in installation.someone("pria").open("/caseload").words
    assert "Wren" not in installation.someone("otto").open("/caseload").words


def test_two_courses_never_share_a_key(installation: Installation, theo: Someone) -> None:
    for name in ("Wren", "Tern"):
        join(installation, invite(theo, name).code)

    keys = installation.value("select count(distinct wrapped) from course_key")
    assert keys == installation.value("select count(*) from course_key") == 6


def test_the_zone_of_the_phone_is_learnt(installation: Installation, theo: Someone) -> None:
    for number, (told, kept) in enumerate(
        {"America/Vancouver": "America/Vancouver", "": "America/Toronto", "Mars/Base": "America/Toronto",
         "../etc/passwd": "America/Toronto"}.items()
    ):  # fmt: skip
        join(installation, invite(theo, f"Wren{number}").code, zone=told)
        assert installation.value("select zone from person where name = :name", name=f"Wren{number}") == kept
