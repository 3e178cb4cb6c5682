"""Settings of the tests: data of their own, mail kept in memory, nothing of the operator's environment."""

import os
import tempfile

for _name in [name for name in os.environ if name.startswith("SETARA_")]:
    del os.environ[_name]
os.environ["SETARA_DATA"] = tempfile.mkdtemp(prefix="setara-tests-")
os.environ["SETARA_BASE_URL"] = "https://sertifikat.example"

from setara.conf.settings import *  # noqa: E402, F403
from setara.conf.settings import DATABASES  # noqa: E402

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["testserver", "sertifikat.example"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# pytest-django gives each process a database of its own only for this engine; the end-to-end tests run ours.
if DATABASES["default"]["ENGINE"] == "setara.platform.sqlite":
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
