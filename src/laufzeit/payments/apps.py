from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "laufzeit.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Invoices say by which mandate they will be collected; mandates are kept here."""
        from laufzeit.invoices.store import add_paying_source
        from laufzeit.payments.store import paying

        add_paying_source(paying)
