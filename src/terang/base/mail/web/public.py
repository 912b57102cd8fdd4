"""The outbox of a demonstration: mails that would have gone out, for everybody to read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terang.base.mail.queries import all_messages
from terang.base.refusals import NotFound


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    if not settings.TERANG.is_demo:
        raise NotFound(_("There is no page here."))
    return render(request, "mail/outbox.html", {"letters": all_messages()})
