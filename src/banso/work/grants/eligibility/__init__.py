"""資格の確認: what is checked of an applicant before a decision, what the machine sees of it, and what a person found."""
