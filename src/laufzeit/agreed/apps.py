from django.apps import AppConfig


class AgreedConfig(AppConfig):
    name = "laufzeit.agreed"
    label = "agreed"

    def ready(self) -> None:
        """Letters that confirm what was agreed bring the document along."""
        from laufzeit.agreed.actions import with_letter
        from laufzeit.messages.enclosing.store import enclose_with
        from laufzeit.messages.kinds import ChangeConfirmed, ContractConcluded, TermsAccepted

        for kind in (ContractConcluded, ChangeConfirmed, TermsAccepted):
            enclose_with(kind, with_letter)
