"""Pages and forms of how one signs in: passkeys, one-time codes, recovery codes."""

from typing import Annotated, ClassVar

import msgspec

from server.accounts.passkeys import Passkey
from server.accounts.proofs import Proofs
from server.pages.forms import Tick, Words
from server.pages.language import later
from server.pages.page import Page


class PasskeyName(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, Words(60, one_line=True, missing=later("Please give it a name you will know it by."))]


class NewPasskey(PasskeyName, frozen=True, kw_only=True):
    answer: Annotated[str, Words(20_000)]


class CodeOfApp(msgspec.Struct, frozen=True, kw_only=True):
    code: Annotated[str, Words(20, one_line=True, missing=later("Please type the six figures that the app shows."))]


class SecondForm(msgspec.Struct, frozen=True, kw_only=True):
    """`step` says that the passphrase was right, on this browser and just now."""

    step: Annotated[str, Words(400, least=0)]
    code: Annotated[str, Words(40, least=0, one_line=True)]
    answer: Annotated[str, Words(20_000, least=0)]
    next: Annotated[str, Words(300, least=0, one_line=True)]


class PasskeyForm(msgspec.Struct, frozen=True, kw_only=True):
    answer: Annotated[str, Words(20_000, least=0)]
    own: Annotated[bool, Tick()]
    next: Annotated[str, Words(300, least=0, one_line=True)]


class PasskeysPage(Page, kw_only=True):
    """`wrong` is the passkey whose name could not be used, or empty for the new one. Not `proven`, it asks first.

    `only_at` is the address to open instead; empty where this is it.
    """

    template: ClassVar[str] = "accounts/passkeys.html"
    desk: bool
    passkeys: list[Passkey]
    possible: bool
    only_at: str
    proven: bool
    entered: dict[str, str]
    errors: dict[str, str]
    wrong: str = ""
    refused: str = ""


class SecondPage(Page, kw_only=True):
    """How one signs in. `held` when nothing else opens before it is set up."""

    template: ClassVar[str] = "accounts/second.html"
    desk: bool
    held: bool
    staff: bool
    proofs: Proofs
    home: str


class OneTimePage(Page, kw_only=True):
    """`secret` only while it is being set up, and shortly after a proof."""

    template: ClassVar[str] = "accounts/one_time.html"
    desk: bool
    on: bool
    secret: str
    qr: str
    entered: dict[str, str]
    errors: dict[str, str]
    refused: str = ""


class CodesPage(Page, kw_only=True):
    """The codes themselves once, in answer to making them."""

    template: ClassVar[str] = "accounts/codes.html"
    desk: bool
    codes: list[str]
    proofs: Proofs
    home: str


class SecondStepPage(Page, kw_only=True):
    """`waits` is in how many minutes a code may be typed again, after many wrong ones; 0 when it may be now."""

    template: ClassVar[str] = "accounts/second_step.html"
    step: str
    next: str
    passkeys: bool
    codes: bool
    waits: int
    errors: dict[str, str]
