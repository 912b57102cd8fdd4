"""What can happen to roles."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind


class Act:
    ROLE_GRANTED = Kind("access.role.granted", _("Role granted"))
    ROLE_REVOKED = Kind("access.role.revoked", _("Role revoked"))
