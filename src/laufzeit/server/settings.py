"""Django's settings, all derived from the environment that `environment.py` has read and checked."""

from __future__ import annotations

from typing import Any

from laufzeit.server.environment import current
from laufzeit.server.logs import configure_logs
from laufzeit.server.postgres.logins import Login, logins

ENVIRONMENT = current()
_LOGINS = logins(ENVIRONMENT)
_HTTPS = ENVIRONMENT.public_url.startswith("https://")


def _database(login: Login) -> dict[str, Any]:
    known = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    named = {known[name]: value for name, value in login.parameters.items() if name in known}
    options = {name: value for name, value in login.parameters.items() if name not in known}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Statements are prepared where they ask for it (vendors/reading/store.py); without a threshold none could be.
        "OPTIONS": {"application_name": "laufzeit", "prepare_threshold": 5, **options},
        **named,
    }


DATABASES = {"default": _database(_LOGINS.app)}
if _LOGINS.owner:
    # Only `laufzeit migrate` uses it; everything else connects as a role that row-level security holds.
    DATABASES["owner"] = _database(_LOGINS.owner)

SECRET_KEY = ENVIRONMENT.secret_key
PUBLIC_URL = ENVIRONMENT.public_url
DEBUG = False
# VendorMiddleware knows the hosts of all vendors and turns every other one away.
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "laufzeit.server.urls"
WSGI_APPLICATION = "laufzeit.server.wsgi.application"
APPEND_SLASH = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "laufzeit.vendors",
    "laufzeit.messages",
    "laufzeit.customers",
    "laufzeit.catalogue",
    "laufzeit.contracts",
    "laufzeit.usage",
    "laufzeit.invoices",
    "laufzeit.einvoice",
    "laufzeit.payments",
    "laufzeit.agreed",
    "laufzeit.campaigns",
    "laufzeit.portal",
    "laufzeit.office",
    "laufzeit.server",
    "laufzeit.server.operators.OperatorAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "laufzeit.server.middleware.requestlog.RequestLogMiddleware",
    "laufzeit.server.middleware.security.SecurityHeadersMiddleware",
    "laufzeit.server.middleware.size.BodySizeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "laufzeit.server.middleware.health.HealthMiddleware",
    "laufzeit.server.middleware.vendor.VendorMiddleware",
    "laufzeit.server.middleware.cookies.CookiePathMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "laufzeit.server.middleware.language.LanguageMiddleware",
    "laufzeit.server.middleware.methods.MethodMiddleware",
    "laufzeit.server.middleware.door.DoorMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "laufzeit.server.middleware.language.PreferredLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "laufzeit.server.context.installation",
            ],
        },
    },
]

AUTH_USER_MODEL = "customers.User"
AUTHENTICATION_BACKENDS = ["laufzeit.customers.adapter.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "laufzeit.server.sessions"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "laufzeit.server.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SECURE = _HTTPS
MESSAGE_STORAGE = "laufzeit.server.flash.FlashStorage"
USE_X_FORWARDED_HOST = ENVIRONMENT.trust_proxy
if ENVIRONMENT.trust_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
SERVER_EMAIL = ENVIRONMENT.mail_from
if ENVIRONMENT.smtp:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = ENVIRONMENT.smtp.host
    EMAIL_PORT = ENVIRONMENT.smtp.port
    EMAIL_HOST_USER = ENVIRONMENT.smtp.user
    EMAIL_HOST_PASSWORD = ENVIRONMENT.smtp.password
    EMAIL_USE_SSL = ENVIRONMENT.smtp.implicit_tls
    EMAIL_USE_TLS = ENVIRONMENT.smtp.start_tls
    EMAIL_TIMEOUT = 30
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# Signing in. What is not a plain setting stands in customers/adapter.py.
ACCOUNT_ADAPTER = "laufzeit.customers.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# By code, since a new address then stands nowhere before it is confirmed: not even whoever gets mail there can use it.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _HTTPS else "http"
_FORMS = "laufzeit.customers.signin.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "request_login_code": f"{_FORMS}.RequestLoginCodeForm",
    "confirm_login_code": f"{_FORMS}.ConfirmLoginCodeForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "add_email": f"{_FORMS}.AddEmailForm",
    "confirm_email_verification_code": f"{_FORMS}.ConfirmEmailForm",
    "reauthenticate": f"{_FORMS}.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.SecondFactorForm",
    "reauthenticate": f"{_FORMS}.ConfirmCodeForm",
    "activate_totp": f"{_FORMS}.ActivateAppForm",
    "add_webauthn": f"{_FORMS}.AddKeyForm",
    "edit_webauthn": f"{_FORMS}.RenameKeyForm",
    "login_webauthn": f"{_FORMS}.KeySignInForm",
    "authenticate_webauthn": f"{_FORMS}.KeySecondFactorForm",
    "reauthenticate_webauthn": f"{_FORMS}.ConfirmKeyForm",
}
MFA_ADAPTER = "laufzeit.customers.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.trust_proxy else 0
# Failed attempts are counted across all processes and hosts.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "laufzeit_cache"}}

SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # an e-mail address is unique within a vendor, and the sign-in asks within the vendor
    "auth.E003",
]

LOGGING_CONFIG = None
configure_logs(ENVIRONMENT.log)
