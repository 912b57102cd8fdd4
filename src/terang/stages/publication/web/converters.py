"""Codes in addresses."""

RESERVED = frozenset(
    [
        "account",
        "language",
        "gallery",
        "people",
        "roles",
        "outbox",
        "room",
        "planning",
        "vacancies",
        "apply",
        "screening",
        "exams",
        "panels",
        "ranking",
        "objections",
        "demo",
        "static",
        "media",
        "me",
        "desk",
        "home",
        "cari",
        "norms",
        "periksa",
        "privasi",
        "admin",
        "health",
        "favicon.ico",
        "robots.txt",
    ]
)


class AgencyCode:
    """The code of an agency; the addresses of the house itself are none."""

    regex = "[a-z0-9][a-z0-9-]{0,39}"

    def to_python(self, value: str) -> str:
        if value in RESERVED:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class Code:
    """The code of a round, a list or a vacancy."""

    regex = "[A-Za-z0-9][A-Za-z0-9._-]{0,79}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class SheetName:
    """The last part of a list's address."""

    regex = "[a-z]+(?:-[a-z]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)
