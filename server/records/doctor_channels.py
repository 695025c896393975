"""What the doctor sees of the ways to people: the proxy before us, mail and push. It sends nothing."""

import asyncio
import ssl

import aiosmtplib
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.access.forwarded import was_forwarded
from server.access.keys import Keys
from server.db.connection import Reader
from server.records.finding import Finding, look, ok, wrong
from server.reminders.devices import Keys as PhoneKeys
from server.reminders.devices import Subscription
from server.reminders.mail import IN_ALL, client_for, reveals
from server.reminders.push import seal, text_of
from server.settings import Settings

NO_ANSWER = (OSError, aiosmtplib.SMTPConnectError, aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError)
BESIDE_PROXY = "the address of the proxy as it reaches us (of a container: the gateway of its network)"


def look_at_proxy(settings: Settings) -> Finding:
    """Without its name everybody comes from one address, and one who guesses locks all unknown browsers out."""
    if was_forwarded(settings.data):
        said = "Requests are handed on by a proxy that is not TIDEMARK_TRUSTED_PROXY, or somebody pretends to be one"
        return look("proxy", f"{said}. Set it to {BESIDE_PROXY}, and start again.")
    if settings.secure and not settings.trusted_proxy:
        said = "No proxy is named, so guesses from anywhere count as from one address"
        return look("proxy", f"{said}. Set TIDEMARK_TRUSTED_PROXY to {BESIDE_PROXY}.")
    if settings.trusted_proxy:
        return ok("proxy", f"The proxy {settings.trusted_proxy} is believed who asks, and nobody else is.")
    return ok("proxy", "No proxy is named, and none is needed without https.")


async def look_at_mail(settings: Settings) -> Finding:
    """As far as a message would go: encryption, sign-in, and whether it takes our sender; then it is reset."""
    if settings.smtp is None:
        return look("mail", "No mail server is named, so nobody is reminded by e-mail. All else works without.")
    client = client_for(settings.smtp)
    where, begun = f"The mail server {client.hostname}", False
    try:
        async with asyncio.timeout(IN_ALL):
            await client.connect()
            begun = True
            await client.mail(str(settings.mail_from))
            await client.rset()
    except aiosmtplib.SMTPAuthenticationError:
        return wrong("mail", f"{where} refuses the name or the secret in TIDEMARK_SMTP. Correct them.")
    except (OSError, aiosmtplib.SMTPException) as error:  # a time that is over is one of the first
        if begun:
            return wrong("mail", f"{where} takes nothing from {settings.mail_from}. Correct TIDEMARK_MAIL_FROM.")
        if isinstance(error, NO_ANSWER) and not isinstance(error, ssl.SSLError):
            return wrong("mail", f"{where} does not answer on port {client.port}. Check its name and this network.")
        return wrong("mail", f"{where} does not encrypt or sign in as it must. Ask who runs it for another port.")
    finally:
        client.close()
    return ok("mail", f"{where} signs us in and takes mail from {settings.mail_from}; none was sent.")


def look_at_push(settings: Settings, keys: Keys) -> Finding:
    """Signed and sealed for a phone that does not exist. Who carries it is the maker of each phone's browser."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    phone = Subscription("https://push.invalid/nobody", PhoneKeys(p256dh=text_of(raw), auth=text_of(bytes(16))))
    try:
        seal(settings, keys, phone, 0)
    except Exception as error:  # of a library that was brought up to date, in whatever way
        return wrong("push", f"A notification cannot be sealed ({type(error).__name__}). Install Tidemark again.")
    if not settings.secure:
        return look("push", "No phone can be reminded by push: browsers allow it at an https address alone.")
    carried = "the maker of each phone's browser carries it, and whether it does shows at /clinic/reminders"
    return ok("push", f"Push can be signed and sealed; {carried}.")


async def look_at_words(reader: Reader, settings: Settings) -> Finding:
    """What a reader of somebody's mail or lock screen sees without opening anything."""
    names = [str(one["name"]) for one in await reader.rows("select name from clinic order by id")]
    told = [
        said
        for said, text in (("TIDEMARK_MAIL_FROM", settings.mail_from or ""), ("TIDEMARK_BASE_URL", settings.base_url))
        if any(reveals(text, name) for name in names or [""])
    ]
    if told:
        return look("neutral", f"{' and '.join(told)} tell whose message it is to who sees a phone or a mailbox.")
    return ok("neutral", "Neither the sender of mails nor the address says what they are about.")
