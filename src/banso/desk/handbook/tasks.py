"""The tasks of the 手引き: their titles, the pages they help with, and the screens they show."""

import functools
from dataclasses import dataclass

from django.http import Http404


@dataclass(frozen=True)
class Screen:
    """A screen of the product that a task shows: what it is, where it opens, and whether it is the first record of that list."""

    code: str
    caption: str
    page: str
    first_of_list: bool = False
    query: str = ""

    @property
    def picture(self) -> str:
        return f"desk/handbook/{self.code}.png"


@dataclass(frozen=True)
class Task:
    """One page of the 手引き: what is done, and the pages (beginnings of their names) where ? leads to it."""

    code: str
    title: str
    part: str
    pages: tuple[str, ...]
    screens: tuple[Screen, ...]

    @property
    def template(self) -> str:
        return f"desk/handbook/tasks/{self.code}.html"


DAY, CASE, OFFICE, WORK, LISTS, REPORT, HOUSE = (
    "毎日のこと",
    "案件を進める",
    "事務",
    "事業ごとの仕事",
    "一覧と台帳",
    "事業報告書",
    "センターの設定",
)

TASKS = (
    Task("today", "今日の画面から始める", DAY, ("home", "year-figures", "followed-figure"), (Screen("today", "今日", "home"),)),
    Task(
        "visit",
        "相談を記録する",
        DAY,
        ("record-visit", "visit-", "consultations-"),
        (Screen("visit", "相談を記録する画面", "record-visit"),),
    ),
    Task(
        "karte",
        "企業のこれまでを見る",
        DAY,
        ("karte", "document-", "company-brief", "find-company"),
        (Screen("company", "企業の画面", "registers-company-list", first_of_list=True),),
    ),
    Task("search", "記録を探す", DAY, ("search",), (Screen("search", "検索の結果", "search", query="q=補助金"),)),
    Task(
        "undo",
        "間違えたときに元へ戻す",
        DAY,
        ("bulk-", "deleted", "void"),
        (Screen("record", "記録の画面", "consultations-consultation-list", first_of_list=True),),
    ),
    Task(
        "case",
        "案件を次の手続へ進める",
        CASE,
        ("case", "dispatch-case", "grant-case", "award-case", "cases-", "dispatches-", "grants-application"),
        (
            Screen("case", "案件の画面", "cases-case-list", first_of_list=True),
            Screen("board", "案件の進み具合", "case-board", query="whose=all"),
        ),
    ),
    Task(
        "approval",
        "起案して決裁を受ける",
        CASE,
        ("draft", "turn", "approvals-", "drafts-"),
        (Screen("draft", "起案", "approvals-draft-list", first_of_list=True),),
    ),
    Task(
        "deadline",
        "期限を忘れない",
        CASE,
        ("deadlines-",),
        (
            Screen("deadlines", "期限の一覧", "deadlines-opendeadline-list"),
            Screen("calendar", "期限をカレンダーに表示", "deadlines-feed"),
        ),
    ),
    Task(
        "guest",
        "外部の方にお願いする",
        CASE,
        ("guests-",),
        (Screen("guest", "外部の方へのお願い", "guests-invitation-list", first_of_list=True),),
    ),
    Task(
        "terms",
        "取扱条件を定める",
        CASE,
        ("terms",),
        (Screen("terms", "取扱条件", "terms"),),
    ),
    Task(
        "grant-call",
        "補助金の公募を開き、申請を受け付ける",
        WORK,
        ("grants-course", "grants-call", "grant-call", "grant-open", "grant-apply", "grant-return", "grant-filing", "grant-plan"),
        (Screen("case", "案件の画面", "cases-case-list", first_of_list=True),),
    ),
    Task(
        "grant-work",
        "補助事業の支出を確かめ、額を確定する",
        WORK,
        ("grants-expense", "grants-spending", "grants-inspection", "grants-settlement", "grants-paper", "grant-change", "grant-charges"),
        (Screen("case", "案件の画面", "cases-case-list", first_of_list=True),),
    ),
    Task(
        "grant-duties",
        "額の確定のあとの報告・財産・納付を追う",
        WORK,
        ("grants-duties", "grants-outcome", "grants-inputtax", "grants-asset", "grants-disposal", "grants-demand", "grants-followup", "grants-funder"),
        (Screen("deadlines", "期限の一覧", "deadlines-opendeadline-list"),),
    ),
    Task(
        "letter",
        "文書を作って出す",
        OFFICE,
        ("papers-",),
        (
            Screen("letters", "発行した文書", "papers-letter-list"),
            Screen("words", "使える差込語", "papers-words"),
        ),
    ),
    Task(
        "file",
        "届いた書類を一件書類にまとめる",
        OFFICE,
        ("files-",),
        (Screen("case", "案件の画面", "cases-case-list", first_of_list=True),),
    ),
    Task(
        "mail",
        "メールを送る",
        OFFICE,
        ("mail-",),
        (
            Screen("mail", "一斉メールを書く", "mail-round"),
            Screen("returned", "戻ってきたメール", "mail-returned"),
        ),
    ),
    Task(
        "payment",
        "謝金と旅費を支払う",
        OFFICE,
        ("payments-",),
        (
            Screen("release", "支払の承認", "payments-release"),
            Screen("transfer", "振込データを作る", "payments-make"),
        ),
    ),
    Task(
        "orders",
        "受発注をあっせんする",
        WORK,
        ("orders-",),
        (
            Screen("orders", "受発注の状況", "orders-overview"),
            Screen("chases", "経過の確認", "orders-chases"),
        ),
    ),
    Task(
        "fair",
        "商談会を開く",
        WORK,
        ("fair-", "fairs-"),
        (Screen("fairs", "商談会の一覧", "fairs-fair-list"),),
    ),
    Task(
        "survey",
        "アンケートを集める",
        WORK,
        ("surveys-",),
        (Screen("surveys", "調査の一覧", "surveys-survey-list"),),
    ),
    Task(
        "facilities",
        "貸室や会議室を貸す",
        WORK,
        ("facilities-", "dues-of-year"),
        (
            Screen("occupancy", "入居の状況", "facilities-occupancy"),
            Screen("room-fees", "使用料", "facilities-fee-list"),
        ),
    ),
    Task(
        "lending",
        "債権を管理する",
        WORK,
        ("lending-",),
        (
            Screen("balances", "債権の残高", "lending-balances"),
            Screen("contracts", "債権の一覧", "lending-contract-list"),
        ),
    ),
    Task(
        "members",
        "会員と会費を管理する",
        WORK,
        ("members-",),
        (
            Screen("members", "会員", "members-member-list"),
            Screen("member-fees", "会費", "members-fee-list"),
        ),
    ),
    Task(
        "placements",
        "人を探す企業に紹介する",
        WORK,
        ("placements-",),
        (Screen("vacancies", "人材紹介の依頼", "placements-vacancy-list"),),
    ),
    Task(
        "publications",
        "広報とその他の実績を数える",
        WORK,
        ("publications-", "activities-"),
        (
            Screen("issues", "刊行物の発行", "publications-issue-list"),
            Screen("counts", "その他の実績", "activities-activitycount-list"),
        ),
    ),
    Task(
        "list",
        "一覧を使いこなす",
        LISTS,
        (),
        (Screen("list", "企業の一覧", "registers-company-list"),),
    ),
    Task("intake", "Excelの一覧を取り込む", LISTS, ("intake",), (Screen("intake", "取り込み", "intake"),)),
    Task(
        "twins",
        "同じ企業をひとつにまとめる",
        LISTS,
        ("merge", "doubt", "registers-doubt", "registers-merge"),
        (Screen("company", "企業の画面", "registers-company-list", first_of_list=True),),
    ),
    Task(
        "report",
        "事業報告書を作る",
        REPORT,
        ("report", "record-figures", "record-years"),
        (Screen("years", "事業報告書", "report-home"), Screen("outline", "事業と報告書の構成", "programmes")),
    ),
    Task(
        "outline",
        "報告書の節や表を作る",
        REPORT,
        ("outline", "section-", "block-", "measures", "figures-target", "figures-budgetline"),
        (
            Screen("years", "事業報告書", "report-home"),
            Screen("measures", "集計項目の一覧", "measures"),
            Screen("targets", "年度の目標", "figures-target-list"),
        ),
    ),
    Task(
        "tieout",
        "印刷前のファイルを突き合わせる",
        REPORT,
        ("report-tieout",),
        (Screen("tieout", "突合", "report-tieout"),),
    ),
    Task(
        "closing",
        "年度を締める",
        REPORT,
        ("report-close", "report-differences"),
        (Screen("years", "事業報告書", "report-home"),),
    ),
    Task("programmes", "年度のはじめに事業を用意する", HOUSE, ("programme",), (Screen("outline", "事業", "programmes"),)),
    Task(
        "people",
        "職員を招き、権限を与える",
        HOUSE,
        ("people", "handover", "record-seers", "registers-roleassignment"),
        (Screen("people", "利用者と権限", "people"), Screen("invite", "利用者を招く", "people-invite")),
    ),
    Task(
        "account",
        "自分のパスワードと2段階認証",
        HOUSE,
        ("account", "password-change", "second-factor", "backup-codes"),
        (Screen("account", "アカウント", "account"),),
    ),
    Task("export", "全件を書き出す", HOUSE, ("full-export",), (Screen("export", "全件の書き出し", "full-export"),)),
)  # fmt: skip


def task_of(code: str) -> Task:
    for task in TASKS:
        if task.code == code:
            return task
    raise Http404(code)


@functools.cache
def task_for(page: str) -> Task:
    """The task that a page is part of: the one that names the longest beginning of its name; any other page is a list or a record."""
    named = [(len(start), task) for task in TASKS for start in task.pages if page.startswith(start)]
    return max(named, key=lambda found: found[0])[1] if named else task_of("list")
