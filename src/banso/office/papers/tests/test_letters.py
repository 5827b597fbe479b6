"""Forms are read word by word; letters take their number and date at one instant and are never rewritten."""

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse
from docx import Document

from banso.cases import words
from banso.cases.models import Case, Party
from banso.core.errors import UserError
from banso.core.series import NumberSeries
from banso.office.papers import services
from banso.office.papers.choices import Means, Seal
from banso.office.papers.models import Form, Letter, Void
from banso.registers.models import Unit
from conftest import TinyWorld, flat

TODAY = date(2024, 4, 10)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    """A procedure with a word and a list of its own."""
    words.declare(
        "judging",
        "審査会",
        words.Word("審査結果", "採択", lambda about: about.step),
        words.WordList("委員一覧", {"氏名": "山田 太郎"}, lambda about: [{"氏名": "甲 委員"}, {"氏名": "乙 <委員>"}]),
    )
    yield
    del words._declared["judging"]


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The day by the services' clock; called with another day, it is that."""

    def on(day: date) -> None:
        monkeypatch.setattr(services.timezone, "localdate", lambda: day)

    on(TODAY)
    return on


def word_file(*paragraphs: str, table: tuple[str, ...] = (), header: str = "") -> bytes:
    document = Document()
    document.sections[0].header.paragraphs[0].text = header
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        rows = document.add_table(rows=len(table), cols=1)
        for row, text in zip(rows.rows, table, strict=True):
            row.cells[0].text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def text_of(content: bytes) -> list[str]:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [document.sections[0].header.paragraphs[0].text, *(p.text for p in document.paragraphs), *cells]


class Office:
    """A case of the judging kind with one party, and forms for it."""

    def __init__(self, world: TinyWorld) -> None:
        self.world, self.user = world, world.user(is_superuser=True)
        self.case = self.add_case(world.programme)

    def add_case(self, programme: Any, **facts: Any) -> Case:
        given = {"company": self.world.company("有限会社 海"), "opened_on": TODAY, "procedure": "judging"}
        case = Case.objects.create(programme=programme, **given | facts)
        Party.objects.create(case=case, role="applicant", name="海野 花", title="代表取締役")
        return case

    def form(self, *paragraphs: str, table: tuple[str, ...] = (), header: str = "", **facts: Any) -> Form:
        file = SimpleUploadedFile("通知.docx", word_file(*paragraphs, table=table, header=header))
        given = {"code": "notice", "title": "結果通知書", "procedure": "judging", "valid_from": 2024, "mark": "産支"}
        return services.add_form(file, by=self.user, **given | facts)

    def issue(self, form: Form, case: Case | None = None, **facts: Any) -> Letter:
        case = case or self.case
        return services.issue(case, form, party=case.parties.get(), by=self.user, **facts)


@pytest.fixture
def office(world: TinyWorld, today: Any) -> Office:
    return Office(world)


def test_a_letter_says_what_the_case_says(office: Office) -> None:
    """Words, header, list rows and a part left out; what a name holds is no markup; the file is kept by its digest."""
    form = office.form(
        "{{文書日付}}", "{{ 企業名 }} {{宛先_役職}} {{宛先_氏名}} 様", "{%p if 公印表示 %}", "{{公印表示}}", "{%p endif %}",
        "結果: {{審査結果}}", table=("{%tr for 行 in 委員一覧 %}", "{{行.氏名}}", "{%tr endfor %}"), header="{{文書番号}}",
    )  # fmt: skip
    assert form.words == [
        "文書日付", "企業名", "宛先_役職", "宛先_氏名", "公印表示", "審査結果", "委員一覧", "委員一覧.氏名", "文書番号",
    ]  # fmt: skip
    letter = office.issue(form, step="採択")
    content = Path(letter.file.path).read_bytes()
    assert text_of(content) == [
        "6産支第1号", "令和6年4月10日", "有限会社 海 代表取締役 海野 花 様", "(公印省略)", "結果: 採択", "甲 委員", "乙 <委員>",
    ]  # fmt: skip
    assert letter.sha256 == hashlib.sha256(content).hexdigest()
    assert (letter.printed, letter.number, letter.issued_on, letter.fiscal_year) == ("6産支第1号", 1, TODAY, 2024)
    assert letter.addressee == "代表取締役 海野 花"
    with pytest.raises(Error), transaction.atomic():
        Letter.objects.update(title="別の件名")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{企業の名}}", "「企業名」"),
        ("{{ 企業名|upper }}", "式は使えません"),
        ("{{ 企業名.__class__ }}", "式は使えません"),
        ("{{ cycler() }}", "式は使えません"),
        ("{% set a = 1 %}", "式は使えません"),
        ("{% for 行 in range(9) %}{% endfor %}", "式は使えません"),
        ("{{ 企業名 }", "対になって"),
        ("{ 企業名 }}", "対になって"),
        ("\uff5b\uff5b企業名\uff5d\uff5d", "全角"),
        ("{% for 行 in 委員一覧 %}{{行.住所}}{% endfor %}", "委員一覧.住所"),
        ("{% for 行 in 委員一覧 %}{{行}}{% endfor %}", "行.列の名前"),
    ],
)
def test_what_a_form_may_not_say(office: Office, text: str, said: str) -> None:
    """Unknown words are refused by name, with what is meant perhaps; so is all that is no plain word. Nothing is kept."""
    with pytest.raises((ValidationError, UserError)) as refused:
        office.form(text)
    told = refused.value.messages if isinstance(refused.value, ValidationError) else [str(refused.value)]
    assert said in "".join(told)
    assert not Form.objects.exists()


def test_a_missing_value_stops_the_letter_and_takes_no_number(office: Office) -> None:
    """Every missing word is named; an empty one prints nothing; the next letter has the first number."""
    form = office.form("{{審査結果}} {{宛先_住所}} {{宛先_役職}}")
    with pytest.raises(ValidationError, match="「審査結果」「宛先_住所」"):
        office.issue(form)
    assert not NumberSeries.objects.exists()
    office.case.parties.update(title="", address="港町1")
    assert office.issue(form, step="不採択").number == 1


def test_numbers_begin_anew_each_april_and_behind_each_wall(office: Office, world: TinyWorld, today: Any) -> None:
    """事務連絡 takes none; a walled unit's letters are numbered by themselves."""
    form, memo = office.form("{{企業名}}"), office.form("{{文書番号}}", code="memo", numbered=False)
    assert [office.issue(form).printed, office.issue(form).printed] == ["6産支第1号", "6産支第2号"]
    assert (office.issue(memo).printed, office.issue(memo).number) == ("事務連絡", None)
    walled = world.add_programme("walled", "再生支援")
    walled.walled_to = Unit.objects.create(code="council", name="協議会")
    walled.save()
    assert office.issue(form, office.add_case(walled)).number == 1
    today(date(2025, 3, 31))
    assert office.issue(form).printed == "6産支第3号"
    today(date(2025, 4, 1))
    assert office.issue(form).printed == "7産支第1号"
    today(date(2025, 3, 31))  # a clock put back takes up the old year where it was
    assert office.issue(form).printed == "6産支第4号"


def test_which_form_a_case_uses(office: Office, world: TinyWorld) -> None:
    """By the year it was accepted in, its procedure and its programme, the programme's own first."""
    other = world.add_programme("other", "別の事業")
    old = office.form("旧", valid_from=2023, valid_until=2023)
    new, own = office.form("新"), office.form("専用", programme=other)
    office.form("別", code="else", procedure="")
    assert services.form_for(office.case, "notice") == new
    assert services.form_for(office.add_case(world.programme, opened_on=date(2024, 3, 31)), "notice") == old
    assert services.form_for(office.add_case(other), "notice") == own
    with pytest.raises(ValidationError, match="使えません"):
        office.issue(old)
    services.withdraw_form(new, by=office.user)
    with pytest.raises(ValidationError, match="登録されていません"):
        services.form_for(office.case, "notice")


def test_sent_or_void(office: Office) -> None:
    """A letter goes out on a day that can be; a void one does not, and its number is used for no other."""
    form = office.form("{{企業名}}", seal=Seal.REQUIRED)
    letter = office.issue(form)
    with pytest.raises(ValidationError, match="発送日は"):
        services.send(letter, means=Means.POST, sent_on=date(2024, 4, 9), by=office.user)
    services.send(letter, means=Means.POST, sent_on=TODAY, by=office.user)
    services.send(letter, means=Means.HANDED, sent_on=TODAY, by=office.user)
    assert (Letter.objects.get().sending.means, Letter.objects.get().state) == (Means.HANDED, "発送済")
    with pytest.raises(ValidationError, match="理由"):
        services.void(letter, reason=" ", by=office.user)
    services.void(letter, reason="宛先の誤り", by=office.user)
    with pytest.raises(ValidationError, match="すでに"):
        services.void(letter, reason="もう一度", by=office.user)
    with pytest.raises(ValidationError, match="欠番"):
        services.send(letter, means=Means.POST, sent_on=TODAY, by=office.user)
    assert (Letter.objects.get().state, office.issue(form).number, Void.objects.count()) == ("欠番", 2, 1)


def test_what_came_in(office: Office) -> None:
    """Receipts have a row of numbers of their own by year, which no correction leaves."""
    facts = {"sender": "県庁", "title": "照会", "received_on": TODAY, "due_on": date(2024, 4, 30)}
    first = services.record_incoming(by=office.user, **facts)
    second = services.record_incoming(by=office.user, **facts | {"received_on": date(2024, 3, 29)})
    assert (first.number, second.number) == (1, 1)
    with pytest.raises(ValidationError, match="別の年度"):
        services.correct_incoming(first, received_on=date(2024, 3, 29), by=office.user)
    with pytest.raises(ValidationError, match="処理結果"):
        services.correct_incoming(first, settled_on=TODAY, by=office.user)
    services.correct_incoming(first, settled_on=TODAY, result="回答した", by=office.user)
    assert services.record_incoming(by=office.user, **facts).number == 2


def test_from_the_form_to_the_register_on_screen(office: Office, client: Client) -> None:
    """Registered, looked at, tried out, issued, sent and found in the register and on the case."""
    client.force_login(office.user)
    given = {"title": "案内", "code": "invite", "procedure": "", "valid_from": "R6", "numbered": "on", "seal": "none"}
    wrong = SimpleUploadedFile("案内.docx", word_file("{{企業の名前}}"))
    answer = client.post(reverse("papers-form-new"), given | {"file": wrong})
    assert answer.status_code == 422 and "「企業の名前」" in flat(answer.content)
    file = SimpleUploadedFile("案内.docx", word_file("{{企業名}} {{宛先_氏名}}"))
    assert client.post(reverse("papers-form-new"), given | {"file": file}).status_code == 302
    form = Form.objects.get()
    assert "株式会社みなと製作所" in flat(client.get(form.get_absolute_url()).content)
    assert "委員一覧" in flat(client.get(reverse("papers-words")).content)
    page = reverse("papers-issue", args=[office.case.pk, "invite"])
    assert "<dd>海野 花</dd>" in flat(client.get(page).content)  # the only party there is
    assert "まだありません" in flat(client.get(page, {"title": "案内"}).content)
    party = office.case.parties.get().pk
    trial = client.post(page, {"party": party, "trial": "1"})
    assert text_of(trial.content)[1] == "有限会社 海 海野 花" and not Letter.objects.exists()
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"party": party}).status_code == 302
    letter = Letter.objects.get()
    client.post(letter.get_absolute_url(), {"send": "1", "means": "post", "sent_on": "R6.4.10"})
    assert "郵送" in flat(client.get(letter.get_absolute_url()).content)
    assert "発送済" in flat(client.get(reverse("papers-letter-list")).content)
    assert "6第1号" in flat(client.get(reverse("papers-panel", args=["cases", "case", office.case.pk])).content)
    assert client.get(reverse("papers-letter-file", args=[letter.pk])).status_code == 200
    incoming = {"received_on": "R6.4.10", "sender": "県庁", "title": "照会"}
    assert client.post(reverse("papers-incoming-new"), incoming).status_code == 302
    assert "県庁" in flat(client.get(reverse("papers-incoming-list")).content)


def test_one_number_for_several_addressees(office: Office, today: Any) -> None:
    """枝番: the second letter of a number says so; a number of another case or of last year is not shared."""
    form, memo = office.form("{{文書番号}}"), office.form("{{文書番号}}", code="memo", numbered=False)
    first = office.issue(form)
    second, third = office.issue(form, branch_of=first), office.issue(form, branch_of=first)
    assert [row.printed for row in (second, third)] == ["6産支第1号の2", "6産支第1号の3"]
    assert text_of(Path(third.file.path).read_bytes())[1] == "6産支第1号の3"
    assert office.issue(form).number == 2
    other = office.add_case(office.world.programme)
    for case, branch_of in ((other, first), (office.case, office.issue(memo))):
        with pytest.raises(ValidationError, match="番号のある文書"):
            office.issue(form, case, branch_of=branch_of)
    today(date(2025, 4, 1))
    with pytest.raises(ValidationError, match="年度が変わった"):
        office.issue(form, branch_of=first)


def test_the_register_of_the_seal(office: Office, client: Client) -> None:
    """Who put the seal on which letter: once, never before its date, never on a letter that bears none or is void."""
    form, plain = office.form("{{企業名}}", seal=Seal.REQUIRED), office.form("{{企業名}}", code="plain")
    letter, staff = office.issue(form), office.world.staff
    with pytest.raises(ValidationError, match="公印を押す様式"):
        services.press_seal(office.issue(plain), pressed_on=TODAY, pressed_by=staff, by=office.user)
    with pytest.raises(ValidationError, match="押印日"):
        services.press_seal(letter, pressed_on=date(2024, 4, 9), pressed_by=staff, by=office.user)
    client.force_login(office.user)
    given = {"seal": "1", "seal-pressed_on": "R6.4.10", "seal-pressed_by": staff.pk, "seal-copies": "0"}
    assert client.post(letter.get_absolute_url(), given).status_code == 422
    assert client.post(letter.get_absolute_url(), given | {"seal-copies": "2"}).status_code == 302
    assert "担当 一郎 2通" in flat(client.get(letter.get_absolute_url()).content)
    assert "6産支第1号" in flat(client.get(reverse("papers-sealuse-list")).content)
    assert client.get(reverse("papers-sealuse-list"), {"format": "xlsx"}).status_code == 200
    with pytest.raises(ValidationError, match="すでに"):
        services.press_seal(letter, pressed_on=TODAY, pressed_by=staff, by=office.user)


def test_a_letter_as_pdf(office: Office, client: Client) -> None:
    """Made from the very file that was issued; the page says by what."""
    letter = office.issue(office.form("{{企業名}}", table=("一", "二"), header="{{文書番号}}"))
    client.force_login(office.user)
    made = client.get(reverse("papers-letter-pdf", args=[letter.pk]))
    assert made.content.startswith(b"%PDF") and "LibreOffice" in flat(client.get(letter.get_absolute_url()).content)
