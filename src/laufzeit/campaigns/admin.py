"""The technical view of campaigns: rows as they are stored, without the customers' names."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.campaigns.models import Campaign, Participant, Step
from laufzeit.vendors.admin import ReadOnly


@admin.register(Campaign)
class CampaignAdmin(ReadOnly):
    hidden = ("forecast",)
    list_display = ("key", "name", "stage", "task", "accept_until", "announced_at")
    search_fields = ("key__exact",)
    ordering = ("-created_at", "-id")


@admin.register(Step)
class StepAdmin(ReadOnly):
    hidden = ("facts",)
    list_display = ("campaign_id", "kind", "by", "at")
    search_fields = ("campaign_id__exact",)
    ordering = ("-id",)


@admin.register(Participant)
class ParticipantAdmin(ReadOnly):
    list_display = ("campaign_id", "contract_id", "state", "answer", "written_at", "answered_at")
    search_fields = ("contract_id__exact", "campaign_id__exact")
    ordering = ("-id",)
