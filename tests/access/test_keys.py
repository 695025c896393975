"""The master key: one key a purpose comes from it, and its file is made once, for its owner alone."""

import secrets
from pathlib import Path

import pytest

from server.access.keys import derive, load_keys
from server.db.errors import CannotStart
from server.settings import Settings

MASTER = secrets.token_bytes(32)


def test_each_purpose_has_a_key_of_its_own() -> None:
    keys = derive(MASTER)
    every = [keys.wrap, keys.trail, keys.codes, keys.tags]

    assert len({*every, MASTER}) == 5
    assert {len(key) for key in every} == {32}


def test_keys_stay_the_same_from_release_to_release() -> None:
    """Known answers: with others, no database of an earlier release would open."""
    keys = derive(bytes(range(32)))

    assert keys.wrap.hex() == "738f4f07d617142e846bb5a052798d09e573b49d61c42eed9f757052e0dba56a"
    assert keys.hash_code("ABCD2345") == "098e9de71f6b2c5f8e4d80901230d8ca50a64603f924dc8644ba9a1ea0962b72"
    assert keys.tag("0199c000-0000-7000-8000-000000000003") == "2d33e454b174b2f24ccf4235"


def test_another_master_key_makes_other_codes_and_tags() -> None:
    one, other = derive(MASTER), derive(secrets.token_bytes(32))

    assert one.hash_code("ABCD2345") != other.hash_code("ABCD2345")
    assert one.tag("person") != other.tag("person")


def test_a_new_database_gets_a_key_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    made = load_keys(settings, fresh=True)
    path = tmp_path / "keys" / "master.key"

    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert len(path.read_text().strip()) == 64
    assert load_keys(settings, fresh=True) == load_keys(settings, fresh=False) == made


def test_two_installations_never_make_the_same_key(tmp_path: Path) -> None:
    made = [load_keys(Settings(data=tmp_path / name), fresh=True) for name in "ab"]

    assert made[0] != made[1]


def test_a_database_with_words_in_it_never_gets_a_new_key(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"is missing.*Put the file back, or set TIDEMARK_MASTER_KEY\."):
        load_keys(Settings(data=tmp_path), fresh=False)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "5a" * 31, "5a" * 33, "zz" * 32, "5a" * 31 + "5", "ＡＡ" * 32, "5a " * 32, "\0" * 64]
)
def test_a_key_that_is_malformed_is_refused_wherever_it_comes_from(tmp_path: Path, text: str) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "master.key").write_text(text)
    for settings in (Settings(data=tmp_path), Settings(data=tmp_path, master_key=text)):
        with pytest.raises(CannotStart, match=r"must be 64 hexadecimal digits"):
            load_keys(settings, fresh=True)


def test_a_key_is_taken_with_spaces_around_it_and_in_capitals(tmp_path: Path) -> None:
    plain = load_keys(Settings(data=tmp_path, master_key="5a" * 32), fresh=True)

    assert load_keys(Settings(data=tmp_path, master_key=" " + "5A" * 32 + "\n"), fresh=True) == plain


def test_a_key_file_of_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "master.key").write_bytes(secrets.token_bytes(32) + b"\xff")

    with pytest.raises(CannotStart, match=r"cannot be read|64 hexadecimal"):
        load_keys(Settings(data=tmp_path), fresh=False)


def test_the_message_never_holds_the_key(tmp_path: Path) -> None:
    with pytest.raises(CannotStart) as refused:
        load_keys(Settings(data=tmp_path, master_key="a secret that is malformed"), fresh=True)

    assert "a secret that is malformed" not in str(refused.value)
