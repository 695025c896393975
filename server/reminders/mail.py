"""E-mail, which says that there is something in the app and nothing else. One door: `send_mail`.

What a server answered before it had the message is tried again; what happened to it afterwards nobody knows, and it
is not sent a second time.
"""

import asyncio
import os
import re
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import unquote, urlsplit

import aiosmtplib

from server.access.house import House
from server.pages.language import gettext as _
from server.reminders.outbox import Trouble
from server.settings import LOOPBACK, Settings

IN_ALL = 8.0  # seconds for one message
NOWHERE = "app.invalid"  # what a message is numbered by, so that its number says nothing of the clinic
REVEALS = re.compile(r"keta|clinic|therap|psych|medic|health|mental|trip|infus|doctor|hospital", re.IGNORECASE)


class NotSent(Exception):
    """`again`: it is certain that nothing went out, so that it may be tried once more."""

    def __init__(self, trouble: Trouble, *, again: bool) -> None:
        super().__init__(trouble)
        self.trouble, self.again = trouble, again


def neutral_mail(base_url: str, clinic_name: str) -> tuple[str, str]:
    """Subject and body of every reminder. The app's address is in it only where it tells nothing."""
    where = neutral_address(base_url, clinic_name)
    said = _("You have a message in your app.")
    return _("You have a message"), f"{said}\n\n{where}\n" if where else f"{said}\n"


def code_mail(code: str) -> tuple[str, str]:
    said = _("Your code is %(code)s. It works for half an hour.", code=code)
    return _("Your code"), said + "\n\n" + _("If you did not ask for a code, you can leave this unread.") + "\n"


def neutral_address(base_url: str, clinic_name: str) -> str:
    """Empty where the address itself would tell a reader of somebody's mail what it is about."""
    return "" if reveals(urlsplit(base_url).hostname or "", clinic_name) else base_url


def reveals(text: str, clinic_name: str) -> bool:
    names = [word for word in re.findall(r"\w+", clinic_name.lower()) if len(word) > 2]
    return bool(REVEALS.search(text)) or any(word in text.lower() for word in names)


def write_mail(house: House, to: str, words: tuple[str, str]) -> EmailMessage:
    sender = house.settings.mail_from or "app@localhost"
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, words[0]
    message["Date"] = format_datetime(house.clock())
    message["Message-ID"] = make_msgid(domain=NOWHERE)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words[1])
    return message


async def send_mail(house: House, to: str, words: tuple[str, str]) -> None:
    """Raises NotSent. In the demo, where no server is named, into a file."""
    try:
        message = write_mail(house, to, words)
        message.as_bytes()
    except (ValueError, LookupError):  # an address that no mail can be written to
        raise NotSent("refused", again=False) from None
    if house.settings.smtp is None:
        await asyncio.to_thread(_to_file, house.settings, message)
    else:
        await _to_server(house.settings, house.settings.smtp, message, to)


def _to_file(settings: Settings, message: EmailMessage) -> None:
    folder = settings.data / "mail"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = re.sub(r"[^0-9A-Za-z.]", "-", str(message["Message-ID"]).strip("<>").partition("@")[0])
    handle = os.open(folder / f"{name}.eml", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(message.as_bytes())


async def _to_server(settings: Settings, server: str, message: EmailMessage, to: str) -> None:
    client = client_for(server)
    handed_over = False
    try:
        async with asyncio.timeout(IN_ALL):
            await client.connect()
            await client.mail(str(settings.mail_from))
            await client.rcpt(to)
            handed_over = True
            await client.data(message.as_bytes())
    except aiosmtplib.SMTPResponseException as answer:
        raise NotSent("refused", again=answer.code < 500) from None
    except (TimeoutError, aiosmtplib.SMTPTimeoutError):
        raise NotSent("unknown" if handed_over else "slow", again=not handed_over) from None
    except (OSError, aiosmtplib.SMTPException):
        raise NotSent("unknown" if handed_over else "down", again=not handed_over) from None
    finally:
        client.close()


def client_for(server: str) -> aiosmtplib.SMTP:
    """Off this machine nothing goes unencrypted, least of all a password."""
    parts = urlsplit(server)
    host, implicit = parts.hostname or "", parts.scheme == "smtps"
    return aiosmtplib.SMTP(
        hostname=host,
        port=parts.port or (465 if implicit else 587),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password or "") if parts.username else None,
        use_tls=implicit,
        start_tls=None if implicit else host not in LOOPBACK,
        local_hostname="localhost",
        timeout=IN_ALL,
    )
