"""The settings: read once, each with a default, and refused in one sentence."""

from pathlib import Path

import pytest

from server.accounts.ceremony import rp_id
from server.db.errors import CannotStart
from server.settings import Settings, read_settings


def refused(**settings: str) -> str:
    with pytest.raises(CannotStart) as reason:
        read_settings(settings)
    assert "\n" not in str(reason.value)
    return str(reason.value)


def test_with_nothing_set_it_serves_this_machine_alone() -> None:
    assert read_settings({}) == Settings(
        host="127.0.0.1", port=8000, data=Path("var"), database_url=None, demo=False,
        base_url="http://localhost:8000", master_key=None, trusted_proxy=None,
    )  # fmt: skip


def test_each_setting_is_taken() -> None:
    settings = read_settings(
        {
            "TIDEMARK_HOST": "0.0.0.0",
            "TIDEMARK_PORT": "9000",
            "TIDEMARK_DATA": "/srv/tidemark",
            "DATABASE_URL": "postgresql://tidemark@db/tidemark",
            "TIDEMARK_BASE_URL": "https://clinic.example",
            "TIDEMARK_MASTER_KEY": "5a" * 32,
            "TIDEMARK_TRUSTED_PROXY": "10.0.0.1",
            "TIDEMARK_DEMO": "1",
        }
    )

    assert settings == Settings(
        host="0.0.0.0", port=9000, data=Path("/srv/tidemark"), database_url="postgresql://tidemark@db/tidemark",
        demo=True, base_url="https://clinic.example", master_key="5a" * 32, trusted_proxy="10.0.0.1",
    )  # fmt: skip
    assert settings.secure


def test_an_empty_setting_is_one_that_is_not_set() -> None:
    names = ("DATABASE_URL", "TIDEMARK_DATA", "TIDEMARK_BASE_URL", "TIDEMARK_MASTER_KEY", "TIDEMARK_TRUSTED_PROXY",
             "TIDEMARK_DEMO", "TIDEMARK_HOST", "TIDEMARK_PORT", "DATABASE_URL_FILE")  # fmt: skip

    assert read_settings(dict.fromkeys(names, "")) == read_settings({})


@pytest.mark.parametrize(("text", "demo"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_the_demo_is_asked_for_by_anything_but_nought(text: str, demo: bool) -> None:
    assert read_settings({"TIDEMARK_DEMO": text}).demo is demo


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "8 0", "٨٠", "1e3", "http", "99999999999999999999"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert refused(TIDEMARK_PORT=port) == (
        "TIDEMARK_PORT must be a number from 1 to 65535. Set it, or leave it out for 8000."
    )


@pytest.mark.parametrize(
    "url",
    ["clinic.example", "ftp://clinic.example", "http://", "https:///x", "//clinic.example", "http://[::1", "http://a]b",
     "https://clinic.example:port", "https://clinic.example:99999", "https://user:secret@clinic.example", "x",
     "https://clinic example"],
)  # fmt: skip
def test_a_base_url_that_is_none_is_refused(url: str) -> None:
    said = refused(TIDEMARK_BASE_URL=url)

    assert said == "TIDEMARK_BASE_URL must begin with https:// and name the clinic's host. Correct it."


def test_of_the_base_url_only_scheme_and_host_are_kept() -> None:
    for url in ("https://clinic.example/", "https://clinic.example/app?x=1#y"):
        assert read_settings({"TIDEMARK_BASE_URL": url}).base_url == "https://clinic.example"
    assert read_settings({"TIDEMARK_BASE_URL": "http://localhost:9000"}).base_url == "http://localhost:9000"


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://localhost:8000"), ("::1", "http://localhost:8000"), ("localhost", "http://localhost:8000"),
     ("0.0.0.0", "http://localhost:8000"), ("::", "http://localhost:8000"), ("10.0.0.7", "http://10.0.0.7:8000"),
     ("fd00::7", "http://[fd00::7]:8000")],
)  # fmt: skip
def test_on_this_machine_the_address_is_a_name_so_that_passkeys_can_belong_to_it(host: str, address: str) -> None:
    settings = read_settings({"TIDEMARK_HOST": host})
    assert settings.base_url == address
    assert rp_id(settings) == ("localhost" if "localhost" in address else "")


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("5a" * 32 + "\n")
    settings = read_settings({"TIDEMARK_MASTER_KEY_FILE": str(tmp_path / "key"), "TIDEMARK_MASTER_KEY": "other"})

    assert settings.master_key == "5a" * 32


def test_a_file_that_cannot_be_read_is_named_by_its_setting(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for name in ("TIDEMARK_MASTER_KEY", "DATABASE_URL"):
        for path in ("none", "", "bytes"):
            said = refused(**{f"{name}_FILE": str(tmp_path / path)})
            assert said == f"{name}_FILE names a file that cannot be read. Check its path and rights."


def test_an_empty_file_of_a_secret_is_not_taken_for_no_secret(tmp_path: Path) -> None:
    """Or a forgotten mount would start an installation of its own, with another database and another key."""
    (tmp_path / "empty").write_text("\n")
    for name in ("TIDEMARK_MASTER_KEY", "DATABASE_URL"):
        said = refused(**{f"{name}_FILE": str(tmp_path / "empty")})
        assert said == f"{name}_FILE names a file that is empty. Fill it."


def test_workers_metrics_delay_and_log_are_taken() -> None:
    asked = {"TIDEMARK_WORKERS": "4", "TIDEMARK_METRICS": "9464", "TIDEMARK_STOP_DELAY": "5", "TIDEMARK_LOG": "plain"}
    settings = read_settings(asked)
    assert (settings.workers, settings.stop_delay, settings.log) == (4, 5, "plain")
    assert settings.metrics == ("127.0.0.1", 9464), "a port alone is one of loopback"
    assert read_settings({"TIDEMARK_METRICS": "10.0.0.5:9464"}).metrics == ("10.0.0.5", 9464)
    assert read_settings({"TIDEMARK_METRICS": "[::1]:9464"}).metrics == ("::1", 9464)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *[("TIDEMARK_WORKERS", text) for text in ("0", "65", "-1", "two", "1.5", "٤")],
        ("TIDEMARK_WORK_METRICS", "x"),
        *[("TIDEMARK_METRICS", text) for text in ("0", "host", "host:", "host:99999", "9464x")],
        *[("TIDEMARK_STOP_DELAY", text) for text in ("61", "-1", "soon")],
        *[("TIDEMARK_LOG", text) for text in ("JSON", "xml")],
    ],
)
def test_what_they_cannot_be_is_refused(name: str, text: str) -> None:
    assert refused(**{name: text}).startswith(f"{name} must be ")
