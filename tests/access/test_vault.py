"""The vault: what is locked opens with its own key at its own place, and nowhere else (P11)."""

import secrets
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.access.keys import derive
from server.access.vault import Box, Damaged, Vault, Wrapped

PLACE, ROW, COURSE, CLINIC = "entry.body_locked", "row-1", "course-1", "clinic-1"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


def made(master: bytes = b"m" * 32) -> tuple[Vault, Wrapped]:
    vault = Vault(derive(master).wrap)
    clinic = vault.new_clinic_key(CLINIC)
    return vault, Wrapped(CLINIC, COURSE, clinic, vault.new_course_key(CLINIC, clinic, COURSE))


VAULT, KEYS = made()
BOX = VAULT.box(KEYS)


@settings(deadline=None)
@given(TEXTS)
@example("")
@example("\0")
@example("e\u0301 \U0001f30a \u202e\ufeff")
@example("x" * 20_000)
def test_any_text_comes_back_exactly(text: str) -> None:
    locked = BOX.lock(PLACE, ROW, text)

    assert BOX.open(PLACE, ROW, locked) == text
    assert VAULT.box(KEYS).open(PLACE, ROW, locked) == text
    if len(text) > 3:
        assert text.encode() not in locked


@settings(deadline=None)
@given(TEXTS, st.data())
def test_any_changed_bit_is_damage(text: str, data: st.DataObject) -> None:
    locked = bytearray(BOX.lock(PLACE, ROW, text))
    at = data.draw(st.integers(0, len(locked) - 1))
    locked[at] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(Damaged):
        BOX.open(PLACE, ROW, bytes(locked))


def test_every_single_byte_matters() -> None:
    locked = BOX.lock(PLACE, ROW, "The sea came back.")
    for at in range(len(locked)):
        for other in (0, 255, locked[at] ^ 1):
            changed = locked[:at] + bytes([other]) + locked[at + 1 :]
            if changed != locked:
                with pytest.raises(Damaged):
                    BOX.open(PLACE, ROW, changed)


def test_what_was_cut_or_lengthened_is_damaged() -> None:
    locked = BOX.lock(PLACE, ROW, "The sea came back.")
    for wrong in [locked[:n] for n in range(len(locked))] + [locked[1:], locked + b"\0", locked * 2, b"", b"\x02"]:
        with pytest.raises(Damaged):
            BOX.open(PLACE, ROW, wrong)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_moved_to_another_place_or_row_it_does_not_open(text: str, place: str, row: str) -> None:
    locked = BOX.lock(PLACE, ROW, text)
    if (place, row) != (PLACE, ROW):
        with pytest.raises(Damaged):
            BOX.open(place, row, locked)


def test_in_another_course_it_does_not_open_even_under_the_same_key() -> None:
    locked = BOX.lock(PLACE, ROW, "text")
    other_course = Box("course-2", BOX._key)
    with pytest.raises(Damaged):
        other_course.open(PLACE, ROW, locked)


def test_each_course_has_a_key_of_its_own() -> None:
    other = VAULT.new_course_key(CLINIC, KEYS.clinic_wrapped, "course-2")
    box = VAULT.box(Wrapped(CLINIC, "course-2", KEYS.clinic_wrapped, other))

    assert box._key != BOX._key
    with pytest.raises(Damaged):
        Box(COURSE, box._key).open(PLACE, ROW, BOX.lock(PLACE, ROW, "text"))


@pytest.mark.parametrize(
    "swap",
    [
        lambda keys: Wrapped("clinic-2", keys.course_id, keys.clinic_wrapped, keys.course_wrapped),
        lambda keys: Wrapped(keys.clinic_id, "course-2", keys.clinic_wrapped, keys.course_wrapped),
        lambda keys: Wrapped(keys.clinic_id, keys.course_id, keys.course_wrapped, keys.clinic_wrapped),
        lambda keys: Wrapped(keys.clinic_id, keys.course_id, VAULT.new_clinic_key(CLINIC), keys.course_wrapped),
        lambda keys: Wrapped(keys.clinic_id, keys.course_id, b"", b""),
    ],
)
def test_wrapped_keys_open_only_at_their_own_place(swap: Callable[[Wrapped], Wrapped]) -> None:
    with pytest.raises(Damaged):
        VAULT.box(swap(KEYS))


def test_another_master_key_opens_nothing() -> None:
    other, _keys = made(b"n" * 32)
    with pytest.raises(Damaged):
        other.box(KEYS)
    with pytest.raises(Damaged):
        other.new_course_key(CLINIC, KEYS.clinic_wrapped, COURSE)


def test_no_key_is_stored_unwrapped() -> None:
    assert BOX._key not in KEYS.course_wrapped
    assert len(BOX._key) == 32
    assert len({VAULT.new_clinic_key(CLINIC) for _ in range(100)}) == 100


def test_the_same_words_never_look_the_same_locked() -> None:
    locked = {BOX.lock(PLACE, ROW, "The same words.") for _ in range(1000)}

    assert len({one[1:13] for one in locked}) == 1000


def test_the_message_of_damage_holds_nothing_of_the_text() -> None:
    with pytest.raises(Damaged) as damage:
        BOX.open(PLACE, ROW, BOX.lock(PLACE, "row-2", "her own private words"))

    assert str(damage.value) == "does not open"
    assert damage.value.__cause__ is None
    assert damage.value.__suppress_context__


def test_the_check_of_an_installation_fits_its_own_key_alone() -> None:
    check = VAULT.make_check()

    assert VAULT.fits(check)
    assert not made(b"n" * 32)[0].fits(check)
    for wrong in ("", "zz", check[:-2], check.replace(check[-2:], "00"), secrets.token_hex(40)):
        assert not VAULT.fits(wrong)


def test_nothing_to_lock_stays_nothing() -> None:
    assert BOX.lock_maybe(PLACE, ROW, "") is None
    assert BOX.open_maybe(PLACE, ROW, None) == ""
    locked = BOX.lock_maybe(PLACE, ROW, " ")
    assert locked is not None
    assert BOX.open_maybe(PLACE, ROW, locked) == " "
