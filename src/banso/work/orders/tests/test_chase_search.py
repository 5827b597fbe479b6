"""The chase list cut down to whom one is speaking with."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from banso.work.orders import services
from conftest import TinyWorld

from .making import inquiry, supplier


@pytest.mark.parametrize(
    ("words", "shown"),
    [("", {"軸", "箱"}), ("軸", {"軸"}), ("（株）みほん作り手", {"軸"}), ("べつの作り手", {"箱"}), ("どこか", set())],
)
def test_the_chase_list_is_cut_down(client: Client, world: TinyWorld, words: str, shown: set[str]) -> None:
    """By the job, or by either company in any spelling."""
    client.force_login(world.user(is_superuser=True))
    for item, name in (("軸", "株式会社みほん作り手"), ("箱", "べつの作り手")):
        of = inquiry(world, item=item, buyer=world.company(f"{name}の買い手" if item == "箱" else "買い手"))
        services.introduce(of, [supplier(world, name)], introduced_on=date(2024, 5, 1), by=None)
    page = client.get(reverse("orders-chases"), {"q": words}).content.decode()
    assert {item for item in ("軸", "箱") if f"{item} 令和6年5月1日紹介" in page} == shown
