"""台帳."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "banso.registers"
    label = "registers"
    verbose_name = "台帳"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Searches find a company by its name with the legal form written in any way; lists are shared within a unit.

        Then every kind of work says what it adds to a company's history.
        """
        from django.utils.module_loading import autodiscover_modules

        from banso.core.saved import add_colleagues
        from banso.core.tables import add_search_key
        from banso.registers.choosing import colleagues
        from banso.registers.naming import name_key

        add_search_key(name_key)
        add_colleagues(colleagues)
        autodiscover_modules("histories")
