"""A credential in plain words, the same for patients, for its holder and for the clinic. Pure."""

from datetime import date

from server.clinics.credentials import Credential, Kind
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.times import full_date, local_day

KIND_WORDS: dict[Kind, str] = {
    "licence": later("Licence"),
    "registration": later("Registration"),
    "training": later("Training"),
}


def issued(one: Credential) -> str:
    """By whom, and under which number."""
    if one.number:
        return _("%(kind)s: %(issuer)s, number %(number)s.", kind=_(KIND_WORDS[one.kind]), issuer=one.issuer,
                 number=one.number)  # fmt: skip
    return _("%(kind)s: %(issuer)s.", kind=_(KIND_WORDS[one.kind]), issuer=one.issuer)


def validity(one: Credential, today: date) -> str:
    if one.valid_until is None:
        return _("It has no end date.")
    day = full_date(one.valid_until)
    if one.over(today):
        return _("It ran out on %(day)s; the clinic has been told.", day=day)
    return _("Valid until %(day)s.", day=day)


def confirmed(one: Credential, zone: str) -> str:
    day = full_date(local_day(one.confirmed_at, zone))
    return _("Confirmed by %(name)s of the clinic on %(day)s.", name=one.confirmed_by_name, day=day)


def said(one: Credential, today: date, zone: str) -> str:
    return " ".join((issued(one), validity(one, today), confirmed(one, zone)))
