"""What is asked of consents, agreements to keep secret, disclosures, rules of contact, and whose case it turned out to be."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from banso.cases.choices import BackBy, ConsentForm, Contact, Item, Way
from banso.cases.disclosures import is_client
from banso.cases.models import Case, Party, To
from banso.core.forms import EraDateField, PickField
from banso.registers.models import Company, Expert, Organisation

NOBODY = "(選ばない)"


class CaseForm(forms.Form):
    """A form about one case; `row` is the record it ends or answers."""

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data, label_suffix="")
        self.case = case
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"id_{name}_help id_{name}_error"


class RecipientForm(CaseForm):
    """To whom: a party of the case, an organisation or an expert of the registers, or a name; one of them."""

    party = forms.ModelChoiceField(
        label="相手(この案件の関係者)", queryset=Party.objects.none(), required=False, empty_label=NOBODY
    )
    organisation = forms.ModelChoiceField(
        label="相手(機関)", queryset=Organisation.objects.none(), required=False, empty_label=NOBODY
    )
    expert = forms.ModelChoiceField(
        label="相手(専門家)", queryset=Expert.objects.none(), required=False, empty_label=NOBODY
    )
    name = forms.CharField(
        label="相手(名前・区分)",
        max_length=120,
        required=False,
        help_text="台帳にない相手の名前か、「譲受候補」のような区分",
    )

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data, case=case)
        party: Any = self.fields["party"]
        party.queryset = case.parties.filter(ended_on=None).select_related(
            "organisation", "company", "person", "expert"
        )
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.filter(ended_on=None)
        expert: Any = self.fields["expert"]
        expert.queryset = Expert.objects.filter(ended_on=None)

    def clean(self) -> dict[str, Any]:
        """The facts with the recipient as `to`."""
        found: dict[str, Any] = super().clean() or {}
        party, *others = (found.pop(key, None) for key in ("party", "organisation", "expert", "name"))
        given = [one for one in (party, *others) if one]
        if len(given) != 1:
            self.add_error("party", "相手を、関係者・機関・専門家・名前のどれか一つで示してください。")
            return found
        to: To = party.who if isinstance(party, Party) else given[0]
        return found | {"to": to} | ({"client": True} if party and is_client(self.case, party) else {})


def _items() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label="開示する内容", choices=Item.choices, widget=forms.CheckboxSelectMultiple)


class GiveForm(RecipientForm):
    """A consent as it was given."""

    items = _items()
    purpose = forms.CharField(label="目的", max_length=200, help_text="例: 返済条件の相談のため")
    given_by = forms.CharField(label="承諾した人", max_length=60)
    capacity = forms.CharField(label="立場・権限", max_length=60, help_text="例: 代表取締役、保証人本人")
    form = forms.ChoiceField(label="承諾の形", choices=ConsentForm.choices)
    given_on = EraDateField(label="承諾日", initial=localdate)
    until = EraDateField(label="有効期限", required=False, help_text="この日まで。空欄は案件が終わるまで")
    paper = forms.CharField(label="承諾書", max_length=200, required=False, help_text="綴ってある書類の名前や文書番号")
    noted = forms.CharField(
        label="記録", max_length=400, required=False, help_text="口頭のときは必ず。日時・場所・立会い・話した言葉"
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        found.pop("client", None)
        return found


class SignForm(RecipientForm):
    """An agreement as it was signed."""

    signatory = forms.CharField(label="署名した人", max_length=60)
    capacity = forms.CharField(label="立場・権限", max_length=60, help_text="署名する権限のある立場")
    signed_on = EraDateField(label="締結日", initial=localdate)
    until = EraDateField(label="有効期限", required=False, help_text="この日まで。空欄は期限なし")
    paper = forms.CharField(label="契約書", max_length=200, required=False, help_text="綴ってある書類の名前や文書番号")

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        found.pop("client", None)
        return found


class TellForm(RecipientForm):
    """What is about to be told, at this moment."""

    items = _items()
    means = forms.ChoiceField(label="方法", choices=Way.choices)
    recipient_person = forms.CharField(label="受け取る人", max_length=60, required=False)
    needs_nda = forms.BooleanField(label="守秘契約がなければ開示しない", required=False)
    document = forms.CharField(label="書類", max_length=200, required=False, help_text="渡す書類の名前")
    version = forms.CharField(label="版", max_length=20, required=False)
    reason = forms.CharField(label="備考", max_length=200, required=False)


class EndForm(CaseForm):
    """On which day it ended, and why."""

    on = EraDateField(label="日付", initial=localdate)
    reason = forms.CharField(label="理由", max_length=200)


class CounterForm(CaseForm):
    """Why a disclosure does not stand."""

    reason = forms.CharField(label="取り消す理由", max_length=200, help_text="例: 面談が行われなかった")


class ReturnForm(CaseForm):
    """How papers came back."""

    on = EraDateField(label="返却・報告を受けた日", initial=localdate)
    how = forms.ChoiceField(label="返却・廃棄の別", choices=BackBy.choices)
    note = forms.CharField(label="確かめた方法", max_length=200, help_text="例: 原本を受け取った、廃棄証明書")


class ContactForm(CaseForm):
    """A rule of how someone may be reached."""

    party = forms.ModelChoiceField(
        label="だれへの連絡か", queryset=Party.objects.none(), required=False, empty_label="(本件の企業・個人すべて)"
    )
    rule = forms.ChoiceField(label="決まり", choices=[("", "選んでください"), *Contact.choices])
    phone = forms.CharField(label="電話番号", max_length=20, required=False, help_text="「次の番号だけ」のとき")
    email = forms.EmailField(label="メールアドレス", required=False, help_text="「次のアドレスだけ」のとき")
    postal_code = forms.CharField(label="郵便番号", max_length=8, required=False)
    address = forms.CharField(label="住所", max_length=200, required=False, help_text="「次の住所だけ」のとき")
    words = forms.CharField(label="内容", max_length=200, required=False, help_text="「その他」のとき")
    starts_on = EraDateField(label="いつから", initial=localdate)

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data, case=case)
        party: Any = self.fields["party"]
        party.queryset = case.parties.filter(ended_on=None)


class ContactEndForm(CaseForm):
    """Until which day a rule holds."""

    on = EraDateField(label="いつまで", initial=localdate, help_text="この日まで守ります")


class NameForm(CaseForm):
    """Whose case it is that began unnamed."""

    on = EraDateField(label="判明した日", initial=localdate)
    source = forms.CharField(label="誰から聞いたか", max_length=120, required=False)

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data, case=case)
        company = PickField(model=Company, label="企業", help_text="企業名か法人番号を打つと候補が出ます")
        self.fields = {"company": company, **self.fields}
