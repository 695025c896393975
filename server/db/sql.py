"""Reading SQL text without running it; strings, quoted names and comments are never touched."""

import re
from collections.abc import Iterator
from functools import lru_cache

_TOKEN = re.compile(
    r"""
    (?P<quoted>
        (?<![\w$])[eE]'(?:[^'\\]|\\.|'')*'                          # a PostgreSQL string with escapes
      | '(?:[^']|'')*'
      | "(?:[^"]|"")*"
      | (?<![\w$])\$(?P<tag>(?:[A-Za-z_]\w*)?)\$.*?\$(?P=tag)\$      # a PostgreSQL dollar quote
    )
  | (?P<comment> --[^\n]* | /\*.*?\*/ )
  | (?P<plain> ::|:= )
  | :(?P<parameter>[A-Za-z_][A-Za-z0-9_]*)(?![\w$])
  | (?P<end>;)
  | (?P<wrong> ['"] | /\* | :[\w$] | (?<![\w$])\$\w* | \?\d* )
    """,
    re.VERBOSE | re.DOTALL,
)
_HAS_BODY = re.compile(r"\s*create\s+(or\s+replace\s+)?(temp(orary)?\s+)?(trigger|function|procedure)\b", re.IGNORECASE)
_BEGIN = re.compile(r"\bbegin\b", re.I)
_BODY_END = re.compile(r";\s*end\s*\Z", re.I)


def _tokens(sql: str) -> Iterator[re.Match[str]]:
    for token in _TOKEN.finditer(sql):
        if token["wrong"]:
            line = sql.count("\n", 0, token.start()) + 1
            raise ValueError(f"cannot read the SQL at line {line}: unfinished text or an unnamed parameter")
        if token["comment"] and "/*" in token["comment"][2:] and token["comment"][0] == "/":
            raise ValueError("a comment inside a comment ends in different places on SQLite and PostgreSQL")
        yield token


@lru_cache(maxsize=2048)
def rewrite(sql: str) -> tuple[str, tuple[str, ...]]:
    """`:name` as the `$n` PostgreSQL understands, and the names in the order of their numbers."""
    numbers: dict[str, int] = {}
    pieces: list[str] = []
    done = 0
    for token in _tokens(sql):
        if name := token["parameter"]:
            number = numbers.setdefault(name, len(numbers) + 1)
            pieces += (sql[done : token.start()], f"${number}")
            done = token.end()
    return "".join((*pieces, sql[done:])), tuple(numbers)


def names_in(sql: str) -> tuple[str, ...]:
    """The parameters a statement wants, each once, in the order they first appear."""
    return rewrite(sql)[1]


def split(script: str) -> list[str]:
    """The statements of a script; a trigger or function with a body stays whole."""
    statements: list[str] = []
    start = 0
    code: list[str] = []
    done = 0
    for token in _tokens(script):
        code.append(script[done : token.start()])
        done = token.end()
        if not token["end"]:
            code.append(" " if token["comment"] else token[0])
            continue
        text = "".join(code)
        if _inside_a_body(text):
            code.append(";")
            continue
        if text.strip():
            statements.append(script[start : token.start()].strip())
        start, code = token.end(), []
    code.append(script[done:])
    if "".join(code).strip():
        statements.append(script[start:].strip())
    return statements


def _inside_a_body(code: str) -> bool:
    return bool(_HAS_BODY.match(code) and _BEGIN.search(code) and not _BODY_END.search(code))
