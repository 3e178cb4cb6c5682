"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "setara.conf.settings")
django_application = get_wsgi_application()

from setara.web.gate import Utf8Only  # noqa: E402 - needs the settings that the line above loads
from setara.web.public.quick import QuickRecords  # noqa: E402

application = Utf8Only(QuickRecords(django_application))
