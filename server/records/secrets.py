"""What people's one-time codes are made of: that each secret opens with its clinic's key, said by its row alone."""

from server.access.vault import Vault
from server.accounts.one_time import look_at_secrets
from server.db.connection import Database, Reader
from server.db.copies import Say
from server.db.errors import CannotStart
from server.records.finding import Finding, ok, wrong
from server.records.relocking import open_every_word

NAMED = 3
SAID = "{n} of {many} secrets of one-time codes do not open: one_time_key {rows}. "
TO_DO = "Whoever has them signs in by another proof and sets up the codes anew."


async def look_at_codes(reader: Reader, vault: Vault) -> Finding:
    many, damaged = await look_at_secrets(reader, vault)
    if damaged:
        return wrong("codes", _said(many, damaged) + TO_DO)
    return ok("codes", f"Every secret of one-time codes opens: {many} are in use.")


async def open_everything(copy: Database, vault: Vault, say: Say) -> int:
    """Every word of a backup, and every secret. Answers how many words there were."""
    words = await open_every_word(copy, vault, say)
    async with copy.reading() as reader:
        many, damaged = await look_at_secrets(reader, vault)
    if damaged:
        raise CannotStart(_said(many, damaged) + "The words of this backup open. " + TO_DO)
    return words


def _said(many: int, damaged: list[str]) -> str:
    rows = ", ".join(damaged[:NAMED]) + (" and others" if len(damaged) > NAMED else "")
    return SAID.format(n=len(damaged), many=many, rows=rows)
