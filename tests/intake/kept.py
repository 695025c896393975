"""What of intake stands in the database, opened as the server opens it."""

from server.courses.queries import find_own_course
from server.demo_people import Cast
from server.intake.facts import Fact, Kind, history_of
from tests.someone import Installation


def history(installation: Installation, name: str, kind: Kind, subject: str) -> list[Fact]:
    """Every telling of one subject by one of the cast, newest first."""
    found: list[Fact] = []

    async def read() -> None:
        house = installation.house
        async with house.db.reading() as db:
            course = await find_own_course(db, house.vault, Cast(house).people[name])
            assert course is not None
            found.extend(await history_of(db, course, kind, subject))

    installation.run(read)
    return found
