"""The registers from files. A company is found on the register and put right with what the file says, or registered."""

from banso.core.imports import Choice, Column, Row, Text, Whole, Year, Yen, imports
from banso.core.imports.declaring import Writing
from banso.core.imports.deriving import facts
from banso.core.imports.spelled import Address, Kana, Phone, PostalCode, Prefecture

from . import services
from .importing.companies import (
    CorporateNumber,
    InvoiceNumber,
    company_columns,
    doubt,
    doubt_twin,
    find_company,
    party,
    queue,
)
from .importing.finders import industry, municipality, organisation, post, programme, staff, unit
from .importing.programmes import begin_programmes, find_funders
from .matching.compare import Verdict
from .matching.twins import Twins
from .models import (
    ClosedDay,
    Company,
    CompanyName,
    Expert,
    Organisation,
    Person,
    Post,
    PostAssignment,
    ProgrammeYear,
    Staff,
    Unit,
)
from .models.companies import CompanySize
from .no_company import why_doubtful, why_no_company
from .services import closed_days
from .services.programmes import correct_programme_year, record_programme_year
from .services.resolving import resolve_all


def _find(rows: list[Row], writing: Writing) -> None:
    """A company that is surely on the register is put right; a doubtful one is refused with its candidates."""
    for row in rows:
        town, prefecture = row.facts.get("municipality"), row.facts.get("prefecture")
        if town and prefecture and town.prefecture != prefecture:
            row.refuse(
                "市町村",
                f"{town}と読めますが、都道府県は{prefecture}です。「{prefecture}○○町」のように書いてください。",
            )
    twins: Twins[Row] = writing.kept.setdefault("companies.twins", Twins())
    for row in rows:
        if not row.problems:
            _refuse_twin(row, twins)
    named = [row for row in rows if not row.problems]
    parties = [party(row.facts) for row in named]
    resolved = resolve_all(parties)
    queue(list(zip(named, parties, resolved, strict=True)), writing.by)
    known = Company.objects.in_bulk({found.company_id for found in resolved if found.company_id})
    for row, ours, found in zip(named, parties, resolved, strict=True):
        if found.candidates:
            row.refuse("企業名", doubt(row.facts["name"], found))
        elif found.company_id:
            row.record = known[found.company_id]
            if row.record.name != row.facts["name"]:
                row.notes.append(f"「{row.facts['name']}」→ 台帳の「{row.record.name}」({'、'.join(found.reasons)})")
                del row.facts["name"]  # a spelling of its name is no new name
        elif why := why_no_company(row.facts["name"]):
            row.refuse("企業名", why)
        elif not _refuse_twin(row, twins):
            if why := why_doubtful(row.facts["name"]):
                row.refuse("企業名", why)
            else:
                twins.add(ours, row)


def _refuse_twin(row: Row, twins: "Twins[Row]") -> bool:
    """Refuse a row that names the same new company as an earlier row of the file, or may: that one is registered."""
    first, judgement = twins.of(party(row.facts))
    if first is None:
        return False
    named = first.facts["name"]
    if judgement.verdict is Verdict.SAME:
        row.refuse("企業名", f"{first.number}行目の「{named}」と同じ企業のようです。1行にまとめてください。")
    else:
        row.refuse("企業名", doubt_twin(row.facts["name"], first.number, named))
    return True


imports(
    code="companies",
    model=Company,
    new=services.record_company,
    new_many=services.record_companies,
    change=services.correct_company,
    steps=(_find,),
    columns=(
        Column(
            "name",
            "企業名",
            Text(longest=120),
            ("会社名", "事業者名", "企業名称", "法人名", "商号", "商号又は名称", "名称", "事業所名"),
            required=True,
            example="株式会社みほん商店",
        ),
        Column(
            "kana",
            "フリガナ",
            Kana(longest=160),
            ("ふりがな", "カナ", "企業名カナ", "企業名フリガナ"),
            example="ミホンショウテン",
        ),
        Column("corporate_number", "法人番号", CorporateNumber(), example="7000012050002", note="13桁の数字"),
        Column("invoice_number", "インボイス登録番号", InvoiceNumber(), ("登録番号", "適格請求書発行事業者登録番号")),
        Column("industry", "業種", industry, ("業種名", "業種コード", "産業分類"), note="日本標準産業分類の名前か記号"),
        Column("size", "規模", Choice(CompanySize.choices), ("企業規模", "規模区分")),
        Column("prefecture", "都道府県", Prefecture(), ("県", "都道府県名")),
        Column("municipality", "市町村", municipality, ("市区町村", "市町村名", "所在市町村", "所在地市町村")),
        Column("postal_code", "郵便番号", PostalCode(), ("〒", "郵便")),
        Column("address", "所在地", Address(longest=200), ("住所", "本社所在地", "所在地住所")),
        Column("phone", "電話番号", Phone(longest=20), ("電話", "TEL", "連絡先")),
        Column("employees", "従業員数", Whole(), ("従業員", "社員数", "人数"), example="12"),
        Column(
            "capital",
            "資本金(円)",
            Yen(),
            ("資本金", "資本金額"),
            example="10,000,000",
            note="見出しに(千円)とあれば千円",
        ),
        Column("note", "備考", Text(), ("メモ", "摘要")),
    ),
)
_WHOSE = ("name", "corporate_number")
imports(
    code="other-names",
    model=CompanyName,
    new=services.record_other_name,
    change=services.correct_other_name,
    key=("name", "company"),
    steps=(find_company(),),
    columns=(
        *company_columns(heading="企業名", required=True, only=_WHOSE),
        *facts(CompanyName, "kind"),
        Column("name", "旧社名・別名", Text(longest=120), ("旧社名", "別名"), required=True, example="みほん商会"),
        *facts(CompanyName, "used_until"),
    ),
)
imports(
    code="people",
    model=Person,
    new=services.record_person,
    steps=(find_company(),),
    columns=(
        *facts(Person, "name", "kana"),
        *company_columns(only=_WHOSE),
        *facts(Person, "title", "phone", "email", "is_representative", "ended_on"),
    ),
)
imports(
    code="organisations",
    model=Organisation,
    new=services.record_organisation,
    change=services.correct_organisation,
    key=("name",),
    columns=facts(Organisation, "name", "kana", "kind", "ended_on"),
)
imports(
    code="experts",
    model=Expert,
    new=services.record_expert,
    change=services.correct_expert,
    key=("name", "registered_on"),
    columns=facts(Expert, *Expert.facts_asked),
)
imports(
    code="units",
    model=Unit,
    new=services.record_unit,
    change=services.correct_unit,
    key=("code",),
    columns=facts(Unit, "code", "name", "symbol", "confidential", "ended_on"),
)
imports(
    code="staff",
    model=Staff,
    new=services.record_staff,
    change=services.correct_staff,
    key=("name", "joined_on"),
    columns=facts(Staff, "name", "kana", "unit", "joined_on", "ended_on", unit=unit),
)
imports(
    code="posts",
    model=Post,
    new=services.record_post,
    change=services.correct_post,
    key=("code", "programme"),
    columns=facts(Post, "code", "title", "programme", "funder", programme=programme, funder=organisation),
)
imports(
    code="post-assignments",
    model=PostAssignment,
    new=services.assign_post,
    change=services.correct_assignment,
    key=("starts_on", "post", "staff"),
    columns=facts(PostAssignment, "post", "staff", "starts_on", "ends_on", post=post, staff=staff),
)
imports(
    code="programmes",
    model=ProgrammeYear,
    name="事業",
    new=record_programme_year,
    change=correct_programme_year,
    key=("programme", "fiscal_year"),
    steps=(begin_programmes, find_funders),
    columns=(
        Column("fiscal_year", "年度", Year(), ("事業年度",), required=True, example="令和6年度"),
        Column(
            "name", "正式名称", Text(longest=120), ("事業名", "事業", "名称"), required=True, example="総合相談事業"
        ),
        Column("printed_name", "報告書での表記", Text(longest=120), ("表記",), note="正式名称と違うときだけ"),
        Column("unit", "担当部署", unit, ("部署", "担当課", "所管")),
        Column("funder.name", "財源", Text(longest=120), ("委託元", "補助元"), example="みほん県"),
        Column(
            "programme.started_in",
            "始まった年度",
            Year(),
            ("開始年度",),
            note="前の年度から続いている事業のとき。空欄なら年度に始まった事業です。",
        ),
        Column(
            "programme.code",
            "事業コード",
            Text(longest=40),
            ("コード",),
            note="名称の変わった事業を前の年度と同じ事業とするときだけ。守秘の事業は画面で始めます。",
        ),
    ),
)
imports(
    code="closed-days",
    model=ClosedDay,
    new=closed_days.record_closed_day,
    change=closed_days.correct_closed_day,
    key=("on",),
    columns=facts(ClosedDay, "on", "kind", "name"),
)
