"""The mail server in the settings: both or neither, and one sentence for what cannot be used."""

import pytest

from server.db.errors import CannotStart
from server.settings import read_settings

SENDER = {"TIDEMARK_MAIL_FROM": "app@post.test"}


@pytest.mark.parametrize("server", ["smtp://127.0.0.1:25", "smtps://name:se%40cret@post.test", "smtp://post.test:587"])
def test_a_mail_server_is_taken_as_it_is_written(server: str) -> None:
    found = read_settings({"TIDEMARK_SMTP": server} | SENDER)
    assert (found.smtp, found.mail_from, found.sends_mail) == (server, "app@post.test", True)


@pytest.mark.parametrize(
    "server", ["post.test", "http://post.test", "smtp://", "smtp://post.test:99999", "smtp://[::1"]
)
def test_what_is_no_mail_server_is_refused_at_the_start(server: str) -> None:
    with pytest.raises(CannotStart, match="TIDEMARK_SMTP must look like"):
        read_settings({"TIDEMARK_SMTP": server} | SENDER)


@pytest.mark.parametrize("sender", ["", "app", "app@", "app @post.test", "Ämter@post.test"])
def test_a_server_without_a_sender_is_refused_at_the_start(sender: str) -> None:
    with pytest.raises(CannotStart, match="TIDEMARK_MAIL_FROM"):
        read_settings({"TIDEMARK_SMTP": "smtp://post.test", "TIDEMARK_MAIL_FROM": sender})


def test_without_either_a_clinic_sends_no_mail_and_a_demo_writes_files() -> None:
    assert not read_settings({}).sends_mail
    assert read_settings({"TIDEMARK_DEMO": "1"}).sends_mail
