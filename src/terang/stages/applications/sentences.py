"""What the rules of eligibility say; this room translates it."""

from django.utils.translation import gettext_noop

SAID_BY_THE_RULES = (
    gettext_noop("The education is not stated."),
    gettext_noop("Education %(code)s is accepted."),
    gettext_noop("Education %(code)s is not among those accepted: %(accepted)s."),
    gettext_noop("The GPA is not stated."),
    gettext_noop("A GPA of %(gpa)s is high enough."),
    gettext_noop("The GPA is %(gpa)s; at least %(minimum)s is needed."),
    gettext_noop("The date of birth is not stated."),
    gettext_noop("%(age)s years old on %(on)s; at least %(minimum)s is needed."),
    gettext_noop(
        "Older than %(maximum)s years on %(on)s: the birthday with %(maximum)s was on %(birthday)s."
    ),
    gettext_noop("%(age)s years old on %(on)s."),
    gettext_noop("The years of experience are not stated."),
    gettext_noop("%(years)s years of experience are enough."),
    gettext_noop("%(years)s years of experience; at least %(minimum)s are needed."),
    gettext_noop("The document is there: %(text)s"),
    gettext_noop("The document is missing: %(text)s"),
    gettext_noop("The committee judges this: %(text)s"),
)
