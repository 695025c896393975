"""What every telling of intake carries beside its own fields."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.pages.forms import Id, Moment


class ToldForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    written_at: Annotated[datetime | None, Moment()]
