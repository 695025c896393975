"""The bounds of a breathing pattern (B-13), and which are offered when (B-14, B-16)."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.db.errors import CannotStart
from server.pages.content import Pattern, patterns
from server.session_day.pattern_files import check_patterns
from server.session_day.patterns import NOT_DURING, SHIPPED, offered, refusals
from server.settings import Settings
from server.start import open_house
from tests.session_day.days import change, session_of
from tests.someone import Installation, Someone

seconds = st.one_of(st.floats(0, 12).map(lambda number: round(number, 1)), st.floats(), st.just(0.0))
moments = st.lists(st.sampled_from(("before", "during", "after")), unique=True).map(tuple)
anything = st.builds(
    Pattern,
    id=st.sampled_from(["C-01", "B-02", "B-04"]),
    name=st.just("One"),
    in_=seconds,
    top=seconds,
    hold=seconds,
    out=seconds,
    rest=seconds,
    when=moments,
    words=st.just("One."),
)


def own(**parts: Any) -> Pattern:
    given = {"in_": 4, "hold": 0, "out": 6, "rest": 0, "when": ("before",)} | parts
    return Pattern(id="C-01", name="Ours", words="Ours.", **given)


def test_every_pattern_that_is_shipped_may_be_used() -> None:
    assert {one.id for one in patterns()} == SHIPPED.keys()
    assert [refusals(one) for one in patterns()] == [[]] * 7


@given(anything)
def test_what_is_not_refused_lies_within_the_bounds(pattern: Pattern) -> None:
    whole = pattern.in_ + pattern.top + pattern.hold + pattern.out + pattern.rest
    if refusals(pattern):
        return
    if "during" in pattern.when:
        assert pattern.hold == pattern.rest == pattern.top == 0
    if SHIPPED.get(pattern.id) is not None and pattern.id == "B-02" and whole == 10 and pattern.in_ == 4:
        return
    assert 10 <= round(whole, 3) <= 20
    assert 0 < pattern.in_ <= pattern.in_ + pattern.top <= 6
    assert 0 <= pattern.hold <= 7
    assert 0 < pattern.out <= 10
    assert 0 <= pattern.rest <= 4


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (own(in_=0, out=10), "A breath goes in and out"),
        (own(in_=6.1, out=6), "The way in takes at most 6 seconds."),
        (own(in_=5, top=1.5, out=6), "The way in takes at most 6 seconds."),
        (own(hold=7.5), "A hold lasts at most 7 seconds."),
        (own(out=10.5), "The way out takes at most 10 seconds."),
        (own(rest=5), "A rest lasts at most 4 seconds."),
        (own(in_=2, out=2), "A whole breath takes 10 to 20 seconds"),  # over-breathing
        (own(in_=6, hold=7, out=8), "A whole breath takes 10 to 20 seconds"),
        (own(in_=float("nan")), "Every part of a breath is a number of seconds"),
        (own(out=float("inf")), "Every part of a breath is a number of seconds"),
        (own(hold=-1), "Every part of a breath is a number of seconds"),
        (own(hold=1, when=("during",)), "During a session no breath is held"),
        (own(rest=1, when=("during",)), "During a session no breath is held"),
        (own(top=1, when=("during",)), "During a session there is no sigh"),
    ],
)
def test_what_is_refused_is_told_why(pattern: Pattern, reason: str) -> None:
    assert any(said.startswith(reason) for said in refusals(pattern)), refusals(pattern)
    assert offered([pattern], during=False) == []


def test_a_shipped_pattern_that_was_changed_is_held_to_the_bounds_like_any_other() -> None:
    (easy,) = [one for one in patterns() if one.id == "B-07"]
    assert not refusals(easy)
    assert refusals(msgspec.structs.replace(easy, out=4))
    (box,) = [one for one in patterns() if one.id == "B-04"]
    assert refusals(msgspec.structs.replace(box, when=("during",)))
    (sigh,) = [one for one in patterns() if one.id == "B-06"]
    assert refusals(msgspec.structs.replace(sigh, when=("before", "during")))
    assert refusals(msgspec.structs.replace(sigh, minutes=0))


def test_b_14_b_16_under_the_drug_nothing_is_held_and_nothing_sighed() -> None:
    during = offered([*patterns(), own(), own(hold=2, when=("during",))], during=True)
    assert [one.id for one in during] == ["B-02", "B-01", "B-03", "B-07"]


@pytest.fixture
def content(tmp_path: Path) -> Callable[[str, str], Path]:
    def make(name: str, text: str) -> Path:
        folder = tmp_path / "en" / "breathing"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "words.json").write_text("{}")
        (folder / name).write_text(text)
        return tmp_path

    return make


FILE = '{"id": "C-01", "name": "Ours", "in": 4, "hold": 0, "out": %s, "rest": 0, "words": "Ours.", "when": [%s]}'


def test_a_clinics_own_file_within_the_bounds_is_taken(content: Callable[[str, str], Path]) -> None:
    check_patterns(content("C-01.json", FILE % (7, '"during"')))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("C-01.json", FILE % (30, ""), "The way out takes at most 10 seconds."),
        ("C-02.json", FILE % (7, ""), "Its id must be C-02, like its name."),
        ("C-01.json", FILE % (7, '"always"'), "It is not written as a pattern is: Invalid enum value 'always'"),
        ("C-01.json", "{", "It is not written as a pattern is"),
    ],
)
def test_a_file_out_of_bounds_keeps_the_clinic_from_opening(
    content: Callable[[str, str], Path], name: str, text: str, reason: str
) -> None:
    with pytest.raises(CannotStart) as stopped:
        check_patterns(content(name, text))
    said = str(stopped.value)
    assert said.startswith(f"The breathing pattern en/breathing/{name} cannot be used. {reason}")


def test_the_files_are_looked_at_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise CannotStart

    monkeypatch.setattr("server.start.check_patterns", refuse)
    with pytest.raises(CannotStart):
        asyncio.run(open_house(Settings(data=tmp_path / "data")))
    assert not (tmp_path / "data").exists()


def test_b_14_the_session_screen_offers_what_is_for_it(installation: Installation, noor: Someone) -> None:
    page = noor.open(f"/sessions/{session_of(installation, 'noor', 3)}")
    assert page.values("input[name=pattern]") == ["B-02", "B-01", "B-03", "B-07"]
    assert page.values("body", "data-calm-hours") == ["12"]
    assert page.tree.cssselect("[name=holds]") == []


@pytest.mark.parametrize(("route", "voice"), [("SLc", "no"), ("SLh", "no"), ("IV", "yes"), ("IN", "yes")])
def test_b_16_with_a_lozenge_no_voice_speaks_and_after_a_spray_nobody_sighs(
    installation: Installation, noor: Someone, route: str, voice: str
) -> None:
    change(installation, "update session set route = :route", route=route)

    page = noor.open(f"/sessions/{session_of(installation, 'noor', 3)}")

    assert page.values(".pacer", "data-voice") == [voice]
    assert len(page.tree.cssselect("[data-setting=voice]")) == (voice == "yes")
    assert not NOT_DURING & set(page.values("input[name=pattern]"))
