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
        from django.contrib.auth.signals import user_logged_in
        from django.utils.module_loading import autodiscover_modules

        from banso.core.acting import act_for
        from banso.core.agenda import add_forerunners
        from banso.core.looking import add_secretive, listen
        from banso.core.saved import add_colleagues
        from banso.core.tables import add_search_key
        from banso.core.writing import add_guard
        from banso.registers.choosing import colleagues, forerunners
        from banso.registers.looking import note_look
        from banso.registers.naming import name_key
        from banso.registers.permissions import refuse_beyond_roles, refuse_in_the_open, refuse_to_tie_logins
        from banso.registers.seeing import is_inside_somewhere

        listen(note_look)
        add_secretive(is_inside_somewhere)
        add_forerunners(forerunners)
        add_search_key(name_key)
        add_guard(refuse_beyond_roles)
        add_guard(refuse_to_tie_logins)
        add_guard(refuse_in_the_open)
        add_colleagues(colleagues)
        autodiscover_modules("histories")
        # whoever logs in acts from then on, before Django writes down that they did
        user_logged_in.connect(lambda user, **_: act_for(user.pk), weak=False, dispatch_uid="act-for-who-logs-in")
