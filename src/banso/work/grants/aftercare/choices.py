"""The words of what follows a settlement, as they are stored."""

from django.db import models


class Stage(models.TextChoices):
    """How far the result of a grant has become business (事業化の段階)."""

    NONE = "0", "事業化していない"
    ADVERTISED = "1", "第1段階 製品の宣伝などをしている"
    ORDERED = "2", "第2段階 注文(契約)が取れている"
    SOLD = "3", "第3段階 製品が1つ以上売れている"
    SELLING = "4", "第4段階 続けて売れているが、利益は上がっていない"
    EARNING = "5", "第5段階 続けて売れていて、利益が上がっている"


class TaxStatus(models.TextChoices):
    """How a firm pays consumption tax (課税方式)."""

    FULL = "full", "課税事業者(本則課税)"
    SIMPLE = "simple", "簡易課税"
    TWO_TENTHS = "two-tenths", "2割特例"
    EXEMPT = "exempt", "免税事業者"


class Deduction(models.TextChoices):
    """How much of the tax on purchases a firm deducts (仕入税額控除)."""

    WHOLE = "whole", "全額を控除した"
    PROPORTIONAL = "proportional", "一括比例配分方式"
    BY_USE = "by-use", "個別対応方式"


class TaxOutcome(models.TextChoices):
    """What a report on input tax comes to: three outcomes, each of which is kept."""

    NET = "net", "0円(税抜きで補助した)"
    STATUS = "status", "0円(控除できない事業者)"
    AMOUNT = "amount", "返還額を計算した"


class Cause(models.TextChoices):
    """Why a firm gives back a part of a grant that was settled and paid."""

    INCOME = "income", "収益納付"
    INPUT_TAX = "input-tax", "消費税仕入控除税額"
    DISPOSAL = "disposal", "財産処分"


class LifeTable(models.TextChoices):
    """The table by which the life of an asset is told: that of its budget's year."""

    OF_1978 = "1978", "昭和53年通商産業省告示第360号"
    OF_2023 = "2023", "令和5年経済産業省告示第64号"
    TAX = "tax", "減価償却資産の耐用年数等に関する省令"


class Use(models.TextChoices):
    """How an asset was found when it was looked at."""

    IN_USE = "in-use", "計画どおり使っている"
    IDLE = "idle", "使っていない"
    OTHERWISE = "otherwise", "別の目的・場所で使っている"
    MISSING = "missing", "見当たらない"


class DisposalKind(models.TextChoices):
    """What is done with a restricted asset (財産処分の種類)."""

    CONVERSION = "conversion", "転用"
    SALE = "sale", "有償譲渡"
    GIFT = "gift", "無償譲渡"
    EXCHANGE = "exchange", "交換"
    LENDING = "lending", "貸付け"
    PLEDGE = "pledge", "担保"
    SCRAP = "scrap", "取壊し・廃棄"


class Valuation(models.TextChoices):
    """By which value the amount to be given back is worked out."""

    USUAL = "usual", "売却額と残存簿価の高いほう"
    LOWER = "lower", "残存簿価と時価の低いほう(賃上げの未達など)"
