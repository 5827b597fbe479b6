"""What whoever fills in an application is asked at once (入力のときの確認): mistakes that send applications back. Each is said with what mends it; none
keeps an incomplete application from being sent. Screen, Excel and staff are asked the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from banso.core.banking.banks import banks, branch_missing
from banso.core.banking.zengin import bank_kana
from banso.core.days.counting import months_after
from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.money import yen_text

from .aftercare.choices import TaxStatus
from .choices import Basis
from .money import Values
from .spending.terms import GROSS, vague_in
from .summing import Line, net_of

CERTIFICATES = ("証明", "登記", "住民票", "納税")  # words by which a paper is one that grows old
SHARE_OF_ONE, SHARE_OF_ALL = 50, 67  # in per cent: what one large firm holds, and what all large firms hold together


@dataclass(frozen=True)
class Remark:
    """One thing to be made sure of: which of the usual mistakes it is, where it stands, and how it is mended."""

    mistake: int
    where: str
    words: str


def remarks_on_lines(lines: Sequence[Line], basis: str, values: Values, on: date | None = None) -> list[Remark]:
    """What is asked of a budget sheet, line by line."""
    found = []
    for place, line in enumerate(lines, start=1):
        said = [*_vague(line, values), *_of_quotes(line, values, on), *_of_tax(line, basis)]
        found += [Remark(mistake, f"収支予算書 {place}行目", words) for mistake, words in said]
    return found


def _vague(line: Line, values: Values) -> Iterable[tuple[int, str]]:
    for word in vague_in(line.get("content", ""), values.vague):
        yield 2, f"「{word}」では内訳が分かりません。品名・単価・数量に分けて書くか、内訳のある見積書を付けてください。"


def _of_quotes(line: Line, values: Values, on: date | None) -> Iterable[tuple[int, str]]:
    cost, quoted, until = line.get("cost", 0), line.get("quoted"), line.get("quoted_until")
    if not line.get("quote"):
        yield 2, "見積番号がありません。見積書を添付して、その番号を入れてください。"
    counted = cost if values.lines_by == GROSS else net_of(cost, int(line.get("tax_rate", 10)))
    if values.rivals_from is not None and counted >= values.rivals_from and not line.get("rival"):
        said = f"{yen_text(values.rivals_from)}以上なので相見積が要ります。"
        yield 2, f"{said}相見積の番号を入れるか、1者だけの理由書を添付してください。"
    if until is not None and on is not None and until < on:
        yield 2, f"見積の有効期限({format_date(until)})が切れています。新しい見積書を取ってください。"
    if quoted is not None and quoted != cost:
        said = f"見積額{yen_text(quoted)}と経費{yen_text(cost)}が違います。"
        yield 8, f"{said}どちらが正しいか、型番・数量とあわせて確かめてください。"


def _of_tax(line: Line, basis: str) -> Iterable[tuple[int, str]]:
    if basis != Basis.NET or "cost" not in line:
        return
    net = net_of(line["cost"], int(line.get("tax_rate", 10)))
    if line.get("eligible", 0) > net + 1:
        said = f"補助対象経費{yen_text(line['eligible'])}に消費税が入っています。"
        yield 9, f"{said}税抜の{yen_text(net)}にしてください(空欄にすると計算します)。"


def remarks_on_answers(answers: Mapping[str, Any]) -> list[Remark]:
    """What is asked of the answers about the applicant, the plan and the account."""
    return [*_of_status(answers), *_of_size(answers), *_of_targets(answers), *_of_account(answers)]


def _of_status(answers: Mapping[str, Any]) -> Iterable[Remark]:
    status = answers.get("tax_status")
    if not status:
        yield Remark(9, "消費税の課税区分", "選んでください。補助対象経費を税抜・税込のどちらで数えるかが決まります。")
    if status == TaxStatus.EXEMPT and answers.get("invoice_number"):
        words = "免税事業者にはインボイスの登録番号がありません。課税区分か番号のどちらかを直してください。"
        yield Remark(9, "インボイス登録番号", words)


def _of_size(answers: Mapping[str, Any]) -> Iterable[Remark]:
    one, together = answers.get("largest_share"), answers.get("large_shares")
    if (one or 0) >= SHARE_OF_ONE or (together or 0) >= SHARE_OF_ALL:
        words = (
            "大企業の出資の割合から、みなし大企業に当たるおそれがあります。申請の前にセンターへお問い合わせください。"
        )
        yield Remark(12, "大企業の出資", words)
    if answers.get("other_grants") == "":
        words = "同じ経費でほかの補助金を申請・受給していないか書いてください。ないときは「なし」と書きます。"
        yield Remark(12, "ほかの補助金", words)


def _of_targets(answers: Mapping[str, Any]) -> Iterable[Remark]:
    targets = answers.get("targets", ())
    if not targets:
        yield Remark(13, "目標", "目標がありません。「売上 1,200 万円」のように、数と単位で書いてください。")
    for place, target in enumerate(targets, start=1):
        lacking = [
            word for name, word in (("value", "数"), ("unit", "単位"), ("due", "いつまで")) if not target.get(name)
        ]
        if lacking:
            words = f"{'・'.join(lacking)}がありません。達成したかどうかを数で確かめられるように書いてください。"
            yield Remark(13, f"目標 {place}行目", words)


def _of_account(answers: Mapping[str, Any]) -> Iterable[Remark]:
    bank, branch, number = (answers.get(name, "") for name in ("bank_code", "branch_code", "account_number"))
    holder = answers.get("account_holder", "")
    if not any((bank, branch, number, holder)):
        return
    if bank not in banks():
        yield Remark(15, "銀行コード", "この番号の銀行はありません。通帳の銀行コード(4けた)を確かめてください。")
    elif len(branch) != 3 or (missing := branch_missing(bank, branch)):
        words = "支店コードは3けたの数字です。通帳で確かめてください。" if len(branch) != 3 else missing
        yield Remark(15, "支店コード", words)
    if not (number.isascii() and number.isdigit() and len(number) == 7):
        yield Remark(15, "口座番号", "7けたの数字で入れてください。7けたより短いときは、先頭に0を付けます。")
    try:
        holder = bank_kana(holder)
    except UserError as error:
        yield Remark(15, "口座名義(カナ)", str(error))
    if not holder:
        yield Remark(15, "口座名義(カナ)", "通帳の見開きにあるカナの名義を、そのまま入れてください。")


def remarks_on_papers(papers: Iterable[Mapping[str, Any]], values: Values, on: date) -> list[Remark]:
    """What is asked of the papers put to an application: certificates that say no day, or are too old."""
    found = []
    for paper in papers:
        title, issued_on = paper["title"], paper.get("issued_on")
        if issued_on is None:
            if any(word in title for word in CERTIFICATES):
                words = "発行日が入っていません。古すぎないか確かめるため、書類に書かれた発行日を入れてください。"
                found.append(Remark(16, title, words))
        elif issued_on > on:
            found.append(Remark(16, title, f"発行日{format_date(issued_on)}がまだ来ていない日です。確かめてください。"))
        elif months_after(issued_on, values.certificate_months) < on:
            said = f"発行日{format_date(issued_on)}から{values.certificate_months}か月を過ぎています。"
            found.append(Remark(16, title, f"{said}新しい証明書を取り直してください。"))
    return found
