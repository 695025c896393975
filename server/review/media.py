"""Recordings and pictures that are shared with a clinician: through a live share alone, with a row for each look."""

from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController
from server.courses.own import Me, house_of
from server.journal.shared_media import open_shown
from server.media.serving import file_answer
from server.pages.handlers import InPath, Now, Store, Visitor


class SharedMediaController(ClinicianController):
    path = "/review/{entry_id:uuid}/media/{media_id:uuid}"

    @get("/", uncompressed=True)
    async def open_shared_media(
        self, request: Visitor, store: Store, me: Me, entry_id: InPath[UUID], media_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """The row is kept before the first byte is read; others write on meanwhile."""
        house = house_of(request)
        async with store.writing() as tx:
            ids = (str(entry_id), str(media_id))
            shown = await open_shown(tx, house.vault, house.keys.trail, me, ids, now)
        if shown is None:
            raise NotFoundException
        async with store.reading() as db:
            found = await file_answer(request, db, shown.box, shown.media, shown.zone)
        if found is None:
            raise NotFoundException
        return found
