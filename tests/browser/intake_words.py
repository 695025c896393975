"""What Iris answers at intake, in her own words, and how it must read wherever it is read back."""

import msgspec

from server.intake.content import Question, asked

PARTS = tuple(one.id for one in asked().parts)
CALM = ("I do not drink", "No", "None of these", "Never", "I am not sure")


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen by its label or typed into fields by their names, and the words beside it."""

    chosen: tuple[str, ...] = ()
    typed: dict[str, str] = {}
    words: str = ""
    said: str = ""  # as it reads, where that is not what was chosen

    @property
    def shown(self) -> str:
        words = f"“{self.words}”" if self.words else ""
        return " ".join(filter(None, (self.said or "; ".join(self.chosen), words)))


Replies = dict[str, Reply]
TALKED_ABOUT: Replies = {
    "you-birth": Reply(typed={"day": "14", "month": "3", "year": "1985"}, said="14 March 1985"),
    "you-brings": Reply(words="Two winters that did not end. I’d like to see if <this> & that can help."),
    "you-diagnosis": Reply(words="Depression; “the heavy kind”, she said."),
    "you-diagnosed-by": Reply(words="Dr. Amélie Okafor"),
    "heart-reading": Reply(typed={"upper": "158", "lower": "94"}, said="158 over 94"),
    "head-injury": Reply(chosen=("I am not sure",), words="A fall from a horse. Nobody looked."),
    "head-eyes": Reply(chosen=("Glaucoma", "High pressure in an eye")),
    "body-allergies": Reply(words="Penicillin: a rash."),
    "mind-trauma": Reply(chosen=("I would rather not say here",)),
    "day-ride": Reply(chosen=("Yes",), words="My sister."),
    "day-fasting": Reply(chosen=("Yes",)),
    "day-needs": Reply(words="A blanket."),
}
TO_BE_DECIDED = TALKED_ABOUT | {
    "heart-pressure": Reply(chosen=("Yes, and it is often high",), words="160 at the pharmacy, twice."),
}
ZOLOFT = {"what": "Zoloft", "dose": "150 mg", "weeks": "9", "words": "I slept, and that was all."}
TALKS = {"what": "Talking, on Thursdays", "words": "Half a year, more or less."}
SAID = {
    "Zoloft, up to 150 mg, 9 weeks. Helped a little. Ended because of side effects.": ZOLOFT["words"],
    "Talking, on Thursdays. Not sure whether it helped. Ended because of its cost.": TALKS["words"],
}


def reply_to(question: Question, replies: Replies) -> Reply:
    """Hers, or the calmest that is offered."""
    offered = {option.label for option in question.options}
    return replies.get(question.id) or Reply(chosen=tuple(one for one in CALM if one in offered)[:1])


def questions_of(*parts: str) -> list[Question]:
    """In the order of asking."""
    return [one for part in parts for one in asked().of_part(part)]


def ids_of(*parts: str) -> str:
    return " ".join(one.id for one in questions_of(*parts))


def read_back(replies: Replies, empty: str = "") -> dict[str, str]:
    """Every question by its name, and `empty` for what was left so."""
    return {one.short: reply_to(one, replies).shown or empty for one in questions_of(*PARTS)}
