"""Words that nobody ever reads here, in every form that says the same, and how a page is read: as seen and heard.

Decided: no form of "eligible" and "approve" at all; "safe" only where it asks ("Are you safe right now?", Y-32), in the
safety plan, or with "not"; a clearance only as what a body does with a medicine, as in the list's mechanism.
"""

import re

from lxml import html as markup

MEDICINE = r"(?:medicines?|medications?|tablets?|pills?|antidepressants?|drugs?|doses?|prescriptions?)"
FORMS = {
    "eligible": r"(?:in|un|non-?)?eligib\w*",
    "approved": r"(?:un|dis|pre-?)?approv(?:e|es|ed|al|als|ing)",
    "safe to take": r"safe(?:ly)? (?:to|for|with|in combination)|(?:is|are|be|was|were|looks?|seems?|[’']s|[’']re) "
    r"(?:\w+ly |quite |very |all )?safe(?! right now)|safely (?:take|taken|combined?|mix(?:ed)?|use|used)",
    "cleared": r"cleared|clears? (?:you|her|him|them|me|us|someone|anyone|the patient|for|to)|"
    r"clearances?(?= (?:for|to|by|from))|medical(?:ly)? clear(?:ance)?",
    "stop taking": r"(?:stop|stops|stopped|stopping|quit|quits|quitting) (?:taking|using)|"
    rf"(?:stop|skip(?! to)|quit|halve|taper|discontinue|withhold|omit|come off|go off) (?:\w+ ){{0,3}}{MEDICINE}",
    "covered by OHIP": r"(?:un)?cover(?:s|ed|ing)?\b[^.]{0,40}\bOHIP|OHIP\b[^.]{0,40}\b(?:un)?cover(?:s|ed|ing)?|"
    r"coverage (?:by|from|under|through|with) (?:the )?OHIP|OHIP(?: |-)coverage|OHIP(?: |-)insured",
    "a verdict or a score": r"overdue|streaks?|guarantee[sd]?|(?:low|no|minimal) risk|risk score",
    "suicide risk": r"(?:low|lower|moderate|medium|high|higher|elevated)[- ]risk|suicide risk|"
    r"risk (?:level|scale|rating|class|tier)s?",
    "a contract": r"contracts?|contract(?:ed|ing) for|no-suicide|promise (?:us|me|your clinic|not to)",
    "a chatbot": r"chat ?bots?|chat(?:s|ting)? with (?:us|it|me|the app|an? (?:AI|assistant|bot))|"
    r"(?:AI|virtual|digital) (?:therapist|companion|assistant|friend)|ask the (?:AI|assistant)",
    "not yet written": r"lorem ipsum|coming soon",
}
EACH = {name: re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for name, form in FORMS.items()}
# Where none of these letters are, the form need not be looked for: on every page of the suite that takes time.
WITHOUT = {
    "eligible": ("eligib",),
    "approved": ("approv",),
    "safe to take": ("safe",),
    "cleared": ("clear",),
    "stop taking": ("stop", "quit", "skip", "halve", "taper", "discontinue", "withhold", "omit", "e off", "o off"),
    "covered by OHIP": ("ohip",),
    "suicide risk": ("risk",),
    "a contract": ("contract", "no-suicide", "promise"),
}
SPOKEN = ("alt", "aria-label", "content", "label", "placeholder", "title")


def forbidden_in(text: str) -> list[str]:
    text = " ".join(text.split())
    folded = text.casefold()
    looked_for = [form for name, form in EACH.items() if any(part in folded for part in WITHOUT.get(name, ("",)))]
    return [found[0] for form in looked_for for found in form.finditer(text)]


def read_out(page: str) -> str:
    """All that a page shows, says to a screen reader, or hands to its scripts as words. Two blocks are two words."""
    return heard_in(markup.fromstring(page))


def heard_in(tree: markup.HtmlElement) -> str:
    told = [
        value
        for element in tree.iter("*")
        for name, value in element.items()
        if name in SPOKEN or name.startswith("data-") or (name == "value" and element.tag in ("button", "input"))
    ]
    return " ".join(" ".join((*tree.itertext(), *told)).split())
