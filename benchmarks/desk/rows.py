"""The rows: companies and consultations by plain SQL, with notes put together from the field's phrases, and their index."""

from collections.abc import Iterable
from datetime import date
from itertools import product

from django.core.management import call_command
from django.db import connection

from banso.core.text import fold
from banso.registers.models import Programme, ProgrammeYear, Staff, Unit
from banso.registers.services.reference_data import load_reference_data
from banso.search.words import number_vector, part_key, vector

ADVISERS, PROGRAMMES = 40, 12
YEARS = range(2004, 2024)
ABOUT = (
    "事業承継の進め方", "後継者の育成", "運転資金の借入", "条件変更の交渉", "展示会への出展", "販路開拓の方法", "台湾への輸出",
    "補助金の申請", "新商品の開発", "ホームページの作り直し", "人手不足と採用", "価格転嫁の交渉", "原価計算の見直し",
    "設備投資の計画", "就業規則の整備", "創業計画書の書き方", "商標の登録", "下請取引のトラブル", "省エネの取り組み", "店舗の改装",
)  # fmt: skip
WHO = (
    "代表者と専務",
    "代表者",
    "経理の担当者",
    "工場長",
    "創業予定の夫婦",
    "後継予定の長男",
    "営業部長",
    "会計事務所の担当者",
)
THEN = (
    "次回までに資料を用意する",
    "専門家派遣を案内した",
    "金融機関に同行する",
    "来月もう一度訪問する",
    "電話で様子を聞く",
)
PLACES = (
    "港",
    "山",
    "川",
    "森",
    "浜",
    "岳",
    "湖",
    "島",
    "谷",
    "原",
    "野",
    "沢",
    "瀬",
    "里",
    "杉",
    "松",
    "竹",
    "梅",
    "桜",
    "楓",
)
# A made-up word and how many notes there are to one that has it; the last is in one of twenty, all more than ten years old.
FREQUENCIES = {
    "zqaf": 1_000_000, "zqbf": 100_000, "zqcf": 10_000, "zqdf": 1_000, "zqef": 100, "zqff": 33, "zqgf": 10, "zqhf": 3, "zqif": 1,
}  # fmt: skip
LONG_AGO, ITS_SHARE = "zqjf", 20
SYLLABLES = "アカサタナハマヤラワイキシチニヒミリウク"
TRADES = ("製作所", "水産", "食品", "建設", "商店", "木材", "運輸", "電機", "印刷", "農園")


def prepare(companies: int, consultations: int) -> None:
    """An empty database with one centre, its companies and its consultations, indexed and analysed."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    load_reference_data(by=None)
    unit = Unit.objects.create(code="unit", name="総合支援課")
    for number in range(ADVISERS):
        Staff.objects.create(name=f"担当 {number}", unit=unit, joined_on=date(2004, 4, 1))
    for number in range(PROGRAMMES):
        programme = Programme.objects.create(code=f"programme-{number}", started_in=YEARS.start)
        for year in YEARS:
            ProgrammeYear.objects.create(programme=programme, fiscal_year=year, name=f"支援事業その{number}")
    _companies(companies)
    _notes()
    _consultations(consultations)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE search_stale")
    connection.set_autocommit(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _companies(number: int) -> None:
    """Names of three letters and a trade; a number, a telephone; and each one's document."""
    rows, documents = [], []
    for n in range(number):
        letters = [(n // 20**place) % 20 for place in range(4)]
        name = f"株式会社{''.join(PLACES[at] for at in letters)}{TRADES[n % 10]}"
        kana = "".join(SYLLABLES[at] for at in letters) * 2
        numbers = (str(1_000_000_000_000 + n * 7_919), f"017-{n % 900 + 100}-{n % 10_000:04}")
        rows.append((n + 1, name, part_key(name), kana, kana, *numbers))
        names = (name, kana, *numbers)
        documents.append(
            (
                "registers.company",
                n + 1,
                " ".join(map(part_key, names)),
                vector(" ".join((name, *names)), ""),
                number_vector(names),
            )  # fmt: skip
        )
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE registers_company DISABLE TRIGGER USER")
        cursor.execute(
            "CREATE TEMP TABLE fresh (id bigint, name text, name_key text, kana text, kana_key text, number text, phone text)"
        )
        _copy("fresh", rows)
        cursor.execute("""INSERT INTO registers_company (id, created_at, updated_at, name, name_key, kana, kana_key, corporate_number,
                phone, invoice_number, prefecture, postal_code, address, size, note)
            SELECT id, now(), now(), name, name_key, kana, kana_key, number, phone, '', '', '', '', 'small', '' FROM fresh""")
        cursor.execute("ALTER TABLE registers_company ENABLE TRIGGER USER")
        cursor.execute("SELECT setval(pg_get_serial_sequence('registers_company', 'id'), %s)", [number])
        cursor.execute(
            "CREATE TEMP TABLE found (kind text, object_id bigint, names text, words tsvector, numbers tsvector)"
        )
        _copy("found", documents)
        cursor.execute("INSERT INTO search_document (kind, object_id, names, words, numbers) SELECT * FROM found")


def _notes() -> None:
    """Every sentence the phrases make, with the words it is found by: tokens are made once for each."""
    rows = []
    for number, (about, also, who, then) in enumerate(product(ABOUT, ABOUT, WHO, THEN)):
        text = f"{who}が来所。{about}について相談があり、あわせて{also}も話した。{then}。受付番号{number:05}。"
        rows.append((number, text, fold(text), vector("", text)))
    often = [(word, one_of, False) for word, one_of in FREQUENCIES.items()]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE frequencies (word text, one_of int, long_ago boolean)")
        _copy("frequencies", [*often, (LONG_AGO, ITS_SHARE, True)])
        cursor.execute("CREATE TEMP TABLE notes (number int PRIMARY KEY, note text, note_key text, words tsvector)")
        _copy("notes", rows)


def _consultations(number: int) -> None:
    """Spread over companies, advisers, programmes and twenty years. The trail's triggers rest; each has its document."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE consultations_consultation DISABLE TRIGGER USER")
        cursor.execute("SELECT max(id) FROM registers_company")
        (companies,) = cursor.fetchone()
        cursor.execute(
            """INSERT INTO consultations_consultation
                    (created_at, updated_at, programme_id, adviser_id, held_on, mode, company_id, note, note_key, next_step)
                SELECT now(), now(), (SELECT min(id) FROM registers_programme) + n %% %s, (SELECT min(id) FROM registers_staff) + (n * 31) %% %s,
                    make_date(2004, 4, 1) + ((n::bigint * 104729) %% 7305)::int, (ARRAY['desk', 'round', 'visit', 'phone'])[1 + n %% 4],
                    1 + (n::bigint * 7919) %% %s, t.note || w.words, t.note_key || w.words, ''
                FROM generate_series(1, %s) n JOIN notes t ON t.number = (n::bigint * 48271) %% %s, LATERAL (
                    SELECT coalesce(string_agg(' ' || word, ''), '') AS words FROM frequencies
                    WHERE (hashint8(n) & 2147483647) %% one_of = 0 AND (NOT long_ago OR (n::bigint * 104729) %% 7305 < 3600)) w""",
            [PROGRAMMES, ADVISERS, companies, number, len(ABOUT) ** 2 * len(WHO) * len(THEN)],
        )
        cursor.execute("ALTER TABLE consultations_consultation ENABLE TRIGGER USER")
        cursor.execute(
            """INSERT INTO search_document (kind, object_id, names, day, company, programme, words)
                SELECT 'consultations.consultation', c.id, '', c.held_on, c.company_id, c.programme_id,
                    f.words || t.words || to_tsvector('simple', substr(c.note, length(t.note) + 1))
                FROM consultations_consultation c JOIN notes t ON t.note = rtrim(regexp_replace(c.note, '( zq[a-z]f)+$', ''))
                JOIN search_document f ON f.kind = 'registers.company' AND f.object_id = c.company_id"""
        )


def _copy(table: str, rows: Iterable[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
