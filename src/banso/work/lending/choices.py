"""Codes of lending: what a ledger's entries are, how money came, who answers for a debt and what puts off its limitation."""

from django.db.models import TextChoices


class EntryKind(TextChoices):
    """What happened to a contract (債権の異動). Each is a day's fact; balances follow."""

    RECEIVED = "received", "入金"
    FROM_HELD = "from_held", "仮受金の充当"
    REFUNDED = "refunded", "仮受金の返還"
    COST = "cost", "立替費用"
    WAIVED = "waived", "違約金の免除"
    ACCELERATED = "accelerated", "期限の利益の喪失"
    RESCHEDULED = "rescheduled", "条件変更"
    WRITTEN_OFF = "written_off", "償却(会計上)"
    RELEASED = "released", "債権放棄"


WITHOUT_AMOUNT = (EntryKind.ACCELERATED, EntryKind.RESCHEDULED, EntryKind.RELEASED)


class Means(TextChoices):
    """How money came."""

    TRANSFER = "transfer", "振込"
    DEBIT = "debit", "口座振替"
    CASH = "cash", "現金・書留"
    DIVIDEND = "dividend", "配当"
    SECURITY = "security", "担保・保険"
    DEPOSIT = "deposit", "保証金"


class AccelerationClause(TextChoices):
    """How the benefit of time is lost: by demand, or at once by the default itself."""

    DEMAND = "demand", "請求により失う"
    AUTOMATIC = "automatic", "当然に失う"


class GuarantorKind(TextChoices):
    """As what a guarantor answers."""

    HEAD = "head", "代表者"
    THIRD = "third", "第三者"
    SECURITY = "security", "物上保証人"


class InterruptionKind(TextChoices):
    """What renews or puts off the limitation of a claim."""

    ACKNOWLEDGED = "acknowledged", "承認(納付誓約・残高確認)"
    DEMANDED = "demanded", "催告(到達日)"
    AGREED = "agreed", "協議を行う旨の書面の合意"
    SUED = "sued", "訴訟・支払督促・債権届出など"
