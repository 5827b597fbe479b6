"""The pages of fairs beyond lists, records and forms."""
