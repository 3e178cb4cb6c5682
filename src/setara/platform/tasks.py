"""Long work, behind one name: Django's task interface on the database, SQLite and PostgreSQL alike."""

from django_tasks import task

__all__ = ["task"]
