"""The records of grants: calls and applications with their steps, what applicants send in, and what is planned to be spent."""

from .applications import Application, Call, Course, Decision, Frame
from .assets import Asset, AssetCheck, Disposal
from .budgets import BudgetLine, BudgetSheet, CostCategory
from .eligibility import EligibilityCheck, InquiredApplication, Officer, PoliceInquiry, Shareholder, SizeLine
from .filings import Enclosure, Filing
from .funds import Fund, FundEntry, LeavingRule
from .later import Demand, Followup, FunderReturn, FunderYear, InputTaxReport, OutcomeReport, ProjectIncome
from .windows import EarlyEnd, Window

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
    "EarlyEnd",
    "EligibilityCheck",
    "Enclosure",
    "Filing",
    "Followup",
    "Frame",
    "Fund",
    "FundEntry",
    "FunderReturn",
    "FunderYear",
    "InputTaxReport",
    "InquiredApplication",
    "LeavingRule",
    "Officer",
    "OutcomeReport",
    "PoliceInquiry",
    "ProjectIncome",
    "Shareholder",
    "SizeLine",
    "Window",
]
