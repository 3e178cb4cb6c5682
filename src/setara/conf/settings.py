"""Every setting of Setara, typed and read once; `docs/settings.md` lists them all (a test compares)."""

SECRET_KEY = "placeholder"  # noqa: S105
INSTALLED_APPS: list[str] = []
USE_TZ = True
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
