"""Every write about what came in for a case."""

from .receiving import correct_received, receive, withdraw_received

__all__ = ["correct_received", "receive", "withdraw_received"]
