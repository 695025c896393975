"""Which breaths may be offered, and when: the bounds of a pattern (B-13) and the rules of B-14 and B-16. Pure."""

from collections.abc import Iterable
from math import isfinite

from server.pages.content import Pattern
from server.pages.language import gettext as _

MOST_IN, MOST_HOLD, MOST_OUT, MOST_REST = 6, 7, 10, 4
SHORTEST, LONGEST = 10, 20  # seconds of a whole breath: six a minute, and three
# in, top-up, hold, out, rest, rounds, minutes: the table of 4.4. What differs from it is nobody's but the clinic's own.
SHIPPED: dict[str, tuple[float, ...]] = {
    "B-01": (0, 0, 0, 0, 0, 0, 0),
    "B-02": (4, 0, 0, 6, 0, 0, 0),
    "B-03": (5.5, 0, 0, 5.5, 0, 0, 0),
    "B-04": (4, 0, 4, 4, 4, 0, 0),
    "B-05": (4, 0, 7, 8, 0, 4, 0),
    "B-06": (2, 1, 0, 6, 0, 0, 5),
    "B-07": (3, 0, 0, 5, 0, 0, 0),
}
NOT_DURING = {"B-04", "B-05", "B-06"}


def refusals(pattern: Pattern) -> list[str]:
    """A sentence for each bound that it breaks; none for a pattern that may be used."""
    numbers = _numbers(pattern)
    if not all(isfinite(number) and number >= 0 for number in numbers):
        return [_("Every part of a breath is a number of seconds, nought or more.")]
    said = [] if SHIPPED.get(pattern.id) == numbers else _out_of_bounds(pattern)
    if "during" in pattern.when:
        if pattern.holds:
            said.append(_("During a session no breath is held: leave out the hold and the rest, or the session."))
        if pattern.top or pattern.id in NOT_DURING:
            said.append(_("During a session there is no sigh and none of the breaths with a hold."))
    return said


def _out_of_bounds(pattern: Pattern) -> list[str]:
    breath_in = pattern.in_ + pattern.top
    whole = round(breath_in + pattern.hold + pattern.out + pattern.rest, 3)
    rules = [
        (pattern.in_ > 0 and pattern.out > 0, _("A breath goes in and out: both take longer than nought seconds.")),
        (breath_in <= MOST_IN, _("The way in takes at most %(most)s seconds.", most=MOST_IN)),
        (pattern.hold <= MOST_HOLD, _("A hold lasts at most %(most)s seconds.", most=MOST_HOLD)),
        (pattern.out <= MOST_OUT, _("The way out takes at most %(most)s seconds.", most=MOST_OUT)),
        (pattern.rest <= MOST_REST, _("A rest lasts at most %(most)s seconds.", most=MOST_REST)),
        (
            SHORTEST <= whole <= LONGEST,
            _(
                "A whole breath takes %(least)s to %(most)s seconds, which is six to three a minute.",
                least=SHORTEST,
                most=LONGEST,
            ),
        ),
    ]
    return [sentence for holds, sentence in rules if not holds]


def offered(patterns: Iterable[Pattern], *, during: bool) -> list[Pattern]:
    """Under the drug's effect only what is for it and holds nothing; a pattern out of bounds never (B-13, B-14)."""
    return [one for one in patterns if not refusals(one) and (not during or ("during" in one.when and not one.holds))]


def _numbers(pattern: Pattern) -> tuple[float, ...]:
    return (
        pattern.in_, pattern.top, pattern.hold, pattern.out, pattern.rest, pattern.rounds, pattern.minutes,
    )  # fmt: skip
