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


def matching(found: QuerySet[Row], index: str, columns: Sequence[str], words: Sequence[str]) -> QuerySet[Row]:
    """Keep the rows that hold every word in one of the columns, letter case aside; `index` is the FTS5 table."""
    if connection.vendor == "sqlite":
        phrases = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
        sought = RawSQL(  # noqa: S611 - the table is named by our model, the words are bound
            f"SELECT rowid FROM {index} WHERE {index} MATCH %s",  # noqa: S608
            [f"{{{' '.join(columns)}}} : ({phrases})"],
        )
        return found.filter(pk__in=sought)
    for word in words:
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{f"{column}__icontains": word})
        found = found.filter(anywhere)
    return found
