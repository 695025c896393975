"""A course's key is renewed: words of before open until it is let go, and ids that were made with it stay."""

import time

import pytest

from server.access import keys
from server.access.keys import derive, load_keys, next_path, open_vault, read_key, wraps_of, write_key
from server.access.vault import LATE, Damaged, Vault, Wrapped
from server.db.errors import CannotStart
from server.records.rotating import prepare_master
from server.settings import Settings
from tests.access.test_vault import CLINIC, COURSE, PLACE, ROW, made

VAULT, KEYS = made()


def with_ring(ring: bytes) -> Wrapped:
    return Wrapped(CLINIC, COURSE, KEYS.clinic_wrapped, ring)


def test_words_of_before_open_until_the_key_before_is_let_go():
    before = VAULT.box(KEYS)
    locked = before.lock(PLACE, ROW, "The sea came back.")
    renewed = with_ring(VAULT.renew(KEYS))
    box = VAULT.box(renewed)

    assert box.open(PLACE, ROW, locked) == "The sea came back."
    anew = box.lock_anew(PLACE, ROW, locked)
    settled = VAULT.box(with_ring(VAULT.settle(renewed)))
    assert settled.open(PLACE, ROW, anew) == "The sea came back."
    with pytest.raises(Damaged):
        settled.open(PLACE, ROW, locked)
    with pytest.raises(Damaged):
        before.open(PLACE, ROW, anew)


def test_what_is_locked_with_the_newest_key_is_left_alone_and_damage_is_never_locked_anew():
    box = VAULT.box(with_ring(VAULT.renew(KEYS)))

    assert box.lock_anew(PLACE, ROW, box.lock(PLACE, ROW, "New words.")) is None
    with pytest.raises(Damaged):
        box.lock_anew(PLACE, "row-2", VAULT.box(KEYS).lock(PLACE, ROW, "Moved."))


def test_a_late_replay_is_known_after_any_number_of_new_keys():
    marks, ring = {VAULT.box(KEYS).mark("entry", "the words")}, KEYS.course_wrapped
    for _turn in range(3):
        ring = VAULT.renew(with_ring(ring))
        marks.add(VAULT.box(with_ring(ring)).mark("entry", "the words"))
        ring = VAULT.settle(with_ring(ring))
        marks.add(VAULT.box(with_ring(ring)).mark("entry", "the words"))
    assert len(marks) == 1


def test_a_renewal_that_was_broken_off_is_not_begun_again():
    ring = VAULT.renew(KEYS)

    assert VAULT.renew(with_ring(ring)) == ring


def test_a_process_that_serves_takes_a_new_master_up_and_forgets_the_old_one(monkeypatch):
    new = derive(b"n" * 32).wrap
    serving = Vault(derive(b"m" * 32).wrap, lambda: [new])
    rewrapped = Vault(new).wrap_anew(CLINIC, KEYS.clinic_wrapped, VAULT)

    assert serving.box(Wrapped(CLINIC, COURSE, rewrapped, KEYS.course_wrapped)).mark("entry", "a")
    assert serving._wraps == [new]
    assert serving.box(KEYS).mark("entry", "a"), "what another request had read a moment before"
    late = time.monotonic() + LATE
    monkeypatch.setattr(time, "monotonic", lambda: late)
    with pytest.raises(Damaged):
        serving.box(KEYS)
    assert serving._before == []
    with pytest.raises(Damaged):
        VAULT.box(Wrapped(CLINIC, COURSE, rewrapped, KEYS.course_wrapped))


def test_what_is_wrapped_for_a_clinic_opens_under_another_master_and_nowhere_else():
    new = derive(b"n" * 32).wrap
    clinic = (CLINIC, KEYS.clinic_wrapped)
    secret = VAULT.wrap_for_clinic(clinic, "one_time_key.secret", ROW, b"what the figures are made of")
    after = Vault(new)
    rewrapped = (CLINIC, after.wrap_anew(CLINIC, KEYS.clinic_wrapped, VAULT))

    assert after.unwrap_for_clinic(rewrapped, "one_time_key.secret", ROW, secret) == b"what the figures are made of"
    for place, row in (("one_time_key.other", ROW), ("one_time_key.secret", COURSE)):
        with pytest.raises(Damaged):
            after.unwrap_for_clinic(rewrapped, place, row, secret)
    with pytest.raises(Damaged):
        VAULT.unwrap_for_clinic(rewrapped, "one_time_key.secret", ROW, secret)


def test_what_signs_and_recognises_stays_when_the_master_changes(tmp_path):
    settings = Settings(data=tmp_path)
    old = load_keys(settings, fresh=True)
    new = read_key(prepare_master(settings))

    assert new.wrap != old.wrap
    assert (new.trail, new.codes, new.tags, new.checkpoints) == (old.trail, old.codes, old.tags, old.checkpoints)
    assert wraps_of(settings) == [old.wrap, new.wrap]
    assert prepare_master(settings) == next_path(tmp_path / "keys" / "master.key")
    assert read_key(prepare_master(settings)) == new
    assert next_path(tmp_path / "keys" / "master.key").stat().st_mode & 0o777 == 0o600
    assert open_vault(settings, old).fits(Vault(new.wrap).make_check())


def test_a_key_in_a_setting_cannot_be_rotated_and_a_key_file_is_never_written_over(tmp_path):
    with pytest.raises(CannotStart, match="TIDEMARK_MASTER_KEY_FILE"):
        prepare_master(Settings(data=tmp_path, master_key="5a" * 32))
    write_key(tmp_path / "one.key", b"1" * 32)
    with pytest.raises(CannotStart):
        write_key(tmp_path / "one.key", b"2" * 32)
    assert read_key(tmp_path / "one.key") == derive(b"1" * 32)


def test_a_key_file_with_half_a_line_or_a_strange_name_is_refused(tmp_path):
    for text in ("5a" * 32 + " trail", "5a" * 32 + " wrap " + "5b" * 32, "5a" * 32 + " trail 5b"):
        (tmp_path / "key").write_text(text)
        with pytest.raises(CannotStart, match="64 hexadecimal"):
            read_key(tmp_path / "key")


def test_a_key_that_takes_its_place_while_it_is_looked_for_is_found(tmp_path, monkeypatch):
    settings = Settings(data=tmp_path)
    load_keys(settings, fresh=True)
    upcoming = prepare_master(settings)
    path, wanted, read = tmp_path / "keys" / "master.key", read_key(upcoming).wrap, keys.read_key

    def moved_meanwhile(one):
        found = read(one)
        if upcoming.exists():
            upcoming.replace(path)
        return found

    monkeypatch.setattr(keys, "read_key", moved_meanwhile)
    assert wanted in wraps_of(settings)
    assert [read(path).wrap] == wraps_of(settings)
