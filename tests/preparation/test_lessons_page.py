"""Four short lessons: each says where it comes from, and remembers that it was read."""

import pytest

from tests.someone import Installation, Someone

SLUGS = ("what-to-expect", "body-and-mind", "safety", "intention")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lesson_opens_and_names_its_sources(noor: Someone, slug: str) -> None:
    page = noor.open(f"/prepare/lessons/{slug}")

    assert page.tree.cssselect(".prose h2")
    assert "Every statement here rests on a numbered line of the clinical text" in page.one("details")
    assert "{" not in page.one(".prose")


def test_reading_a_lesson_is_shown_and_leads_to_the_next(iris: Someone) -> None:
    assert iris.open("/prepare").all("done") == []

    after = iris.send("/prepare/lessons/what-to-expect/read")

    assert after.path == "/prepare/lessons/body-and-mind"
    assert [line.split()[-1] for line in iris.open("/prepare").all("state")] == [
        "Read",
        "minutes",
        "minutes",
        "minutes",
    ]


def test_the_last_lesson_leads_back_to_prepare(iris: Someone) -> None:
    assert iris.send("/prepare/lessons/intention/read").path == "/prepare"


def test_reading_a_lesson_again_changes_nothing(installation: Installation, iris: Someone) -> None:
    for _time in range(3):
        assert iris.send("/prepare/lessons/safety/read").status_code == 200

    assert installation.value("select count(*) from lesson_read where lesson = 'safety'") == 1
    assert iris.open("/prepare/lessons/safety").one("h1") == "An empty stomach, a way home, and when to call"


def test_a_lesson_read_by_one_patient_is_not_read_by_another(iris: Someone, sol: Someone) -> None:
    iris.send("/prepare/lessons/safety/read")

    assert sol.open("/prepare").all("done") == []


@pytest.mark.parametrize("slug", ["nothing", "../safety", "safety.md", "%2e%2e", "1-what-to-expect"])
def test_a_lesson_that_does_not_exist_is_not_found(iris: Someone, slug: str) -> None:
    assert iris.get(f"/prepare/lessons/{slug}").status_code == 404
    assert iris.send(f"/prepare/lessons/{slug}/read").status_code in (404, 405)
