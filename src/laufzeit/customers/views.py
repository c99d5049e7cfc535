"""Pages about accounts: signing in, joining, second factors. Most of the work is the sign-in library's."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from laufzeit.customers import actions, store
from laufzeit.customers.adapter import access_ended_page
from laufzeit.customers.forms import JoinForm, refusal_sentence
from laufzeit.customers.joining.actions import accept_invitation, read_invitation
from laufzeit.customers.models import Organisation, User
from laufzeit.customers.permissions import lacks_second_factor
from laufzeit.customers.refusal import Refused
from laufzeit.customers.signin.actions import use_signin_token
from laufzeit.customers.signin.links import Wrong

REFUSED = 403
GONE = 410


# Coming in


@never_cache
def ended(request: HttpRequest) -> HttpResponse:
    """To somebody who is signed in while their access ends."""
    user = request.user
    if not isinstance(user, User) or store.access_ended(user, request.today) is None:
        return HttpResponseRedirect(reverse("account_login"))
    page = access_ended_page(request, user)
    logout(request)
    return page


@never_cache
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link that the vendor's own product made. Opening it signs in; whoever is signed in here already is asked.

    Programs that look at links before people do (mail filters, prefetching browsers) must not use it up.
    """
    if request.method not in ("GET", "POST") or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return HttpResponse(status=204)
    if request.user.is_authenticated and request.method == "GET":
        return render(request, "account/link_confirm.html")
    user = use_signin_token(token, issuer=request.vendor.slug, instant=store.instant(), today=request.today)
    if isinstance(user, Wrong):
        status = REFUSED if user is Wrong.FORGED else GONE
        return render(request, "account/link_refused.html", {"why": user.value}, status=status)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, method="link")
    return perform_login(request, Login(user=user, redirect_url=get_next_redirect_url(request)))


@never_cache
@sensitive_post_parameters("password")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation."""
    try:
        invitation = read_invitation(token, request.now)
    except Refused as refused:
        return _no_invitation(request, refused)
    passkey = "passkey" in request.POST
    names = {"first_name": invitation.first_name, "last_name": invitation.last_name}
    form = JoinForm(request.POST or None, initial=names, email=invitation.email, passkey=passkey)
    if request.method == "POST" and form.is_valid():
        try:
            return _joined(request, token, form)
        except Refused as refused:
            return _no_invitation(request, refused)
    inviting = (
        invitation.organisation.name if isinstance(invitation.organisation, Organisation) else request.vendor.name
    )
    return render(request, "account/join.html", {"form": form, "invitation": invitation, "inviting": inviting})


def _joined(request: HttpRequest, token: str, form: JoinForm) -> HttpResponse:
    language = get_language() or request.vendor.language
    password = form.cleaned_data["password"] or None
    user = accept_invitation(token, form.person(language), password=password, now=request.now)
    logout(request)
    # The link came by mail and is as good as a code that did.
    record_authentication(request, user, method="code", email=user.email)
    next_page = reverse("mfa_add_webauthn") if form.passkey else None
    return perform_login(request, Login(user=user, email=user.email, redirect_url=next_page))


def _no_invitation(request: HttpRequest, refused: Refused) -> HttpResponse:
    facts = {"why": refused.code.value, "sentence": refusal_sentence(refused.code), "facts": refused.facts}
    return render(request, "account/invitation_refused.html", facts, status=GONE)


# The second factor


class SecurityView(mfa.IndexView):
    """Everything about how somebody signs in, on one page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            needs_second_factor=lacks_second_factor(user), has_password=user.has_usable_password(), **kwargs
        )


def require_second_factor(request: HttpRequest) -> HttpResponse:
    """The main user says whether everybody of the organisation needs a second factor."""
    required = request.POST.get("required") == "yes"
    actions.require_second_factor(request.user.organisation_id, required=required, by=request.user.id)
    return HttpResponseRedirect(reverse("mfa_index"))


class ActivateAppView(totp.ActivateTOTPView):
    """The library says so after the page has been sent; the page itself should say it."""

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your authenticator app is set up."))
        return super().form_valid(form)


class AddKeyView(webauthn.AddWebAuthnView):
    """A new key is a passkey unless somebody wants otherwise."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "passwordless": True}

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("The passkey could not be set up. Please try again."))
        return super().form_invalid(form)


class RemoveKeyView(webauthn.RemoveWebAuthnView):
    """The last second factor of somebody who needs one stays."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        from laufzeit.customers.adapter import MfaAdapter

        adapter = MfaAdapter()
        authenticator: Authenticator = self.get_object()
        if not adapter.can_delete_authenticator(authenticator):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(reverse("mfa_index"))
        return super().form_valid(form)


class RenameKeyView(webauthn.EditWebAuthnView):
    success_url = reverse_lazy("mfa_index")
