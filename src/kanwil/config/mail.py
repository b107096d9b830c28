"""E-mail: off until an organisation gives a server. Nothing personal is ever sent by e-mail."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import env

DEFAULT_FROM_EMAIL = env.text("KANWIL_EMAIL_FROM", "kanwil@localhost")
_url = env.text("KANWIL_EMAIL_URL")
if _url:
    _parts = urlsplit(_url)
    if _parts.scheme not in ("smtp", "smtps"):
        raise ImproperlyConfigured("KANWIL_EMAIL_URL must start with smtp:// or smtps://")
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _parts.hostname or "localhost"
    EMAIL_PORT = _parts.port or (465 if _parts.scheme == "smtps" else 587)
    EMAIL_HOST_USER = unquote(_parts.username or "")
    EMAIL_HOST_PASSWORD = unquote(_parts.password or "")
    EMAIL_USE_SSL = _parts.scheme == "smtps"
    EMAIL_USE_TLS = _parts.scheme == "smtp"
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

__all__ = [name for name in dir() if name.isupper()]
