"""The pages of spending: staff's book of expenses, one expense, the inspection, the settlement, and the applicant's own pages."""
