"""What the repository promises: words in the glossary, documents that exist, no strangers' sentences or addresses."""

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

from banso.figures.measures import all_measures

ROOT = Path(__file__).resolve().parents[1]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    return [ROOT / name for name in listed if name] or [
        path for path in ROOT.rglob("*.py") if ".venv" not in path.parts
    ]


def test_the_glossary_has_every_record_and_every_measure() -> None:
    """Each model under its Japanese name, each measure with its rule as declared."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = set(text.splitlines())
    for config in apps.get_app_configs():
        for model in config.get_models() if config.name.startswith("banso.") else []:
            if not model.__name__.endswith("Event") and not model.__name__.startswith("Tally"):
                assert f"| {model._meta.verbose_name} | `{config.label}.{model.__name__}` |" in text
    for measure in all_measures():
        assert f"| {measure.label} | `{measure.code}` | {measure.qualifier}{measure.unit} | {measure.rule} |" in rows


def test_every_link_in_the_documents_leads_somewhere() -> None:
    """Links between our own pages and pictures."""
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_line_of_a_template_is_too_long_to_read() -> None:
    """120 characters; HTML breaks between attributes, words and blocks."""
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix == ".html" and path.exists()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 120
    ]
    assert long == []


def test_the_documents_name_settings_there_are() -> None:
    """Each variable the operator is told of is one the product reads."""
    read = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py") if "tests" not in path.parts
    )
    told = {
        name
        for page in (ROOT / "docs").glob("*.md")
        for name in re.findall(r"BANSO_[A-Z_]*[A-Z]\b", page.read_text("utf-8"))
    }
    assert {name for name in told if name not in read} == set()


def test_no_code_names_a_programme_a_centre_or_a_section() -> None:
    """What is one centre's stands in its catalogue."""
    forbidden = re.compile(r"青森|あおもり|ワンストップ総合相談|よろず|1-\(1\)-①|aomori(?!\")", re.IGNORECASE)
    allowed = {"people.py", "consulting.py"}  # invented names, and themes of invented notes
    for path in (ROOT / "src").rglob("*.py"):
        if "tests" in path.parts or path.name in allowed:
            continue
        found = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if forbidden.search(line) and "catalogue" not in line.lower()
        ]
        assert found == [], f"{path}: {found}"


@pytest.mark.parametrize("pattern", [r"https?://(files|registry|deb|index|simple)\.", r"pypi\.org", r"registry\.npmjs"])
def test_no_file_names_a_package_registry(pattern: str) -> None:
    """Lock files included."""
    for path in tracked():
        if (
            path.suffix in (".py", ".txt", ".md", ".toml", ".yaml", ".in", "")
            and path.is_file()
            and path != Path(__file__)
        ):
            assert not re.search(pattern, path.read_text(encoding="utf-8", errors="ignore")), path
