"""A push service that lets nobody in: certain that nothing was handed over, it is tried again; else it is not."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.reminders import push
from server.reminders.devices import Keys, Subscription
from server.reminders.mail import NotSent
from server.reminders.push import send_push, text_of
from tests.someone import Installation


@contextmanager
def silent() -> Iterator[int]:
    """Takes every connection, reads what comes, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    taken.append(listener.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield listener.getsockname()[1]
        for one in taken:
            one.close()


def trouble_at(installation: Installation, where: str) -> NotSent:
    raw = (
        ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    )
    phone = Subscription(where, Keys(p256dh=text_of(raw), auth=text_of(bytes(16))))

    async def go() -> NotSent:
        with pytest.raises(NotSent) as caught:
            await send_push(installation.house, phone, installation.clock())
        return caught.value

    found = installation.run(go)
    assert isinstance(found, NotSent)
    return found


def test_one_with_which_no_connection_comes_about_in_time_is_tried_again(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "IN_ALL", 0.5)
    with silent() as port:
        trouble = trouble_at(installation, f"https://127.0.0.1:{port}/phone")  # it never says hello
    assert (trouble.trouble, trouble.again) == ("down", True)


def test_one_that_took_the_message_and_says_nothing_is_not_told_twice(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "IN_ALL", 0.5)
    with silent() as port:
        trouble = trouble_at(installation, f"http://127.0.0.1:{port}/phone")
    assert (trouble.trouble, trouble.again) == ("unknown", False)


def test_one_that_is_not_there_is_tried_again(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    trouble = trouble_at(installation, f"http://127.0.0.1:{port}/phone")
    assert (trouble.trouble, trouble.again) == ("down", True)
