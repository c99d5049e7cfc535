"""The sign-in library's forms, said our way: labels instead of placeholders, one sentence about passwords."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

ABOUT_PASSWORDS = _("At least 10 characters. A few words that do not belong together are good.")


class OurWay:
    """Beside every input stands its label; what is said in it as well is one thing too many to read."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
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
