"""Django's settings, made from the environment."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

import terang
from terang.config.databases import database, email, owner_database
from terang.config.environment import Environment

TERANG = Environment()
PACKAGE = Path(terang.__file__).parent

DEBUG = TERANG.debug
SECRET_KEY = TERANG.secret_key.get_secret_value()
ALLOWED_HOSTS = TERANG.hosts
CSRF_TRUSTED_ORIGINS = [TERANG.origin]
ROOT_URLCONF = "terang.config.urls"
WSGI_APPLICATION = "terang.config.wsgi.application"

ROOMS = [
    "planning", "vacancies", "applications", "screening", "exams", "panels", "ranking", "objections", "publication",
]  # fmt: skip

INSTALLED_APPS = [
    "terang.base.tenancy",
    "terang.base.identity",
    "terang.base.access",
    "terang.base.journal",
    "terang.base.sequencing",
    "terang.base.approvals",
    "terang.base.files",
    "terang.base.mail",
    "terang.base.ui",
    "terang.base.work",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # pages of allauth speak of days
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "csp",
    *(["terang.demonstration"] if TERANG.env != "production" else []),
    *(["terang.exam_room"] if (PACKAGE / "exam_room/apps.py").exists() else []),
    *(f"terang.stages.{room}" for room in ROOMS if (PACKAGE / f"stages/{room}/apps.py").exists()),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "terang.base.access.doorway.Doorway",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "terang.base.access.doorway.Guest",
    "terang.base.identity.strength.Strength",
    "terang.base.ui.middleware.AgencyZone",
    "terang.base.ui.middleware.SentBack",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "terang.base.ui.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "terang.base.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": owner_database(TERANG) if TERANG.as_owner else database(TERANG)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "terang_cache"}}

AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = ["terang.base.identity.backend.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
ACCOUNT_ADAPTER = "terang.base.identity.allauth_adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email", "phone", "password1*"]
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"login": "terang.base.identity.web.forms.SignInForm"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Terang: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# Failed logins are counted by account, not by address: phone carriers share addresses.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key", "login": "300/m/ip", "signup": "300/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "terang.base.identity.web.forms.AddPasskeyForm",
    "login_webauthn": "terang.base.identity.web.forms.SignInWithPasskeyForm",
    "reauthenticate_webauthn": "terang.base.identity.web.forms.ConfirmWithPasskeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TERANG.is_production
MFA_TOTP_ISSUER = "Terang"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if TERANG.is_production:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE], "script-src": [SELF], "style-src": [SELF], "img-src": [SELF, "data:"],
        "font-src": [SELF], "connect-src": [SELF], "form-action": [SELF], "base-uri": [NONE],
        "frame-ancestors": [NONE], "manifest-src": [SELF],
    }
}  # fmt: skip

FORM_RENDERER = "terang.base.ui.forms.Renderer"
CSRF_FAILURE_VIEW = "terang.base.ui.errors.csrf_failure"
NAVIGATION = "terang.config.navigation.of"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
USE_I18N = USE_TZ = True
LOCALE_PATHS = [PACKAGE / "core" / "locale"]  # the sentences of the rules
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("verify", PACKAGE / "verify" / "js")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

DATA_DIR = TERANG.data_dir.resolve()
MEDIA_ROOT = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

DEFAULT_FROM_EMAIL = TERANG.from_email
globals().update(email(TERANG))

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["terang.config.jobs"]

# The desk of an official: each room tells what awaits whom.
DESK = [
    "terang.base.work.web.desk.awaiting",
    *(
        f"terang.stages.{room}.web.desk.awaiting"
        for room in ROOMS
        if (PACKAGE / f"stages/{room}/web/desk.py").exists()
    ),
]

# The address is unique without regard to case, by an index of its own.
# account.W001: our own sign-up page asks for an address or a number, whichever one has.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "account.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": TERANG.log_level},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.db.backends": {"level": "WARNING"},
    },
}
