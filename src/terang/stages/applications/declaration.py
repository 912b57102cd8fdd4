"""What every applicant declares when submitting."""

from django.utils.translation import gettext_lazy as _

DECLARATION = _(
    "I declare that what I have written is true and that the documents are mine and complete. I know that I may be "
    "excluded, at any stage, if something turns out to be untrue."
)
