"""The sitter's way in: six characters that nobody mistakes, typed in any way, and a link that cannot be guessed."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from server.access.keys import derive
from server.clinics.protocol import ROUTES, Protocol, Route
from server.courses.models import Session
from server.pages.times import local, local_day
from server.session_day.sitter_cards import card_code, card_token, ends_at, fold_code

KEYS = derive(b"k" * 32)
CONFUSED = set("01OIL")
ZONES = ["America/Toronto", "America/St_Johns", "America/New_York", "Pacific/Kiritimati", "UTC"]
ids = st.uuids().map(str)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(ids)
def test_a_code_is_six_characters_of_which_none_is_taken_for_another(card: str) -> None:
    code = card_code(KEYS, card)

    assert len(code) == 6
    assert code.isalnum()
    assert code == code.upper()
    assert not CONFUSED & set(code)


def test_every_character_of_the_alphabet_comes_about_equally_often() -> None:
    letters = "".join(card_code(KEYS, str(uuid4())) for _card in range(2000))
    counts = {letter: letters.count(letter) for letter in set(letters)}

    assert len(counts) == 31
    assert min(counts.values()) > 250  # 387 expected of each
    assert max(counts.values()) < 550


@given(ids, st.data())
def test_a_code_may_be_typed_in_any_case_with_any_spaces_and_hyphens(card: str, data: st.DataObject) -> None:
    code = card_code(KEYS, card)
    typed = ""
    for letter in code:
        typed += data.draw(st.sampled_from(["", " ", "-", "  ", "\u2011", "\u00a0", "\t"]))
        typed += data.draw(st.sampled_from([letter, letter.lower()]))

    assert fold_code(typed) == fold_code(code) == code


@given(st.text())
def test_folding_twice_changes_nothing_more(typed: str) -> None:
    assert fold_code(fold_code(typed)) == fold_code(typed)


@given(ids, ids)
def test_no_two_cards_share_a_link_and_the_code_does_not_give_it_away(one: str, other: str) -> None:
    if one != other:
        assert card_token(KEYS, one) != card_token(KEYS, other)
    assert len(card_token(KEYS, one)) == 22
    assert card_code(KEYS, one) not in card_token(KEYS, one).upper()


@given(ids)
def test_another_installation_gives_the_same_card_another_way_in(card: str) -> None:
    other = derive(b"o" * 32)

    assert card_token(KEYS, card) != card_token(other, card)


@given(st.sampled_from(ROUTES), moments, st.integers(0, 4000), st.sampled_from(ZONES))
def test_a_card_ends_with_the_day_and_later_only_within_the_stay_time(
    route: Route, planned: datetime, began: int, zone: str
) -> None:
    protocol = Protocol()
    waiting = Session(id="s", number=1, route=route, planned_at=planned)
    started = planned + timedelta(minutes=began)
    held = Session(id="s", number=1, route=route, planned_at=planned, opened_at=started, started_at=started)

    end = ends_at(waiting, protocol, zone)
    assert end > planned
    assert local_day(end - timedelta(minutes=1), zone) == local_day(planned, zone)
    assert (local(end, zone).hour, local(end, zone).minute) == (0, 0)

    end = ends_at(held, protocol, zone)
    if local_day(end - timedelta(minutes=1), zone) != local_day(started, zone):
        assert end - started <= timedelta(minutes=protocol.stay_for(route) + 60)
    assert end - started >= timedelta(minutes=protocol.stay_for(route))
