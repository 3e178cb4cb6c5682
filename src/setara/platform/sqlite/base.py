"""Django's SQLite backend, asking the library how many values a statement may carry.

Django 5.2 assumes 999, the limit of 2016; Debian's SQLite takes 250,000. Bulk inserts of an import need a tenth of the
statements. Django 6.0 asks too; this package goes with it.
"""

import sqlite3

from django.db.backends.sqlite3 import base, features
from django.utils.functional import cached_property

MOST = 32_000
"""Values a statement carries at the most, so that its text stays small."""


class DatabaseFeatures(features.DatabaseFeatures):
    @cached_property
    def max_query_params(self) -> int:  # type: ignore[override]
        self.connection.ensure_connection()
        limit: int = self.connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        return min(MOST, limit)


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
