"""The codes of sale and purchase, as they are stored."""

from django.db import models


class Property(models.TextChoices):
    OWN = "own", "自己所有"
    RENTED = "rented", "賃借"
    NONE = "none", "なし"


class BuyerKind(models.TextChoices):
    COMPANY = "company", "法人"
    TRADER = "trader", "個人事業者"
    SUCCESSOR = "successor", "後継者人材バンク"


class Purpose(models.TextChoices):
    EXPAND = "expand", "同業の拡大"
    DIVERSIFY = "diversify", "多角化"
    FOUND = "found", "創業"


class ScreeningKind(models.TextChoices):
    CRIME = "crime", "反社会的勢力の確認"
    NOTED = "noted", "特定事業者リストの確認"


class ListKind(models.TextChoices):
    """Where a sheet without a name is posted beyond the centre (公開範囲)."""

    NATIONAL = "national", "全国のデータベース(NNDB)"
    FINANCE = "finance", "日本政策金融公庫"
    PRIVATE = "private", "民間のマッチングサイト"


class Route(models.TextChoices):
    """How a sale goes on (進め方)."""

    CENTRE = "centre", "センターが進める"
    ADVISER = "adviser", "登録民間支援機関へ橋渡し"
    SUCCESSOR = "successor", "後継者人材バンク"


class ListingStepCode(models.TextChoices):
    CONSULTED = "consulted", "譲渡相談"
    INTENDED = "intended", "譲渡意思の確認"
    HEARD = "heard", "ヒアリング・資料の受領"
    ROUTED = "routed", "進め方の決定"
    SHEETED = "sheeted", "ノンネームシートの承認"
    POSTED = "posted", "登録先への掲載"
    TAKEN_DOWN = "taken_down", "掲載の取下げ"
    BRIDGED = "bridged", "橋渡しの受諾"
    PROGRESSED = "progressed", "橋渡し先の進捗"
    SOLD = "sold", "成約の報告(橋渡し先)"
    TAKEN_OVER = "taken_over", "成約(センター)"
    WITHDRAWN = "withdrawn", "譲渡の取下げ"


LISTING_CLOSING = ("sold", "taken_over", "withdrawn")


class State(models.TextChoices):
    """Where a listing stands, worked out from its dated rows and those of its deals."""

    PREPARING = "preparing", "準備"
    OPEN = "open", "募集"
    TALKING = "talking", "交渉"
    EXCLUSIVE = "exclusive", "独占交渉"
    DONE = "done", "成約"
    GONE = "gone", "取下げ"


class Origin(models.TextChoices):
    MATCH = "match", "候補の比較から"
    INQUIRY = "inquiry", "問合せ"
    OWN = "own", "譲渡企業の心当たり"


class DealStepCode(models.TextChoices):
    CHOSEN = "chosen", "候補の選定"
    SHOWN = "shown", "ノンネームの提示"
    INTERESTED = "interested", "関心表明"
    CONSENTED = "consented", "相手ごとの承諾"
    BOUND = "bound", "秘密保持契約"
    NAMED = "named", "ネームクリア"
    INFORMED = "informed", "企業概要書・資料の開示"
    MET = "met", "トップ面談"
    OFFERED = "offered", "意向表明"
    AGREED = "agreed", "基本合意"
    EXAMINED = "examined", "買収調査(DD)"
    CONDITIONED = "conditioned", "条件の調整"
    SIGNED = "signed", "最終契約"
    CLOSED = "closed", "クロージング"
    CONCLUDED = "concluded", "成約"
    FOLLOWED = "followed", "成約後のフォロー"
    PAUSED = "paused", "保留"
    RESUMED = "resumed", "再開"
    ENDED = "ended", "見送り・破談"
    RETURNED = "returned", "資料の返却・廃棄"


RUNGS = tuple(code.value for code in list(DealStepCode)[:16])  # D1 to D16, in their order
DEAL_CLOSING = ("concluded", "followed", "ended", "returned")


class Handed(models.TextChoices):
    """What a candidate is handed after the name (開示する資料); the codes are those of what a consent covers."""

    STATEMENTS = "statements", "決算書・試算表"
    LOANS = "loans", "借入の明細"
    ASSETS = "assets", "個人の資産"
    PLAN = "plan", "計画書・調査報告書"
    DOCUMENTS = "documents", "企業概要書・その他の書類"


class Guarantee(models.TextChoices):
    """What becomes of the seller's own guarantee of the firm's debts (経営者保証)."""

    NONE = "none", "保証はない"
    RELEASED = "released", "解除する"
    MOVED = "moved", "譲受側に移す"
    REPAID = "repaid", "借入を返して外す"
    OPEN = "open", "まだ決まらない"


class EndReason(models.TextChoices):
    PRICE = "price", "価格"
    TERMS = "terms", "条件"
    FUNDS = "funds", "資金"
    FEELING = "feeling", "気持ち・相性"
    FINDINGS = "findings", "調査の結果"
    OTHER_BUYER = "other_buyer", "他の候補に決定"
    OTHER = "other", "その他"


class PapersBack(models.TextChoices):
    NONE = "none", "渡した資料はない"
    RETURNED = "returned", "返却を受けた"
    DESTROYED = "destroyed", "廃棄の報告を受けた"
    LATER = "later", "これから"
