"""Which columns the sheet for the national body may have."""

ITEMS = {
    "pseudonym": "報告番号",
    "route": "持込経路",
    "size": "企業の規模",
    "industry": "業種",
    "preliminary": "事前相談日",
    "first": "窓口相談日",
    "decided": "支援決定日",
    "product": "支援の種類",
    "relief": "金融支援の有無",
    "reliefs": "金融支援の方法",
    "completed": "完了日",
    "days": "所要日数",
    "jobs": "雇用",
    "persons": "保証人の人数",
    "monitored": "モニタリング回数",
    "stands": "現在の段階",
    "reason": "終了の理由",
}
USUAL = [(label, code) for code, label in ITEMS.items()]
