"""What both databases work out about two moments is what Python does."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from server.db.connection import open_database
from server.db.seconds import seconds_between
from server.db.values import utc_text

pytestmark = pytest.mark.anyio
LEAPS = [datetime(2024, 2, 28, 23, 59, 59, tzinfo=UTC), datetime(2027, 12, 31, 23, 0, tzinfo=UTC)]
PAIRS = 400


def moments(chance: Random) -> list[tuple[datetime, datetime]]:
    """Of this century, an hour to years apart, both ways round; and over the ends of February and of a year."""
    found = [(one, one + timedelta(seconds=chance.randint(1, 3 * 86400))) for one in LEAPS for _again in range(20)]
    for _pair in range(PAIRS):
        one = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(60 * 365 * 86400))
        apart = chance.choice((-1, 1)) * chance.randrange(10 ** chance.randint(1, 9))
        found.append((one, max(one + timedelta(seconds=apart), LEAPS[0] - timedelta(days=30 * 365))))
    return found


async def test_whole_seconds_between_two_moments_as_they_are_kept(place: str) -> None:
    pairs = moments(Random(7))
    sql = f"select {seconds_between(':one', ':two')} as seconds"
    sql = sql.replace(":one", "cast(:one as text)").replace(":two", "cast(:two as text)")
    async with await open_database(place) as db, db.reading() as reader:
        found = [await reader.value(sql, one=utc_text(one), two=utc_text(two)) for one, two in pairs]
    assert found == [int((two - one).total_seconds()) for one, two in pairs]
