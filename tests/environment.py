"""Read before Django's settings (pyproject.toml, `-p tests.environment`): every test run sees the same machine.

Complete, so that no `.env`, database or file of the machine is read or touched.
"""

import atexit
import os
import tempfile

MEDIA = tempfile.TemporaryDirectory(prefix="thidua-test-media-")
atexit.register(MEDIA.cleanup)

os.environ |= {
    "SECRET_KEY": "only-for-tests-" * 4,
    "DEMO": "1",
    "HTTPS": "0",
    "DEBUG": "0",
    "WORKER": "0",
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    "CSRF_TRUSTED_ORIGINS": "",
    "MEDIA_ROOT": MEDIA.name,
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright keeps an event loop running beside the tests
}
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
