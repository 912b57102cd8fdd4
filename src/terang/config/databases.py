"""Where data and mail go, from the addresses that the environment names."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from terang.config.environment import Environment


def database(env: Environment) -> dict[str, Any]:
    """Django's entry for the one database. The application acts as terang_app, never as the owner.

    The role is an option of the connection: Django's own `assume_role` waits for ever on a pool of connections.
    """
    url = env.database_url.get_secret_value() or "postgresql:///terang"
    options: dict[str, Any] = {"options": "-c role=terang_app"}
    if env.env != "test":
        # A thread of the worker that does a long work says how far it is over a second connection.
        options["pool"] = {"min_size": 2, "max_size": 2 * env.threads + 4, "timeout": 10}
    return {**_parsed(url), "OPTIONS": options, "CONN_MAX_AGE": 0, "ATOMIC_REQUESTS": False}


def owner_database(env: Environment) -> dict[str, Any]:
    """The entry with which migrations run: the owner of the tables."""
    url = env.database_owner_url.get_secret_value() or env.database_url.get_secret_value()
    return {**_parsed(url or "postgresql:///terang"), "CONN_MAX_AGE": 0}


def email(env: Environment) -> dict[str, Any]:
    """Mail settings from smtp[s]://user:password@host:port; without it, mail stays in the outbox page."""
    url = env.email_url.get_secret_value()
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 20,
    }


def _parsed(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }
