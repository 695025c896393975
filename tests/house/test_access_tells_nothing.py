"""A refusal tells nothing either: not whether an id exists, and nothing to any other method than GET and POST."""

import pytest

from tests.house.asking import ask, check_words
from tests.house.who_may import Keys, visits
from tests.someone import Installation


@pytest.mark.parametrize("who", ["mara", "theo", "ada", "otto"])
def test_somebody_elses_id_answers_exactly_like_one_that_does_not_exist(
    in_use: Installation, keys: Keys, who: str
) -> None:
    person = in_use.someone(who)
    answers: dict[tuple[str, str], dict[tuple[int, str], str]] = {}
    for visit in visits(in_use, keys, who):
        if visit.right_role and visit.owners and not visit.allowed:
            opened = ask(person, visit)
            found = answers.setdefault((visit.method, visit.route), {})
            found[opened.status_code, opened.text] = visit.path
    told = {route: list(found.values()) for route, found in answers.items() if len(found) > 1}
    assert answers
    assert not told


@pytest.mark.parametrize("who", [None, "mara", "otto"])
def test_no_other_method_opens_what_get_and_post_refuse(in_use: Installation, keys: Keys, who: str | None) -> None:
    person = in_use.someone(who)
    for visit in visits(in_use, keys, who):
        if visit.allowed:
            continue
        for method in ("HEAD", "OPTIONS", "PUT", "DELETE"):
            opened = person._ask(method, visit.path, visit.form, follow=False, headers={})
            refusals = {303, 401, 403, 404, 405} | ({204} if visit.right_role else set())
            assert opened.status_code in refusals, f"{who} {method} {visit.path}: {opened.status_code}"
            check_words(who, visit, opened)
