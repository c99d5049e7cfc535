from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "laufzeit.messages"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
