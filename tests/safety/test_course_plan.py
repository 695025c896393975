"""The care team and a safety plan: nothing at all unless its owner shares it, and never over the owner's words."""

from tests.safety.planned import HERE, parts, place, plan_form, share, write
from tests.someone import Installation, Someone

SECRET = "I stop answering Ruth."


def test_the_care_team_reads_it_only_while_it_is_shared(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    write(mara, signs=SECRET)
    path = place(installation)
    unshared = theo.open(path)
    assert SECRET not in unshared.text
    assert "No safety plan is shared with you just now." in unshared.words
    assert unshared.tree.cssselect("main form") == []

    share(mara)
    assert SECRET in theo.open(path).words
    share(mara, "0")
    assert SECRET not in theo.open(path).text


def test_whether_there_is_a_plan_is_not_told_either(installation: Installation, mara: Someone, theo: Someone) -> None:
    before = theo.open(place(installation)).one("main")
    write(mara, signs=SECRET)
    assert theo.open(place(installation)).one("main") == before


def test_what_the_team_writes_stands_under_their_name_and_the_owners_words_are_kept(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    write(mara, signs=SECRET, shared="1")
    path = place(installation)
    parent = theo.open(path).values("[name=parent]")[0]
    theo.send(path, plan_form(parent=parent, signs=SECRET, things="Ten minutes by the water."))

    assert "Ten minutes by the water." in parts(mara.open(HERE)).values()
    assert "Written by Theo" in mara.open(HERE).words
    history = mara.open(f"{HERE}/history")
    named = [one.text_content().split(", ")[1] for one in history.tree.cssselect("summary")]
    assert named == ["Theo", "Mara"]
    assert history.words.count(SECRET) == 2


def test_both_texts_stand_where_both_wrote_at_once(installation: Installation, mara: Someone, theo: Someone) -> None:
    write(mara, signs=SECRET, shared="1")
    parent = mara.open(f"{HERE}/edit").values("[name=parent]")[0]
    theo.send(place(installation), plan_form(parent=parent, things="From Theo."))
    mara.send(HERE, plan_form(parent=parent, things="From Mara.", shared="1"))

    for page in (mara.open(HERE), theo.open(place(installation))):
        assert "From Theo." in page.words
        assert "From Mara." in page.words


def test_while_it_is_not_shared_nothing_is_kept_of_what_the_team_sends(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    write(mara, signs=SECRET, shared="1")
    path = place(installation)
    parent = theo.open(path).values("[name=parent]")[0]
    share(mara, "0")

    refused = theo.send(path, plan_form(parent=parent, signs="Theirs."))
    assert refused.status_code == 409
    assert SECRET not in refused.text
    assert parts(mara.open(HERE)) == {"How I notice that it is getting bad": SECRET}


def test_the_trail_says_that_it_was_read_only_where_it_was(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    write(mara, signs=SECRET)
    theo.open(place(installation))
    assert "safety plan" not in mara.open("/course/access").words
    share(mara)
    theo.open(place(installation))
    assert "Theo read your safety plan" in mara.open("/course/access").words
    theo.send(place(installation), plan_form(things="From Theo."))
    assert "Theo wrote in your safety plan" in mara.open("/course/access").words


def test_nobody_outside_the_care_team_comes_near_it(installation: Installation, mara: Someone) -> None:
    write(mara, signs=SECRET, shared="1")
    for who, status in (("otto", 404), ("ada", 403), ("iris", 403), ("sol", 403)):
        person = installation.someone(who)
        assert person.get(place(installation)).status_code == status
        assert person.send(place(installation), plan_form(signs="x")).status_code == status
