"""The keys of the norms' chains in words."""

from django.utils.translation import gettext as _

from terang.core.norms import Norm


def deciding_key(norm: Norm, key: str) -> str:
    """What separated somebody from the one above, in a word or two; empty where nothing had to.

    A part or total of the exam is called as the norm calls it.
    """
    if not key:
        return ""
    named = {
        "final": _("final score"), "gpa": _("GPA"), "born_on": _("age (the older first)"), "shared": _("shared place"),
        "priority": _("priority group"), "threshold": _("threshold"), **norm.labels,
    }  # fmt: skip
    return named.get(key, key)
