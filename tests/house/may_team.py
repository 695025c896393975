"""Who may have the places of a care team and hand-overs, beside the pages of a patient: whoever they are of."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.house.who_may import Key

OPENED_BY = "wren"  # in the demo's one emergency; she is on nobody's team


def of_a_place(who: str, route: str, keys: "dict[str, Key]", otherwise: Callable[..., bool]) -> bool:
    """`otherwise` knows of any other route."""
    if route.startswith("/emergency/") and "place_id" in keys:
        return who == OPENED_BY and bool(keys["place_id"].live)
    if route.startswith("/course/emergencies/"):
        return keys["place_id"].of == who and bool(keys["place_id"].live)
    if route.startswith("/leave/"):
        return keys["hand_over_id"].of == who
    return otherwise(who, route, keys)
