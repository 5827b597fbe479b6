"""Succession within the family or to employees: the plan over years, and the days that laws set."""
