"""A day at the desk with a million consultations: Banso's pages against a plain Django admin over the same rows."""
