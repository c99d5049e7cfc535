"""The technical view of letters: where they are on their way, not what they say."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from laufzeit.messages.actions import NotToBeSentAgain, send_again
from laufzeit.messages.models import Enclosure, Letterhead, Message
from laufzeit.vendors.admin import ReadOnly


@admin.register(Message)
class MessageAdmin(ReadOnly):
    """After an outage of the mail server many letters may wait for the same decision: here it is made for all."""

    hidden = ("facts", "subject", "text", "html")
    list_display = ("created_at", "kind", "state", "email", "attempts", "next_attempt_at", "last_error")
    list_filter = ("state", "kind")
    search_fields = ("email__exact", "key__exact", "id__exact")
    ordering = ("-created_at", "-id")
    actions = ("send_once_more",)

    @admin.action(description="Send again (failed, bounced, unclear or kept ones)")
    def send_once_more(self, request: HttpRequest, chosen: QuerySet) -> None:
        sent = passed_over = 0
        for letter in chosen.values_list("id", flat=True):
            try:
                send_again(letter)
                sent += 1
            except NotToBeSentAgain:
                passed_over += 1
        self.message_user(request, f"{sent} go out again, {passed_over} were passed over.", messages.INFO)


@admin.register(Enclosure)
class EnclosureAdmin(ReadOnly):
    hidden = ("content",)
    list_display = ("name", "media_type", "message")


@admin.register(Letterhead)
class LetterheadAdmin(ReadOnly):
    list_display = ("vendor",)
