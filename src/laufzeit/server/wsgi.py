"""The web server's entry: each of its processes imports this."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "laufzeit.server.settings"
application = get_wsgi_application()
