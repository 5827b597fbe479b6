"""The records of grants: calls and applications with their steps, and what is planned to be spent."""

from .applications import Application, Call, Course, Decision, Frame
from .assets import Asset, AssetCheck, Disposal
from .budgets import BudgetLine, BudgetSheet, CostCategory
from .eligibility import EligibilityCheck, InquiredApplication, Officer, PoliceInquiry, Shareholder, SizeLine
from .later import Demand, Followup, FunderReturn, FunderYear, InputTaxReport, OutcomeReport, ProjectIncome

__all__ = [
    "Application",
    "Asset",
    "AssetCheck",
    "BudgetLine",
    "BudgetSheet",
    "Call",
    "CostCategory",
    "Course",
    "Decision",
    "Demand",
    "Disposal",
    "EligibilityCheck",
    "Followup",
    "Frame",
    "FunderReturn",
    "FunderYear",
    "InputTaxReport",
    "InquiredApplication",
    "Officer",
    "OutcomeReport",
    "PoliceInquiry",
    "ProjectIncome",
    "Shareholder",
    "SizeLine",
]
