"""Free-text search of the registers: every word, at least three letters long, anywhere in a searched column.

On SQLite an FTS5 trigram table mirrors the searched columns; triggers of the database keep it, so that no act, no
bulk import and no repair by hand can forget it. On PostgreSQL a trigram GIN index does it by itself.
"""

from collections.abc import Sequence
from typing import TypeVar

from django.db import connection, models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

SHORTEST_WORD = 3
MOST_WORDS = 8

Row = TypeVar("Row", bound=models.Model)


def searchable(text: str) -> tuple[str, ...]:
    """Split what a person typed into words that the index can find; shorter ones are left out.

    >>> searchable("CV  Batik al-Jawi ab")
    ('Batik', 'al-Jawi')
    """
    return tuple(word for word in text.split() if len(word) >= SHORTEST_WORD)[:MOST_WORDS]


def containing(found: QuerySet[Row], columns: Sequence[str], words: Sequence[str]) -> QuerySet[Row]:
    """Keep the rows that hold every word in one of the columns, by looking at each row that is left otherwise.

    On PostgreSQL its trigram index serves this too.
    """
    for word in words:
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{f"{column}__icontains": word})
        found = found.filter(anywhere)
    return found


def matching(found: QuerySet[Row], index: str, columns: Sequence[str], words: Sequence[str]) -> QuerySet[Row]:
    """Keep the rows that hold every word in one of the columns, by the index; `index` is the FTS5 table."""
    if connection.vendor != "sqlite":
        return containing(found, columns, words)
    sought = f"SELECT rowid FROM {index} WHERE {index} MATCH %s"  # noqa: S608 - the table is ours, the words are bound
    return found.filter(pk__in=RawSQL(sought, [match_of(columns, words)]))  # noqa: S611


def newest_matching(found: QuerySet[Row], index: str, columns: Sequence[str], words: Sequence[str]) -> QuerySet[Row]:
    """Keep what `matching` keeps, newest first, so that the index is read no further than the first rows wanted."""
    if connection.vendor != "sqlite":
        return containing(found, columns, words).order_by("-pk")
    table = found.model._meta.db_table
    return found.extra(  # noqa: S610 - the tables are ours, the words are bound
        tables=[index],
        where=[f"{index} MATCH %s", f"{index}.rowid = {table}.id"],
        params=[match_of(columns, words)],
        order_by=[f"-{index}.rowid"],
    )


def match_of(columns: Sequence[str], words: Sequence[str]) -> str:
    """Write a query of FTS5 in which no character of a word is an operator.

    >>> match_of(["holder", "number"], ['a"b', "OR"])
    '{holder number} : ("a""b" AND "OR")'
    """
    phrases = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
    return f"{{{' '.join(columns)}}} : ({phrases})"
