"""The sign-in library's forms, said our way: labels instead of placeholders, one sentence about passwords."""

from __future__ import annotations

import struct
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
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


MALFORMED = (LookupError, TypeError, ValueError, AttributeError, RecursionError, struct.error)
"""What the libraries raise while they read a key's answer that no browser has made."""


class AnswerField(forms.JSONField):
    """A key's answer. Text that nests without end is no answer either."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class AddKeyForm(OurWay, webauthn.AddWebAuthnForm):
    credential = AnswerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None


class UsesKey:
    """A key signs in, is the second factor, or confirms once more."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None


class KeySignInForm(UsesKey, OurWay, webauthn.LoginWebAuthnForm):
    credential = AnswerField(widget=forms.HiddenInput)


class KeySecondFactorForm(UsesKey, OurWay, webauthn.AuthenticateWebAuthnForm):
    credential = AnswerField(widget=forms.HiddenInput)


class ConfirmKeyForm(UsesKey, OurWay, webauthn.ReauthenticateWebAuthnForm):
    credential = AnswerField(widget=forms.HiddenInput)


class RenameKeyForm(OurWay, webauthn.EditWebAuthnForm):
    pass
