"""確定後の義務: what a firm owes after its grant was settled, for years: reports, returns of income and input tax, its assets."""
