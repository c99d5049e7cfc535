from django.apps import AppConfig


class EInvoiceConfig(AppConfig):
    name = "laufzeit.einvoice"
    label = "einvoice"
    default_auto_field = "django.db.models.BigAutoField"
