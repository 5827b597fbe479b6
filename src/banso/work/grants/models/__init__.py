"""The records of grants: calls and applications with their steps, and what is planned to be spent."""

from .applications import Application, Call, Course, Decision, Frame
from .budgets import BudgetLine, BudgetSheet, CostCategory
from .eligibility import EligibilityCheck, InquiredApplication, Officer, PoliceInquiry, Shareholder, SizeLine

__all__ = [
    "Application",
    "BudgetLine",
    "BudgetSheet",
    "Call",
    "CostCategory",
    "Course",
    "Decision",
    "EligibilityCheck",
    "Frame",
    "InquiredApplication",
    "Officer",
    "PoliceInquiry",
    "Shareholder",
    "SizeLine",
]
