"""The codes of a council case (活性化協議会の案件) as they are stored: its steps, products, creditors and consents."""

from django.db.models import TextChoices


class Route(TextChoices):
    SELF = "self", "企業本人"
    MAIN_BANK = "main_bank", "メイン行"
    OTHER_BANK = "other_bank", "その他の金融機関"
    GUARANTEE = "guarantee", "信用保証協会"
    PUBLIC_BANK = "public_bank", "政府系金融機関"
    CHAMBER = "chamber", "商工団体"
    YOROZU = "yorozu", "総合相談の支援拠点"
    PROFESSIONAL = "professional", "士業"
    SUCCESSION = "succession", "承継・引継ぎ支援センター"
    DISASTER = "disaster", "産業復興相談センター"
    OTHER = "other", "その他"


class Size(TextChoices):
    MICRO = "micro", "小規模事業者"
    SMALL = "small", "中小企業(小規模を除く)"
    MIDDLE = "middle", "中堅企業"


class CouncilStepCode(TextChoices):
    PRELIMINARY = "preliminary", "事前相談"
    LIFTED = "lifted", "事前相談の終了"
    FIRST = "first", "窓口相談"
    ADVISED = "advised", "助言で終了"
    REFERRED = "referred", "他機関への紹介"
    SOUNDED = "sounded", "金融機関への意向確認"
    INTENDED = "intended", "金融機関の意向の回答"
    DECIDED = "decided", "支援決定"
    STANDSTILL = "standstill", "返済猶予の要請"
    TEAMED = "teamed", "個別支援チームの編成"
    EXAMINED = "examined", "DD(財務・事業の調査)"
    PLANNED = "planned", "計画案の作成"
    REPORTED = "reported", "調査報告書"
    CALLED = "called", "バンクミーティングの招集"
    MET = "met", "バンクミーティング"
    DELIVERED = "delivered", "計画書の交付"
    COMPLETED = "completed", "計画策定支援の完了"
    AMENDED = "amended", "変更計画の成立"
    MONITORED = "monitored", "モニタリング"
    FINISHED = "finished", "終結"
    SETTLED = "settled", "再チャレンジ支援の完了"
    STOPPED = "stopped", "中止"
    FAILED = "failed", "不調"
    DROPPED = "dropped", "取下げ"
    INSOLVENT = "insolvent", "法的整理への移行"


ENDS_WITHOUT_PLAN = ("stopped", "failed", "dropped", "insolvent")
CLOSING = ("lifted", "advised", "referred", "finished", "settled", *ENDS_WITHOUT_PLAN)
# The steps that the report counts (段階), and how it has called them since 2003.
COUNTED = {"preliminary": "事前相談", "first": "一次相談", "completed": "再生計画策定支援完了"}


class Product(TextChoices):
    PROFIT = "profit", "収益力改善支援"
    PRE = "pre", "プレ再生支援"
    REVIVAL = "revival", "再生支援"
    RETRY = "retry", "再チャレンジ支援"


class Relief(TextChoices):
    NONE = "none", "金融支援を求めない"
    ASKED = "asked", "金融支援を求める"


class Answer(TextChoices):
    COOPERATES = "cooperates", "協力する"
    UNDECIDED = "undecided", "検討中"
    DECLINES = "declines", "協力しない"


class Method(TextChoices):
    FULL = "full", "従来型(支援チームが調査する)"
    REVIEW = "review", "検証型(企業の調査を検証する)"
    SIMPLE = "simple", "簡易型(外部専門家を入れない)"


class Outlook(TextChoices):
    ON_PLAN = "on_plan", "計画どおり"
    BELOW = "below", "計画を下回る"
    FAR_BELOW = "far_below", "計画を大きく下回る(見直しが要る)"


class Reason(TextChoices):
    ADVICE = "advice", "助言で解決した"
    TO_SELF = "to_self", "企業本人の相談に移った"
    TO_PLAN = "to_plan", "経営改善計画策定支援(405)へ"
    TO_RETRY = "to_retry", "再チャレンジ支援へ"
    ELSEWHERE = "elsewhere", "他の支援機関へ"
    NO_CONTACT = "no_contact", "連絡が途絶えた"
    NOT_ELIGIBLE = "not_eligible", "対象外"
    NO_AGREEMENT = "no_agreement", "債権者の同意が得られない"
    NO_FUNDS = "no_funds", "資金繰りが続かない"
    BY_COMPANY = "by_company", "企業の意思"
    COURT = "court", "法的手続の申立て"
    COMPLETED = "completed", "計画期間を終えた"
    OTHER = "other", "その他"


class Settlement(TextChoices):
    TOGETHER = "together", "保証債務の整理(一体型)"
    ALONE = "alone", "保証債務の整理(単独型)"
    CLOSING = "closing", "廃業の支援"
    ADVICE = "advice", "助言・代理人弁護士の紹介"


class CreditorKind(TextChoices):
    OWN_RISK = "own_risk", "プロパー"
    GUARANTEED = "guaranteed", "保証付"
    PUBLIC = "public", "制度融資"
    LEASE = "lease", "リース"
    TAX = "tax", "税・社会保険料"
    CENTRE = "centre", "センターの債権(文書で回答を受けたもの)"


class ReliefKind(TextChoices):
    DEFERRAL = "deferral", "元金猶予"
    INTEREST = "interest", "金利減免"
    EXTENSION = "extension", "期間延長"
    DDS = "dds", "DDS(劣後ローンへの転換)"
    DES = "des", "DES(株式への転換)"
    WAIVER = "waiver", "債権放棄(直接)"
    SECOND_COMPANY = "second_company", "債権放棄(第二会社方式)"
    NEW_LOAN = "new_loan", "新規融資"
    PURCHASE = "purchase", "債権買取"
    EXTINCTION = "extinction", "求償権消滅保証"


FORGIVING = ("waiver", "second_company")  # what needs a lawyer and an accountant in the team


class ConsentState(TextChoices):
    PRIVATE = "private", "内諾"
    AGREED = "agreed", "同意"
    CONDITIONAL = "conditional", "条件付同意"
    REFUSED = "refused", "不同意"


class ExpertRole(TextChoices):
    ACCOUNTANT = "accountant", "公認会計士"
    TAX = "tax", "税理士"
    LAWYER = "lawyer", "弁護士"
    CONSULTANT = "consultant", "中小企業診断士"
    OTHER = "other", "その他の専門家"


class PlanItem(TextChoices):
    OUTLINE = "outline", "企業の概要・財務の推移・実態貸借対照表・窮境の原因"
    MEASURES = "measures", "事業の再構築の施策"
    OUTLOOK = "outlook", "損益・貸借対照表の見通し"
    CASH = "cash", "資金繰り計画"
    REPAYMENT = "repayment", "返済計画"
    RELIEF = "relief", "求める金融支援"
    GUARANTOR = "guarantor", "保証人の資産と負債"
    TESTS = "tests", "数値基準"
    RESPONSIBILITY = "responsibility", "経営者・株主の責任"
    FAIRNESS = "fairness", "債権者間の公平"
    RATIONALITY = "rationality", "経済合理性(清算価値との比較)"
    ECONOMY = "economy", "地域経済への影響"
