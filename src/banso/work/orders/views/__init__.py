"""The pages of order matching beyond lists, records and forms."""
