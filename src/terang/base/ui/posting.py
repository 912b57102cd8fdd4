"""What was sent to a page with a form, and how a refusal of it finds its field."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from terang.base.refusals import NotValid


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing at all; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


@contextmanager
def refused_into(form: BaseForm, field: str) -> Iterator[None]:
    """A command inside that answers NotValid says it at this field, where it can be mended; nothing was written."""
    try:
        yield
    except NotValid as refusal:
        form.add_error(field, ValidationError([str(one) for one in (refusal.sentence, *refusal.problems)]))
