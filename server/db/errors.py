"""What the database layer raises. No message ever holds a value: people's words do not belong in a log."""


class CannotStart(Exception):
    """Its text is one sentence for whoever starts the program: what is wrong and what to do."""


class UnstorableText(ValueError):
    """Text that one of the databases would refuse or change: a NUL or half a character."""


class DatabaseError(Exception):
    """Anything the database did not do."""


class Unavailable(DatabaseError):
    """Not now, or not known: the caller keeps what it has and may send it again."""


class Conflict(DatabaseError):
    """A unique or foreign key stood in the way."""


class StatementFailed(DatabaseError):
    """A mistake in our own SQL, parameters or row struct."""
