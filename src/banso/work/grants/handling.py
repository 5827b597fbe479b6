"""What happens with what an applicant enters (個人情報の取扱い), told on the public page of a call and on the form, from the terms as they are."""

from django.db.models import F, Q
from django.utils.timezone import localdate

from banso.office.files.choices import RulePaper
from banso.office.files.models import RetentionRule

from .eligibility.choices import CheckKind
from .models import Call
from .planning import values_now


def handling_of(call: Call) -> list[tuple[str, str]]:
    """What it is used for, who sees it, to whom it is passed on, how long it is kept, and what becomes of a draft: (heading, words)."""
    values = values_now(call, localdate())
    return [
        (
            "使う目的",
            "この補助金の受付、審査、交付、検査、支払と、交付のあとの報告のためだけに使います。ほかの目的には使いません。",
        ),
        (
            "見る人",
            "センターの補助金の担当者と、その決裁をする職員が見ます。審査を頼んだ委員は、関係がないと申告した申請だけを、審査の間だけ見ます。"
            "だれがいつ開いたかは、すべて記録に残ります。",
        ),
        ("外に伝える相手", _told_to(call, CheckKind.POLICE in values.checks)),
        ("残す期間", _kept(call)),
        (
            "送らなかった下書き",
            f"受付の終わりから{values.draft_days}日で、入力した内容と添付した書類を消します。自動で消え、元に戻せません。",
        ),
    ]


def _told_to(call: Call, police: bool) -> str:
    year = call.course.programme.years.filter(fiscal_year__lte=call.executed_in).order_by("-fiscal_year").first()
    funder = str(year.funder) if year and year.funder else "財源となる国・県など"
    asked = "暴力団排除のため、役員の氏名・生年月日などを警察に照会します。" if police else ""
    return (
        f"採択された事業の名称・金額・実績を、{funder}に報告します。{asked}法令による求めがあるときは、それに従います。"
    )


def _kept(call: Call) -> str:
    own = Q(programme=None) | Q(programme=call.course.programme_id)
    rules = RetentionRule.objects.filter(own, paper=RulePaper.CASE, valid_from__lte=localdate())
    rule = rules.order_by(F("programme").asc(nulls_last=True), "-valid_from").first()  # the programme's own goes first
    if rule is None or rule.years is None:
        return "センターの文書の規程に従って残します。不採択・取下げの申請も同じです。"
    said = f"手続が終わった翌年度から{rule.years}年間残します。不採択・取下げの申請も同じです。"
    return f"{said}交付のあとの報告や財産の処分制限が残る間は、それが済むまで残します。"
