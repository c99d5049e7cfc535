"""One conversation with a mail server, in which many mails can be handed over."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Final

from laufzeit.messages.sending.answers import (
    Later,
    MailServer,
    NotOurs,
    Outcome,
    Refused,
    ServerDown,
    Unclear,
    of_mail,
    of_recipient,
    of_sender,
    said,
)
from laufzeit.messages.sending.mail import Mail

PATIENCE: Final = 60
"""Seconds to wait for an answer."""


class Conversation:
    """Connects when the first mail is offered and stays connected for the following ones."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Conversation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self._hang_up()

    def offer(self, mail: Mail, hand_over: Callable[[], bool]) -> Outcome:
        """Offer one mail. ``hand_over`` is asked when all that can be refused has been accepted, directly before the
        mail goes over the wire, and must have written down that it does; it says ``False`` to stop there."""
        reused = self._smtp is not None
        outcome = self._up_to_hand_over(mail)
        if isinstance(outcome, ServerDown) and reused:
            # Servers close a connection after some time or some mails; a fresh one tells whether it was that.
            self._hang_up()
            outcome = self._up_to_hand_over(mail)
        if outcome is not None:
            self._forget_mail(outcome)
            return outcome
        if not hand_over():
            outcome = NotOurs()
            self._forget_mail(outcome)
            return outcome
        return self._hand_over(mail)

    def _up_to_hand_over(self, mail: Mail) -> Outcome | None:
        try:
            smtp = self._smtp or self._connect()
            if mail.utf8 and not smtp.has_extn("smtputf8"):
                return Refused("the mail server cannot deliver to an address with letters outside of ASCII")
            options = ["SMTPUTF8", "BODY=8BITMIME"] if mail.utf8 else []
            if smtp.has_extn("size"):
                options.append(f"SIZE={len(mail.data)}")
            return of_sender(*smtp.mail(mail.sender, options)) or of_recipient(*smtp.rcpt(mail.recipient))
        except smtplib.SMTPResponseException as fault:
            return ServerDown(said(fault.smtp_code, fault.smtp_error))
        except (OSError, smtplib.SMTPException) as fault:
            return ServerDown(f"no connection to the mail server: {said(0, str(fault)).removeprefix('0 ')}")

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context()
        if server.implicit_tls:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
        self._smtp = smtp
        smtp.ehlo_or_helo_if_needed()
        if server.start_tls:
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
        return smtp

    def _hand_over(self, mail: Mail) -> Outcome:
        assert self._smtp is not None  # the recipient has just been accepted
        try:
            code, answer = self._smtp.data(mail.data)
        except smtplib.SMTPDataError as fault:
            # The server said no to the command; nothing of the mail went over the wire.
            outcome = of_mail(fault.smtp_code, _bytes(fault.smtp_error))
        except (OSError, smtplib.SMTPException) as fault:
            self._hang_up()
            return Unclear(f"the connection broke during the hand-over: {said(0, str(fault)).removeprefix('0 ')}")
        else:
            outcome = of_mail(code, answer)
        self._forget_mail(outcome)
        return outcome

    def _forget_mail(self, outcome: Outcome) -> None:
        """Ready for the next mail: begin anew after a refusal, hang up when the server is gone."""
        if isinstance(outcome, ServerDown):
            self._hang_up()
        elif isinstance(outcome, Refused | Later | NotOurs) and self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._smtp.rset()

    def _hang_up(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _bytes(answer: bytes | str) -> bytes:
    return answer if isinstance(answer, bytes) else answer.encode()
