"""受発注あっせん."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "banso.work.orders"
    label = "orders"
    verbose_name = "受発注あっせん"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Companies merged or parted get their suppliers' cards anew."""
        from banso.registers.company_links import follow_merges
        from banso.work.orders.services.cards import refresh_cards

        follow_merges(refresh_cards)
