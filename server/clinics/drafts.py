"""The numbers of a protocol as they are typed: every wrong one named at once, and nothing signed by typing. Pure."""

import msgspec

from server.clinics.limits import conflicts
from server.clinics.number_kinds import Several
from server.clinics.number_list import NUMBERS
from server.clinics.protocol import Protocol
from server.pages.forms import Posted, Wrong
from server.pages.language import gettext as _


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """`protocol` is None where anything is wrong; `entered` are the texts as they were typed."""

    protocol: Protocol | None
    entered: dict[str, str]
    errors: dict[str, str]


def read_draft(posted: Posted, base: Protocol) -> Draft:
    """On top of `base`: a number that the page did not have is no mistake, and stays as it is there."""
    protocol, errors, entered = base, dict[str, str](), fields_of(base)
    for one in NUMBERS:
        if one.key not in posted.values:
            continue
        for name in entered.keys() & _names(one.key, one.kind):
            del entered[name]
        typed = {name: posted.values[name] for name in _names(one.key, one.kind) & posted.values.keys()}
        entered |= {name: text.replace("\0", "\ufffd") for name, text in typed.items()}
        try:
            if one.key in posted.damaged:
                raise Wrong(_("Some characters did not arrive whole. Please write the number again."))
            protocol = one.put(protocol, one.kind.read(posted, one.key))
        except Wrong as wrong:
            errors[one.key] = str(wrong)
    if not errors:
        errors = conflicts(protocol)
    ordered = {one.key: errors[one.key] for one in NUMBERS if one.key in errors}
    return Draft(protocol=None if errors else protocol, entered=entered, errors=ordered)


def fields_of(protocol: Protocol) -> dict[str, str]:
    """The form as it is typed when nothing is touched."""
    found: dict[str, str] = {}
    for one in NUMBERS:
        found |= {one.key: ""} if isinstance(one.kind, Several) else {}
        found |= one.kind.fields(one.key, one.of(protocol))
    return found


def _names(key: str, kind: object) -> set[str]:
    """The fields of one number: itself, and each tick."""
    return {key, *(f"{key}-{text}" for text, _words in kind.choices)} if isinstance(kind, Several) else {key}
