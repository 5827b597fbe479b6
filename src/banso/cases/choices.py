"""What may be told of a walled case, by what means, on what ground; how someone may be reached."""

from django.db.models import TextChoices


class Item(TextChoices):
    """What of a case may be told to someone (開示項目). A consent names those it covers; a disclosure those it told."""

    EXISTENCE = "existence", "相談していること"
    OUTLINE = "outline", "名を伏せた概要(ノンネーム)"
    NAME = "name", "企業名・氏名"
    STATEMENTS = "statements", "決算書・試算表"
    LOANS = "loans", "借入の明細"
    ASSETS = "assets", "個人の資産"
    PLAN = "plan", "計画書・調査報告書"
    TALKS = "talks", "面談の内容"
    DOCUMENTS = "documents", "その他の書類"


# What a consent given to a class of recipients (譲受候補) can cover: nothing of it says whose case it is.
ANONYMOUS = frozenset({Item.OUTLINE.value})


class ConsentForm(TextChoices):
    PAPER = "paper", "書面"
    MAIL = "mail", "メール"
    ORAL = "oral", "口頭と記録"


class Way(TextChoices):
    """How something was told (開示の方法)."""

    MEETING = "meeting", "面談"
    PHONE = "phone", "電話"
    MAIL = "mail", "メール"
    POST = "post", "郵送"
    ROOM = "room", "データ室"
    SCREEN = "screen", "画面"
    PRINT = "print", "印刷・書き出し"


class Ground(TextChoices):
    """Why something could be told: by a consent, to whose case it is, or to someone inside the wall who prints it."""

    CONSENT = "consent", "承諾"
    CLIENT = "client", "本人"
    INSIDE = "inside", "部署内"


class BackBy(TextChoices):
    """What became of papers handed over."""

    RETURNED = "returned", "返却"
    DESTROYED = "destroyed", "廃棄・消去の報告"


class Contact(TextChoices):
    """How someone may be reached, and how never (連絡の決まり)."""

    NO_OFFICE_PHONE = "no_office_phone", "会社には電話しない"
    PHONE_ONLY = "phone_only", "電話は次の番号だけ"
    NO_VOICE_MAIL = "no_voice_mail", "留守番電話に残さない"
    POST_TO = "post_to", "郵便は次の住所だけ"
    NO_POST = "no_post", "郵便を送らない"
    MAIL_TO = "mail_to", "メールは次のアドレスだけ"
    NO_MAIL = "no_mail", "メールを送らない"
    NEUTRAL = "neutral", "差出人と件名に事業の名を出さない"
    WORDS = "words", "その他"
