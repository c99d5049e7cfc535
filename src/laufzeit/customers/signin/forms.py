"""The sign-in library's forms, said our way: labels instead of placeholders, one sentence about passwords."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

ABOUT_PASSWORDS = _("At least 10 characters. A few words that do not belong together are good.")

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "remember": _("Stay signed in"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
    "name": _("Name of the key"),
    "passwordless": _("As a passkey: sign in without a password"),
}
HINTS = {
    "passwordless": _("This key alone is then enough; your fingerprint, your face or a PIN must protect it."),
}


class OurWay:
    """Beside every input stands its label; what is said in it as well is one thing too many to read."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = HINTS.get(name, field.help_text)
            if isinstance(field, account.SetPasswordField):
                field.help_text = ABOUT_PASSWORDS


class LoginForm(OurWay, account.LoginForm):
    pass


class RequestLoginCodeForm(OurWay, account.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(OurWay, account.ConfirmLoginCodeForm):
    pass


class ResetPasswordForm(OurWay, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(OurWay, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(OurWay, account.ChangePasswordForm):
    pass


class SetPasswordForm(OurWay, account.SetPasswordForm):
    pass


class AddEmailForm(OurWay, account.AddEmailForm):
    pass


class ConfirmPasswordForm(OurWay, account.ReauthenticateForm):
    pass


class SecondFactorForm(OurWay, mfa.AuthenticateForm):
    pass


class ConfirmCodeForm(OurWay, mfa.ReauthenticateForm):
    pass


class ActivateAppForm(OurWay, totp.ActivateTOTPForm):
    pass


class ConfirmEmailForm(OurWay, account.ConfirmEmailVerificationCodeForm):
    pass


class AddKeyForm(OurWay, webauthn.AddWebAuthnForm):
    pass


class RenameKeyForm(OurWay, webauthn.EditWebAuthnForm):
    pass
