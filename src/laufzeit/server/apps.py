from django.apps import AppConfig


class ServerConfig(AppConfig):
    name = "laufzeit.server"
    label = "server"
    default_auto_field = "django.db.models.BigAutoField"
