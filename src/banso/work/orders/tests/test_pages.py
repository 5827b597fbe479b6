"""The pages of order matching, as a clerk goes through them."""

from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from banso.work.orders import services
from banso.work.orders.models import FollowUp, Introduction, Letter, Outcome, Profile, ProposedChange, Registration
from conftest import TODAY, TinyWorld

from .making import LIMITS, inquiry, profile, supplier, term


@pytest.fixture
def client(world: TinyWorld) -> Client:
    made = Client()
    made.force_login(world.user(is_superuser=True))
    return made


def test_from_candidates_to_letters(world: TinyWorld, client: Client) -> None:
    """The reasons stand beside each supplier; those chosen are introduced, each with a letter, and one to the buyer."""
    one, two = supplier(world, "第一精工"), supplier(world, "第二精工")
    profile(one, "turning", limits=LIMITS)
    profile(two, "turning")
    asked = inquiry(world, lot=20, item="φ30の軸 & 座金")
    page = client.get(f"/orders/inquiry/{asked.pk}/candidates/").content.decode()
    assert page.index("第一精工") < page.index("第二精工")
    assert "20個は10～500個の範囲内" in page and "20個は未確認です" in page
    tightened = client.get(f"/orders/inquiry/{asked.pk}/candidates/?lot=must", HTTP_HX_REQUEST="true").content.decode()
    assert "第一精工" in tightened and "第二精工" not in tightened and "<html" not in tightened
    chosen = {"supplier": [one.pk, two.pk], "introduced_on": "R6.4.2"}
    assert client.post(f"/orders/inquiry/{asked.pk}/introduce/", chosen).status_code == 302
    assert Introduction.objects.filter(inquiry=asked).count() == 2
    texts = {}
    for letter in Letter.objects.all():
        answer = client.get(f"/orders/letters/{letter.pk}/")
        word = Document(BytesIO(answer.content))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        texts[letter.number] = "\n".join([p.text for p in word.paragraphs] + cells)
    assert "第一精工 御中" in texts[1] and "発注企業" in texts[1] and "第二精工" not in texts[1]
    assert "発注企業 御中" in texts[3] and "第一精工" in texts[3] and "第二精工" in texts[3]
    assert all(
        "令和6年4月2日" in text and f"受発注第{n}号" in text and "φ30の軸 & 座金" in text for n, text in texts.items()
    )
    assert not any("{{" in text or "{%" in text for text in texts.values())


def test_a_wrong_introduction_keeps_the_choice(world: TinyWorld, client: Client) -> None:
    """The day cannot be read: said once, nothing written, the box still ticked."""
    one = supplier(world, "第一精工")
    profile(one, "turning")
    asked = inquiry(world)
    answer = client.post(f"/orders/inquiry/{asked.pk}/introduce/", {"supplier": [one.pk], "introduced_on": "あした"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "紹介日: 「あした」は日付として読めません" in page and 'value="あした"' in page
    assert f'value="{one.pk}" checked' in page and not Introduction.objects.exists()


def test_suppliers_are_compared(world: TinyWorld, client: Client) -> None:
    """Side by side; without any chosen, the page says so."""
    one, two = supplier(world, "第一精工"), supplier(world, "第二精工")
    profile(one, "turning", terms=["iso9001"])
    asked = inquiry(world)
    page = client.get(f"/orders/inquiry/{asked.pk}/compare/?supplier={one.pk}&supplier={two.pk}").content.decode()
    assert "第一精工" in page and "第二精工" in page and "ISO 9001" in page
    assert "2社を選んでください" in client.get(f"/orders/inquiry/{asked.pk}/compare/").content.decode()


def test_what_was_heard_is_written_in_a_row(world: TinyWorld, client: Client) -> None:
    """A quote, then a refusal that proposes a change; a mistake keeps the row and says why."""
    one = supplier(world, "第一精工")
    profile(one, "turning", limits=LIMITS)
    (row,) = services.introduce(inquiry(world), [one], introduced_on=TODAY, by=None)
    listed = client.get("/orders/chases/").content.decode()
    assert f'id="row{row.pk}"' in listed
    to = f"/orders/introduction/{row.pk}/heard/"
    wrong = client.post(to, {"on": "R6.4.20", "what": "declined", "amount": "", "reason_code": "", "note": "高い"})
    assert wrong.status_code == 422 and "不成立には理由を選んで" in wrong.content.decode()
    assert 'value="高い"' in wrong.content.decode() and not Outcome.objects.exists()
    quoted = client.post(to, {"on": "R6.4.20", "what": "quoted", "amount": "1,200,000", "reason_code": "", "note": ""})
    assert quoted.status_code == 200 and FollowUp.objects.get().quoted == 1_200_000
    again = client.post(to, {"on": "R6.4.32", "what": "quoted", "amount": "", "reason_code": "", "note": ""})
    assert again.status_code == 422 and "前回 令和6年4月20日 見積提出" in again.content.decode()
    client.post(to, {"on": "R6.4.30", "what": "declined", "amount": "", "reason_code": "equipment", "note": ""})
    change = ProposedChange.objects.get()
    assert "対応できる工程から外す" in client.get("/orders/changes/").content.decode()
    assert client.post(f"/orders/changes/{change.pk}/", {"accept": "1"}).status_code == 302
    assert Profile.objects.filter(company=one).count() == 2
    assert client.post(f"/orders/changes/{change.pk}/", {"accept": "1"}).status_code == 422


def visit(**facts: str) -> dict[str, str]:
    empty = {"process": {"process": "", "size": "", "tolerance": "", "lot_min": "", "lot_max": "", "lead_days": ""},
             "machine": {"name": "", "size": "", "number": ""}}  # fmt: skip
    told = {"told_on": "R6.4.10", "source": "visit", "capacity": "free", "strengths": "長尺が得意"}
    for prefix, row in empty.items():
        told |= {f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-INITIAL_FORMS": "0"}
        told |= {f"{prefix}-{n}-{name}": value for n in range(2) for name, value in row.items()}
    return told | facts


def test_a_profile_is_told_at_a_visit(world: TinyWorld, client: Client) -> None:
    """Kept as a new profile; the next visit starts from it, but asks the capacity anew."""
    one = supplier(world, "第一精工")
    rows = {"process-0-process": str(term("turning").pk), "process-0-size": "φ50×600", "process-0-lot_max": "１，０００",
            "machine-0-name": "NC旋盤", "machine-0-number": "3", "materials": str(term("steel").pk)}  # fmt: skip
    assert client.post(f"/orders/profiles/{one.pk}/supplier/", visit(**rows)).status_code == 302
    made = Profile.objects.get()
    assert (made.capacity, made.capacity_told_on, made.told_on) == ("free", TODAY, TODAY)
    assert [(row.size, row.lot_max) for row in made.capabilities.all()] == [("600×50×50", 1000)]
    assert [str(machine) for machine in made.machines.all()] == ["NC旋盤 3台"]
    page = client.get(f"/orders/profiles/{one.pk}/supplier/").content.decode()
    assert 'value="600×50×50"' in page and "長尺が得意" in page and 'value="unknown" ' in page
    panel = client.get(f"/orders/panel/orders/profile/{made.pk}/").content.decode()
    assert "旋盤加工" in panel and "一般鋼材" in panel


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"process-1-size": "大きめ", "process-1-process": "turning"}, "寸法「大きめ」が読めません"),
        ({"told_on": ""}, "聞取日"),
        ({"process-0-process": "turning", "process-1-process": "turning"}, "1行にまとめて"),
        (
            {"process-0-process": "turning", "process-0-lot_min": "9", "process-0-lot_max": "1"},
            "最小ロットが最大ロット",
        ),
    ],
)
def test_a_wrong_profile_is_said_and_kept(
    world: TinyWorld, client: Client, facts: dict[str, str], message: str
) -> None:
    """Which row and field, and the text still there."""
    one = supplier(world)
    given = {k: str(term(v).pk) if v == "turning" else v for k, v in facts.items()}
    answer = client.post(f"/orders/profiles/{one.pk}/supplier/", visit(**given))
    page = answer.content.decode()
    assert answer.status_code == 422 and message in page and "長尺が得意</textarea>" in page
    assert not Profile.objects.exists()


def test_the_overview_opens_its_numbers(world: TinyWorld, client: Client) -> None:
    """199 = 17 + 118 + 64: here 1 = 0 + 0 + 1, and the list behind it."""
    one = supplier(world, "第一精工")
    services.introduce(inquiry(world), [one], introduced_on=TODAY, by=None)
    page = client.get("/orders/?year=2024").content.decode()
    link = f"/orders/{world.programme.pk}/2024/own/open/"
    assert f'<a href="{link}">1件</a>' in page and "照会 1件、紹介 1件、見積 0件、成立 0件" in page
    assert "<strong>1件</strong>" in client.get(link).content.decode()
    assert "第一精工" in b"".join(client.get(f"{link}?format=csv").streaming_content).decode("utf-8-sig")
    assert client.get(f"/orders/{world.programme.pk}/2024/own/other/").status_code == 404


def test_a_registration_is_renewed_from_its_page(world: TinyWorld, client: Client) -> None:
    """The button stands where the registration has ended."""
    one = supplier(world)
    row = Registration.objects.get()
    assert "更新する" not in client.get(f"/orders/panel/orders/registration/{row.pk}/").content.decode()
    services.correct_registration(row, ended_on=TODAY, by=None)
    assert "更新する" in client.get(f"/orders/panel/orders/registration/{row.pk}/").content.decode()
    client.post(f"/orders/registration/{row.pk}/renew/")
    assert Registration.objects.filter(company=one, ended_on=None).count() == 1


def test_the_pages_ask_few_queries(world: TinyWorld, client: Client, django_assert_max_num_queries) -> None:
    """However many rows they show."""
    companies = [supplier(world) for _ in range(8)]
    for company in companies:
        profile(company, "turning", terms=["steel"])
    asked = inquiry(world)
    services.introduce(asked, companies, introduced_on=TODAY, by=None)
    for address, most in (("/orders/chases/", 16), (f"/orders/inquiry/{asked.pk}/candidates/", 22), ("/orders/", 22)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
