"""What the tie-out says of one figure."""

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from banso.report.document import FigureKey


class Status(Enum):
    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_IN_FILE = "not_in_file"
    NOT_IN_OUTLINE = "not_in_outline"
    SUM_DIFFERS = "sum_differs"
    IMPLAUSIBLE = "implausible"
    UNSETTLED = "unsettled"
    LEFT_OUT = "left_out"
    DERIVED = "derived"


LABELS = {
    Status.AGREES: "一致",
    Status.DIFFERS: "相違",
    Status.NOT_IN_FILE: "ファイルに見つからない",
    Status.NOT_IN_OUTLINE: "報告書の構成にない",
    Status.SUM_DIFFERS: "計算が合わない",
    Status.IMPLAUSIBLE: "不自然",
    Status.UNSETTLED: "要確認",
    Status.LEFT_OUT: "読まなかった所",
    Status.DERIVED: "計算した欄",
}

WRONG = {Status.DIFFERS, Status.NOT_IN_FILE, Status.NOT_IN_OUTLINE, Status.SUM_DIFFERS, Status.UNSETTLED}
"""What makes a draft not tie out. An implausible figure may still be right; one whose place could not be settled is not passed."""


@dataclass(frozen=True)
class Finding:
    """One figure compared: where it stands in the file, what it prints there and what the records say."""

    status: Status
    where: str
    key: FigureKey
    printed: str
    expected: str
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        key = asdict(self.key)
        return {
            "status": self.status.value,
            "where": self.where,
            **key,
            "printed": self.printed,
            "expected": self.expected,
            "note": self.note,
        }
