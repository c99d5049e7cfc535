"""How people come in and look after their account. The names are those that the sign-in library asks for.

The same pages are behind each of the three doors: below ``/account/``, ``/office/account/`` and ``/operator/account/``.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path
from django.views.decorators.http import require_POST

from laufzeit.customers import views
from laufzeit.customers.permissions import main_user_required, public, setting_up, signed_in

urlpatterns = [
    # Coming in and going out
    path("login/", public(account.login), name="account_login"),
    path("login/code/", public(account.request_login_code), name="account_request_login_code"),
    path("login/code/confirm/", public(account.confirm_login_code), name="account_confirm_login_code"),
    path("login/passkey/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("login/second-factor/", public(mfa.authenticate), name="mfa_authenticate"),
    path("login/link/<str:token>/", public(views.sign_in_by_link), name="account_link"),
    path("logout/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("ended/", public(views.ended), name="account_ended"),
    path("join/<str:token>/", public(views.join), name="account_join"),
    # Forgotten and new passwords
    path("password/reset/", public(account.password_reset), name="account_reset_password"),
    path("password/reset/sent/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        "^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", signed_in(account.password_set), name="account_set_password"),
    # The e-mail address
    path("email/", signed_in(account.email), name="account_email"),
    path("email/confirm/", public(account.email_verification_sent), name="account_email_verification_sent"),
    # Once more, before something that matters
    path("confirm/", setting_up(account.reauthenticate), name="account_reauthenticate"),
    path("confirm/code/", setting_up(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("confirm/key/", setting_up(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    # Second factors
    path("security/", setting_up(views.SecurityView.as_view()), name="mfa_index"),
    path(
        "security/all/",
        main_user_required(require_POST(views.require_second_factor)),
        name="account_require_second_factor",
    ),
    path("security/app/", setting_up(views.ActivateAppView.as_view()), name="mfa_activate_totp"),
    path("security/app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("security/keys/add/", setting_up(views.AddKeyView.as_view()), name="mfa_add_webauthn"),
    path("security/keys/<int:pk>/remove/", signed_in(views.RemoveKeyView.as_view()), name="mfa_remove_webauthn"),
    path("security/keys/<int:pk>/", signed_in(views.RenameKeyView.as_view()), name="mfa_edit_webauthn"),
    path("security/codes/", setting_up(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("security/codes/new/", signed_in(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "security/codes/download/",
        setting_up(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
