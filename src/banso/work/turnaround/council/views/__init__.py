"""The council's own pages: creditors, a plan's figures, a meeting, the year on one page, the report to the national body."""
