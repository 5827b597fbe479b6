"""Changing the plan of a grant: what goes where from now on, on screen and by the applicant's own link, and how far that needs approval."""
