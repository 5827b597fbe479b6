"""What a new centre does first (はじめにすること): shown on the first page to those who manage it, until all of it is done."""

from dataclasses import dataclass

from django.db.models import Exists

from banso.registers.models import Company, ProgrammeYear, User
from banso.report.models import OutlineSection


@dataclass(frozen=True)
class FirstThing:
    """One thing to do: what, where, why, and whether it is done."""

    label: str
    page: str
    help: str
    done: bool


def first_things(user: User) -> list[FirstThing]:
    """The things to do first; none once all are done, or for those who do not manage the centre."""
    if not user.has_perms(("registers.add_user", "registers.change_programme")):
        return []
    programmes, companies, colleagues, sections = (
        User.objects.filter(pk=user.pk)
        .annotate(
            programmes=Exists(ProgrammeYear.objects.all()),
            companies=Exists(Company.objects.all()),
            colleagues=Exists(User.objects.exclude(pk=user.pk)),
            sections=Exists(OutlineSection.objects.all()),
        )
        .values_list("programmes", "companies", "colleagues", "sections")
        .get()
    )
    things = [
        FirstThing("今年度の事業を登録する", "programmes", "記録はどれかの事業に付きます。", programmes),
        FirstThing("職員を招く", "people-invite", "本人がパスワードを決めるリンクを渡します。", colleagues),
        FirstThing("今ある一覧を取り込む", "intake", "企業台帳や相談の一覧(Excel・CSV)をそのまま使えます。", companies),
        FirstThing("報告書の構成を作る", "programmes", "事業から最初の構成を作り、あとで直します。", sections),
    ]
    return [] if all(thing.done for thing in things) else things
