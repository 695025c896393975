"""Pages of the way back in: for staff who give it, and for whom it is."""

from datetime import datetime
from typing import ClassVar

from server.accounts.recovery_rows import OpenRecovery, Recovered, Recovery, WhyNot
from server.pages.page import Page


class RecoveriesPage(Page, kw_only=True):
    template: ClassVar[str] = "accounts/recoveries.html"
    tab: ClassVar[str] = "invitations"
    recoveries: list[OpenRecovery]


class RecoveryPage(Page, kw_only=True):
    """`open` when its code may be made; `may_prove` when a code that only proves may be, for somebody who is signed in;
    `why_not` who looks is not the second person; `refused` says why something was not done."""

    template: ClassVar[str] = "accounts/recovery.html"
    tab: ClassVar[str] = "invitations"
    person: Recovered
    recovery: Recovery | None
    open: bool
    may_begin: bool
    may_prove: bool
    may_confirm: bool
    why_not: WhyNot
    refused: str


class RecoveryCodePage(Page, kw_only=True):
    """Shown once: the code is kept only as a hash."""

    template: ClassVar[str] = "accounts/recovery_code.html"
    tab: ClassVar[str] = "invitations"
    person: Recovered
    code: str
    expires_at: datetime


class ProofCodePage(Page, kw_only=True):
    """Shown once, as above."""

    template: ClassVar[str] = "accounts/proof_code.html"
    tab: ClassVar[str] = "invitations"
    person: Recovered
    code: str
    expires_at: datetime


class OwnRecoveryPage(Page, kw_only=True):
    template: ClassVar[str] = "accounts/own_recovery.html"
    desk: bool
    recovery: Recovery | None
    open: bool
