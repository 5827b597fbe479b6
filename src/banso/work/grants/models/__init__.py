"""The records of grants: calls and applications with their steps, what applicants send in, and what is planned to be spent."""

from .applications import Application, Call, Course, Decision, Frame
from .assets import Asset, AssetCheck, Disposal
from .budgets import BudgetLine, BudgetSheet, CostCategory
from .eligibility import EligibilityCheck, InquiredApplication, Officer, PoliceInquiry, Shareholder, SizeLine
from .filings import Enclosure, Filing
from .funds import Fund, FundEntry, LeavingRule
from .inspections import Inspection, InspectionLine
from .later import Demand, Followup, FunderReturn, FunderYear, InputTaxReport, OutcomeReport, ProjectIncome
from .reports import FinalReport, ProgressLine, ProgressReport
from .spending import Expense, ExpensePaper, ExpenseReturn
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
    "Expense",
    "ExpensePaper",
    "ExpenseReturn",
    "Filing",
    "FinalReport",
    "Followup",
    "Frame",
    "Fund",
    "FundEntry",
    "FunderReturn",
    "FunderYear",
    "InputTaxReport",
    "InquiredApplication",
    "Inspection",
    "InspectionLine",
    "LeavingRule",
    "Officer",
    "OutcomeReport",
    "PoliceInquiry",
    "ProgressLine",
    "ProgressReport",
    "ProjectIncome",
    "Shareholder",
    "SizeLine",
    "Window",
]
