"""Django's settings as the tests see them: those of the house, in an environment of their own."""

import atexit
import os
import shutil
from pathlib import Path

for name in list(os.environ):
    if name.startswith("TERANG_") and not name.startswith(("TERANG_TEST_", "TERANG_SCREENSHOTS")):
        del os.environ[name]
os.environ["TERANG_ENV"] = "test"
os.environ["TERANG_DATA_DIR"] = str(Path(__file__).parent.parent / ".data" / "tests" / f"files-{os.getpid()}")
atexit.register(shutil.rmtree, os.environ["TERANG_DATA_DIR"], ignore_errors=True)

from terang.config.settings import *

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # quick on purpose; Argon2id has its own test
