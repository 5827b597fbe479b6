"""On a page of many panels those of one heading stand together: what is of use now first, what is folded last."""

import pytest
from django.contrib.auth.models import Group

from banso.core import records
from banso.core.records import Panel, parts_of


def test_what_is_of_use_now_stands_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def panel(title: str, part: str = "", now: bool = True) -> Panel:
        return Panel(title, f"{title}-page", lambda model: True, part=part, now=lambda record: now)

    given = [
        panel("資格", "申請", now=False), panel("期限"), panel("予算", "申請", now=False), panel("文書"), panel("支出", "実施"),
        panel("義務", "確定後", now=False), panel("検査", "実施", now=False),
    ]  # fmt: skip
    monkeypatch.setattr(records, "_panels", given)
    found = [(part.title, [one.title for one in part.panels], part.open) for part in parts_of(Group())]
    assert found == [
        ("実施", ["支出", "検査"], True),
        ("", ["期限"], True),
        ("", ["文書"], True),
        ("申請", ["資格", "予算"], False),
        ("確定後", ["義務"], False),
    ]
