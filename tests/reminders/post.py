"""A real mail server on this machine that takes, refuses, dawdles or hangs up; and a clinic that sends through it."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import msgspec
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from server.ids import new_id
from server.reminders.rounds import remind
from server.reminders.sending import send_waiting
from tests.reminders.planned import at
from tests.someone import Installation, Someone

SENDER = "app@post.test"
FIVE = at("2026-11-25 17:05")
STATE = """
    select coalesce(trouble, '') || ' ' || tries || ' ' || case when sent_at is not null then 'sent'
           when given_up_at is not null then 'given up' else 'waits' end
    from reminder_sending where errand = 'reminder' order by id desc limit 1
"""


class Handler:
    """`answers` are given to the next recipients in turn, the last for ever; `waits` before each message is taken."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.answers = ["250 OK"]
        self.waits = 0.0
        self.hangs_up = False

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:
        await asyncio.sleep(self.waits)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.original_content, policy=policy.default)
        self.taken.append((list(envelope.rcpt_tos), message))
        if self.hangs_up and server.transport is not None:
            server.transport.close()
        return "250 taken"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def post_office() -> Iterator[tuple[Handler, int]]:
    handler = Handler()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


def sends_through(installation: Installation, port: int) -> None:
    installation.house.settings = msgspec.structs.replace(
        installation.house.settings, smtp=f"smtp://127.0.0.1:{port}", mail_from=SENDER
    )


def go_round(installation: Installation) -> None:
    installation.run(lambda: remind(installation.house))


def send(installation: Installation) -> None:
    installation.run(lambda: send_waiting(installation.house))


def code_in(message: EmailMessage) -> str:
    return "".join(word for word in message.get_content().split() if word.strip(".").isdigit()).strip(".")


def confirmed(installation: Installation, handler: Handler, person: Someone, address: str) -> None:
    """As somebody gives an address and types the code that came to it."""
    person.send("/reminders/mail", {"id": fresh(installation), "address": address})
    send(installation)
    assert person.send("/reminders/mail/confirm", {"code": code_in(handler.taken[-1][1])}).status_code == 200


def fresh(installation: Installation) -> str:
    return new_id(installation.clock())


def evening(installation: Installation) -> None:
    """Noor's session is tomorrow: one reminder, and so one mail that waits."""
    installation.clock.now = FIVE
    go_round(installation)


def state(installation: Installation) -> str:
    return str(installation.value(STATE))
