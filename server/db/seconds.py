"""What SQLite and PostgreSQL work out alike about moments, which both hold as text in UTC."""


def seconds_between(since: str, until: str) -> str:
    """An expression over two columns of moments: whole seconds from one to the other, what is below a second left out.

    Right from March 1900 to February 2100: the days since a beginning of time are counted as in H. F. Fliegel and
    T. C. Van Flandern, Communications of the ACM 11 (1968), 657, less their correction for whole centuries.
    """
    days = f"case when {_day(since)} = {_day(until)} then 0 else ({_days(until)}) - ({_days(since)}) end"
    return f"({days}) * 86400 + ({_clock(until)}) - ({_clock(since)})"


def _day(column: str) -> str:
    return f"substr({column}, 1, 10)"


def _days(column: str) -> str:
    year, month, day = (_number(column, *part) for part in ((1, 4), (6, 2), (9, 2)))
    return f"367 * {year} - 7 * ({year} + ({month} + 9) / 12) / 4 + 275 * {month} / 9 + {day}"


def _clock(column: str) -> str:
    hours, minutes, seconds = (_number(column, *part) for part in ((12, 2), (15, 2), (18, 2)))
    return f"{hours} * 3600 + {minutes} * 60 + {seconds}"


def _number(column: str, at: int, length: int) -> str:
    return f"cast(substr({column}, {at}, {length}) as integer)"
