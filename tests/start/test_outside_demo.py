"""A real installation: no cast, no demo routes, nothing made up."""

from argparse import Namespace

from server.access.audience import access_map
from server.beginning import make_clinic
from server.demo_cast import CAST_IDS
from tests.someone import Installation, routes


def test_the_demo_routes_do_not_exist_outside_the_demo(empty_installation: Installation) -> None:
    person = empty_installation.someone()

    assert person.get("/ui").status_code == 404
    for name in ("noor", "theo", ""):
        answer = person.send("/demo/sign-in", {"person": name})
        assert answer.status_code == 404
        assert "set-cookie" not in answer.headers
    paths = {path for _method, path, _audience in access_map(routes(empty_installation.house.settings.demo))}
    assert not {path for path in paths if "demo" in path or path == "/ui"}


def test_in_the_demo_they_do(installation: Installation) -> None:
    person = installation.someone()

    assert person.open("/ui").status_code == 200
    assert person.send("/demo/sign-in", {"person": "noor"}, follow=False).status_code == 303
    assert person.open("/today").status_code == 200


def test_the_sign_in_page_shows_no_cast(empty_installation: Installation) -> None:
    page = empty_installation.someone().open("/sign-in")

    assert not page.tree.cssselect("button[name=person]")
    for name in CAST_IDS:
        assert name.capitalize() not in page.words
    assert "demo" not in page.text.lower()


def test_the_sign_in_page_of_the_demo_shows_the_cast_by_the_names_that_other_tools_use(
    installation: Installation,
) -> None:
    page = installation.someone().open("/sign-in")

    assert page.values("button[name=person]") == ["mara", "iris", "noor", "theo", "pria", "wren", "ada", "otto", "sol"]


def test_everyone_of_the_cast_signs_in_by_their_button(installation: Installation) -> None:
    homes = {}
    for name in CAST_IDS:
        homes[name] = installation.someone().send("/demo/sign-in", {"person": name}, follow=False).headers["location"]

    patients, staff = ("mara", "iris", "noor", "sol"), ("theo", "pria", "wren", "otto")
    assert homes == dict.fromkeys(patients, "/today") | dict.fromkeys(staff, "/review") | {"ada": "/clinic"}
    for name in ("", "eve", "Noor", "noor ", "../noor"):
        assert installation.someone().send("/demo/sign-in", {"person": name}, follow=False).status_code == 422


def test_before_its_first_clinic_the_public_pages_open(empty_installation: Installation) -> None:
    person = empty_installation.someone()

    for path in ("/sign-in", "/join", "/breathe", "/help", "/hard", "/offline"):
        assert person.open(path).status_code == 200
    assert person.get("/health").status_code == 200


def test_the_sign_in_page_names_the_clinic_where_there_is_one_alone(empty_installation: Installation) -> None:
    about = {"phone": "+14165550199", "zone": "America/Toronto", "region": "CA", "admin": "Ada"}
    shown = []
    for name in ("Sea Clinic", "Hill Clinic"):

        async def make(name: str = name) -> object:
            return await make_clinic(empty_installation.house, Namespace(name=name, **about))

        empty_installation.run(make)
        shown.append(empty_installation.someone().open("/sign-in").words)

    assert "Sea Clinic" in shown[0]
    assert "Sea Clinic" not in shown[1]
    assert "Hill Clinic" not in shown[1]


def test_an_empty_database_holds_nobody(empty_installation: Installation) -> None:
    for table in ("person", "clinic", "login", "invitation", "trail"):
        assert empty_installation.value(f"select count(*) from {table}") == 0
