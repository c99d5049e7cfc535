from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "laufzeit.contracts"
    label = "contracts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whose seat is gone by the contract's timeline may not sign in: ``customers`` asks this rule."""
        from laufzeit.contracts.store import access_ended_on
        from laufzeit.customers.store import add_access_rule

        add_access_rule(access_ended_on)
