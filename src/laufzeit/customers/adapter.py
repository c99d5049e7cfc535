"""How the sign-in library (allauth) fits into a house with several vendors and three doors.

Everything that it asks the database for is asked inside the vendor's transaction, so it finds that vendor's people.
What is left to say here: who may come in through which door, that nobody signs up by themselves, whose name is on the
mails, what goes into the log, and which second factor must stay.
"""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from typing import Any

import structlog
from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from laufzeit.customers import store
from laufzeit.customers.accounts.actions import record
from laufzeit.customers.happenings import Happening, happening_of_notice
from laufzeit.customers.models import User
from laufzeit.customers.permissions import home
from laufzeit.customers.roles import Role, realm_at, second_factor_needed
from laufzeit.vendors.store import acting_for
from laufzeit.vendors.tenancy import acting

log = structlog.get_logger("laufzeit.signin")


NO_MAIL_SERVER = "django.core.mail.backends.dummy.EmailBackend"


class MailNotSent(ImmediateHttpResponse):
    """The mail server did not take a mail that somebody waits for; the page says so, and nothing else is kept."""


class Backend(AuthenticationBackend):
    """The library's check of passwords; whoever is signed in comes with their organisation in one query."""

    def get_user(self, user_id: Any) -> User | None:
        found = store.user(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None


class AccountAdapter(DefaultAccountAdapter):
    """Our answers to what ``allauth.account`` asks."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and this password do not belong together."),
        "too_many_login_attempts": _("Too many failed attempts. Please wait a few minutes and try again."),
        "email_taken": _("Somebody already signs in with this e-mail address."),
        "incorrect_code": _("This code is not right."),
        "incorrect_password": _("This password is not right."),
        "enter_current_password": _("This is not your current password."),
        "same_as_current": _("This is your e-mail address already."),
        "invalid_password_reset": _("This link has been used or is too old."),
        "rate_limited": _("Too many requests. Please wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: members are invited, or made by the vendor."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """After somebody has proved who they are, and before anything else: is this their door, and is it open?"""
        if user.realm is not realm_at(request.path_info):
            self._forget(request)
            raise ImmediateHttpResponse(render(request, "account/other_door.html", {"realm": user.realm}, status=403))
        ended = store.access_ended(user, request.today)
        if ended is not None:
            self._forget(request)
            raise ImmediateHttpResponse(access_ended_page(request, user))
        return super().pre_login(request, user, **kwargs)

    @staticmethod
    def _forget(request: HttpRequest) -> None:
        from allauth.account.internal.stagekit import clear_login

        clear_login(request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        record(Happening.SIGNED_IN, by=user.id, user=user)
        return super().post_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home(realm_at(request.path_info))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("account_email")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """That somebody has signed in or out, they see."""
        said = (*args, *kwargs.values())
        if "account/messages/logged_in.txt" not in said and "account/messages/logged_out.txt" not in said:
            super().add_message(*args, **kwargs)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failed attempts count for each address at each vendor: vendors may share a host name."""
        login = str(credentials.get("email", "")).lower()
        return f"{request.vendor.pk}:{realm_at(request.path_info)}:{login}"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Somebody who has signed in within the last minutes has just proved who they are."""
        from allauth.account.internal.flows.login import get_authentication_records

        proofs = get_authentication_records(self.request, self.request.user)
        since = store.instant().timestamp() - account_settings.REAUTHENTICATION_TIMEOUT
        if proofs and proofs[-1]["at"] > since:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    # Mails

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_from_email(self) -> str:
        """The vendor's name, at the address that the installation's mails come from."""
        name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        return formataddr((self.request.vendor.name or name, address))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The one place where mails about signing in leave: at once and past the outbox, since they hold secrets that
        must not lie in the database. They speak the language of whom they go to."""
        person = context.get("user") or store.user_by_email(email)
        language = person.language if isinstance(person, User) and person.language else translation.get_language()
        with translation.override(language):
            message = self._mail(template_prefix, email, {**context, "person": person})
        if settings.EMAIL_BACKEND == NO_MAIL_SERVER:
            self._show_instead(message)
            return
        try:
            message.send()
        except OSError as problem:
            log.error("mail not sent", mail=template_prefix, problem=type(problem).__name__)
            raise self._not_sent() from problem

    def _show_instead(self, message: EmailMessage) -> None:
        """Where no mail server is set, nobody can wait for a mail; only a demo shows what it would have said."""
        if not settings.ENVIRONMENT.demo:
            log.error("mail not sent", problem="no mail server is set")
            raise self._not_sent()
        words = _("The demo sends no e-mails. This one would go to %(email)s: %(text)s")
        messages.info(self.request, words % {"email": ", ".join(message.to), "text": message.body})

    def _not_sent(self) -> MailNotSent:
        return MailNotSent(render(self.request, "account/mail_failed.html", status=503))

    def _mail(self, template_prefix: str, email: str, facts: dict[str, Any]) -> EmailMessage:
        request = self.request
        return self.render_mail(
            template_prefix, email, {"request": request, "vendor": request.vendor, "email": email, **facts}
        )

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Only to those whose door this is; the page says the same to everybody."""
        if user.realm is realm_at(self.request.path_info):
            super().send_password_reset_mail(user, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """What was done to an account goes into the log and to its owner. The library calls this after the commit."""
        happening = happening_of_notice(template_prefix)
        if user.vendor_id is not None:
            with acting_for(user.vendor_id, operator=acting().operator):
                if happening is not None:
                    record(happening, by=user.id, user=user)
        facts = {"user": user, **(context or {})}
        try:
            # After the commit nobody acts for the vendor any more, whose brand a page about the mail would ask for.
            with acting_for(self.request.vendor.id, operator=user.vendor_id is None):
                super().send_notification_mail(template_prefix, user, facts, email or user.email)
        except MailNotSent:
            # What was done is done, and logged; the mail about it is a courtesy.
            return


class MfaAdapter(DefaultMFAAdapter):
    """Our answers to what ``allauth.mfa`` asks."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("You need a second factor. Set up another one first."),
        "incorrect_code": _("This code is not right."),
        "unverified_email": _("Please confirm your new e-mail address first."),
    }

    def _get_site_name(self) -> str:
        return str(self.request.vendor.name)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """What a new key is called until its owner says otherwise."""
        return _("Passkey %(number)s") % {"number": store.authenticators_of([user.pk]).filter(type=type).count() + 1}

    def encrypt(self, text: str) -> str:
        return store.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return store.opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one of somebody who needs one stays."""
        user = User.objects.select_related("organisation").get(pk=authenticator.user_id)
        organisation = user.organisation
        asks = organisation is not None and organisation.second_factor_required
        if not second_factor_needed(Role(user.role), organisation_asks=asks):
            return True
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = store.authenticators_of([user.id]).filter(type__in=kinds).exclude(pk=authenticator.pk)
        return others.exists()


def access_ended_page(request: HttpRequest, user: User) -> HttpResponse:
    """ "Ihr Zugang endete am …": to somebody who has proved who they are."""
    from datetime import timedelta

    ended = store.access_ended(user, request.today)
    last_day = ended - timedelta(days=1) if ended else None
    return render(request, "account/ended.html", {"last_day": last_day, "person": user}, status=403)
