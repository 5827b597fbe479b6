"""Sheets of the network with their branches and consents; a plan's grid in all its versions, on screen, in Excel and on paper."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from banso.core.foreign.books import open_book
from banso.intake.outcome import What
from banso.procedures.taking import begin
from banso.registers.models import Company
from banso.work.succession.diagnosis.branching import mistakes, way_through
from banso.work.succession.diagnosis.conversion import by_member, draw, whole
from banso.work.succession.diagnosis.services import receive_sheet
from banso.work.succession.family.excel import grid_in, plan_as_excel
from banso.work.succession.family.grid import read_grid
from banso.work.succession.family.printing import plan_on_paper
from banso.work.succession.family.services import draw_up_plan
from banso.work.succession.models import Diagnosis, PlanVersion, SheetEdition, SheetQuestion, Track
from banso.work.succession.tracks.procedure import SUCCESSION
from banso.work.succession.tracks.services import open_track
from conftest import TinyWorld, bring, figures_of, floors, refusal, why_refused

DAY = date(2023, 5, 1)


def questions(*leads: tuple[int | None, int | None]) -> list[SheetQuestion]:
    """Questions not written down, with where はい and いいえ lead."""
    return [SheetQuestion(number=n, yes_to=yes, no_to=no) for n, (yes, no) in enumerate(leads, 1)]


def test_the_eleven_questions_and_their_branches(db: None) -> None:
    """Nobody in sight leads from the first to the seventh; one who was not told, to the eighth."""
    asked = list(SheetEdition.objects.get(code="network-11").questions.order_by("number"))
    assert way_through(asked, {1: "いいえ", 7: "いいえ"}) == [1, 7, 9, 10, 11]
    assert way_through(asked, {1: "はい", 2: "いいえ", 8: "はい"}) == [1, 2, 8, 10, 11]
    assert way_through(asked, {1: "はい", 2: "はい", 6: "はい"}) == [1, 2, 3, 4, 5, 6, 10, 11]
    assert mistakes(asked, {1: "いいえ", 2: "はい", 7: "さあ", 12: "はい"}) == [
        "問2は、前の答えからは聞かない質問です。答えを空けるか、前の答えを確かめてください。",
        "問7の答え「さあ」は、はい・いいえのどれかにしてください。",
        "問12は、この版にありません。",
    ]


lead = st.none() | st.integers(1, 9)


@given(
    st.lists(st.tuples(lead, lead), min_size=1, max_size=8),
    st.dictionaries(st.integers(1, 8), st.sampled_from(["はい", "いいえ", ""])),
)
def test_a_way_only_goes_forward(leads: list[tuple[int | None, int | None]], answers: dict[int, str]) -> None:
    """Whatever the branches: no question is asked twice, each is one of the sheet's, and what the way asks is never refused for its place."""
    forward = [tuple(to if to and to > n else None for to in pair) for n, pair in enumerate(leads, 1)]
    asked = questions(*forward)  # type: ignore[arg-type]
    way = way_through(asked, answers)
    assert way == sorted(set(way)) and set(way) <= {one.number for one in asked}
    said = {number: answers.get(number) or "はい" for number in way_through(asked, answers)}
    on_the_way = {number: text for number, text in said.items() if number in way_through(asked, said)}
    assert not mistakes(asked, {n: t for n, t in on_the_way.items() if n in way_through(asked, on_the_way)})


SHEETS = """事業,企業名,企業名を伝える承諾,受領日,実施機関,支店・支所,診断票の版,市町村,代表者の年齢,後継者の状況,支援希望,問1,問2,問7
相談事業,㈱つたえる,○,R5.5.1,青森商工会,本所,事業承継診断票(11問),,68,いない,○,いいえ,,はい
相談事業,㈱ふせる,×,R5.5.2,青森商工会,本所,事業承継診断票(11問),,71,いない,×,いいえ,,
相談事業,,,R5.5.3,青森商工会,,,,55,,○,,,
相談事業,㈱ちがう,○,R5.5.4,青森商工会,,事業承継診断票(11問),,60,,○,いいえ,はい,
"""


def test_without_consent_a_sheet_counts_without_its_name(world: TinyWorld) -> None:
    """The firm of a sheet without consent is neither looked for nor registered nor kept; the sheet counts. Answers off the way are refused."""
    world.organisation("青森商工会")
    outcome = bring("succession-sheets", SHEETS)
    assert outcome.counts == {What.CREATED: 3, What.REFUSED: 1} and "問2" in why_refused(outcome)[5]
    kept = list(Diagnosis.objects.order_by("received_on").values_list("company__name", "head_age", "consented"))
    assert kept == [("㈱つたえる", 68, True), (None, 71, False), (None, 55, None)]
    assert not Company.objects.filter(name__contains="ふせる").exists()
    first = Diagnosis.objects.order_by("received_on")[0]
    assert list(first.answers.values_list("question__number", "answer")) == [(1, "いいえ"), (7, "はい")]
    rows = {str(one.received_on): one for one in Diagnosis.objects.all()}
    expected: Any = {("succession.diagnoses", 2023, "sender=青森商工会"): (3, sorted(rows))}
    assert figures_of(world.programme, rows, expected) == expected
    unnamed = Diagnosis.objects.get(head_age=71)
    assert floors(unnamed, company=world.company()) == "diagnosis_named_with_consent"


def test_from_sheet_to_consultation_by_member(world: TinyWorld) -> None:
    """A sheet that led to a case: counted for its member, by track, and drawn."""
    firm, chamber, bank = world.company(), world.organisation("青森商工会"), world.organisation("みちのく信金")
    facts = {"programme": world.programme, "received_on": DAY, "by": None}
    sheet = receive_sheet(sender=chamber, company=firm, consented=True, wants_help=True, **facts)
    for sender in (chamber, bank):
        receive_sheet(sender=sender, consented=False, company=firm, **facts)
    unsaid = {"programme": world.programme, "received_on": DAY, "sender": chamber, "q1": "はい"}
    assert refusal(receive_sheet, **unsaid).keys() == {"edition"}
    open_track(kind="sale", sheet=sheet, company=firm, programme=world.programme, opened_on=DAY, by=None)
    members = by_member(2023)
    assert [(one.name, one.sheets, one.wanting, one.named, one.consulted, one.rate) for one in members] == [
        ("青森商工会", 2, 1, 1, 1, "50.0%"),
        ("みちのく信金", 1, 0, 0, 0, "0.0%"),
    ]
    total = whole(members)
    assert (total.sheets, total.tracks) == (3, (("第三者承継(譲渡)", 1),)) and "相談につながった 1件" in draw(total)
    expected: Any = {("succession.converted", 2023, ""): (1, ["sheet"])}
    assert figures_of(world.programme, {"sheet": sheet}, expected) == expected
    user, client = world.user(), Client()
    client.force_login(user)
    assert client.get("/succession/conversion/").status_code == 403
    world.allow(user, "view_diagnosis")
    assert "青森商工会" in client.get("/succession/conversion/?year=2023").content.decode()


@pytest.fixture
def track(world: TinyWorld) -> Track:
    made: Track = begin(
        SUCCESSION,
        programme=world.programme,
        company=world.company(),
        opened_on=DAY,
        kind="family",
        scheme="corporate",
        by=None,
    )
    return made


YEARS: list[dict[str, Any]] = [
    {"fiscal_year": 2024, "sales": 120_000_000, "head_age": 68, "head_role": "代表取締役", "head_share": 100, "heir_age": 40},
    {"fiscal_year": 2026, "sales": 130_000_000, "head_age": 70, "head_role": "会長", "head_share": 40, "heir_age": 42, "heir_share": 60},
]  # fmt: skip


def test_a_plan_has_versions(track: Track) -> None:
    """Each change is a further version with its reason; the ones before stay as they were."""
    first = draw_up_plan(track, YEARS, made_on=DAY, by=None)
    assert refusal(draw_up_plan, track, years=YEARS, made_on=DAY).keys() == {"reason"}
    second = draw_up_plan(track, YEARS[:1], made_on=DAY, reason="時期の見直し", by=None)
    assert [plan.version for plan in PlanVersion.objects.order_by("pk")] == [1, 2]
    assert (first.years.count(), second.years.count()) == (2, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"head_age": 69}, "2026年度の代表者の年齢は70歳のはずです"),
        ({"fiscal_year": 2024}, "2024年度が2度書かれています"),
        ({"heir_share": 61}, "合わせて100パーセント"),
    ],
)
def test_what_a_grid_cannot_say(track: Track, change: dict[str, Any], said: str) -> None:
    """Ages go on by the year, shares are of a hundred, a year stands once."""
    with pytest.raises(ValidationError) as caught:
        draw_up_plan(track, [YEARS[0], YEARS[1] | change], made_on=DAY, by=None)
    assert said in "".join(caught.value.messages)
    assert refusal(draw_up_plan, track, years=[], made_on=DAY).keys() == {"years"}


def test_a_grid_goes_out_and_comes_in(track: Track) -> None:
    """As Excel it comes back as it went; as a PDF on both papers; what cannot be read is named by year and item."""
    plan = draw_up_plan(track, YEARS, made_on=DAY, by=None)
    rows = [list(cells) for _, cells in open_book(plan_as_excel(plan)).sheet().rows()]
    heads, cells = grid_in(rows)
    read, wrong = read_grid(heads, cells)
    assert not wrong and [row["fiscal_year"] for row in read] == [2024, 2026]
    assert [(row["sales"], row["head_age"], row["heir_share"]) for row in read] == [
        (120_000_000, 68, None),
        (130_000_000, 70, 60),
    ]
    _, wrong = read_grid(["令和6年度", "x"], {"sales": ["たくさん", ""]})
    assert len(wrong) == 2 and "売上高(円)" in wrong[0] and "2列目の年度" in wrong[1]
    for paper in ("a4", "a3"):
        assert plan_on_paper(plan, paper).startswith(b"%PDF")


def test_the_page_of_the_grid(world: TinyWorld, track: Track) -> None:
    """Typed in and kept as a version; what is wrong is said and nothing typed is lost; a sheet of Excel fills it in."""
    user, client = world.user(), Client()
    world.allow(user, "view_track", "change_track", "view_planversion")
    client.force_login(user)
    address = f"/succession/{track.pk}/plan/"
    typed = {"year": ["令和6年度", ""], "sales": ["たくさん", ""], "made_on": "R5.5.1"}
    refused = client.post(address, typed)
    assert refused.status_code == 422 and "たくさん" in refused.content.decode()
    assert client.post(address, typed | {"sales": ["1,000,000", ""]}).status_code == 302
    plan = PlanVersion.objects.get()
    assert plan.years.get().sales == 1_000_000
    book = BytesIO(plan_as_excel(plan))
    book.name = "計画表.xlsx"
    shown = client.post(address, {"workbook": book, "read": "1"})
    assert shown.status_code == 200 and "1,000,000" in shown.content.decode() and PlanVersion.objects.count() == 1
    for what, kind in (("a4", "application/pdf"), ("a3", "application/pdf")):
        assert client.get(f"/succession/plans/{plan.pk}/{what}/")["Content-Type"] == kind
    assert client.get(f"/succession/plans/{plan.pk}/a5/").status_code == 404
