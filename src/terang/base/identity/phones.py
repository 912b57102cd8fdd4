"""Indonesian phone numbers in one form: +62..."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def normalised(phone: str) -> str:
    """One way to write a number: 0812-3456-7890 and +62 812 3456 7890 are the same.

    >>> normalised("0812-3456-7890")
    '+6281234567890'
    """
    digits = re.sub(r"[\s().-]", "", phone)
    digits = re.sub(r"^(?:\+?62|0)", "+62", digits)
    if not re.fullmatch(r"\+62[1-9][0-9]{7,12}", digits):
        raise ValidationError(_("Write the phone number like 0812 3456 7890."))
    return digits
