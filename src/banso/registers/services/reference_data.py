"""Reference rows every centre needs: municipalities (総務省 全国地方公共団体コード) and industries (日本標準産業分類 第14回改定)."""

import csv
from pathlib import Path

from banso.core.trail import verb
from banso.registers.models import Industry, Municipality, User

DATA = Path(__file__).parents[1] / "data"


@verb
def load_reference_data(*, by: User | None) -> None:
    """Bring municipalities, major groups and divisions of industry into an empty register; rows already there stay."""
    Municipality.objects.bulk_create(
        (Municipality(**row) for row in _rows("municipalities.csv")), batch_size=1000, ignore_conflicts=True
    )
    Industry.objects.bulk_create((Industry(**row) for row in _rows("industries.csv")), ignore_conflicts=True)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
