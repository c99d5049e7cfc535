from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "laufzeit.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Members that join take a seat in their contract: ``customers`` asks this rule."""
        from laufzeit.customers.joining.actions import add_joining_rule
        from laufzeit.portal.seats import take_seat

        add_joining_rule(take_seat)
