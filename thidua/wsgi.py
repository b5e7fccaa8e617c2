"""The door of every application server, `runserver` included."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
application = get_wsgi_application()

from thidua.backup.restoring import refuse_to_start_half_restored  # noqa: E402 - the apps are loaded now
from thidua.demo_users import refuse_to_start_with_demo_users  # noqa: E402

refuse_to_start_half_restored()
refuse_to_start_with_demo_users()
