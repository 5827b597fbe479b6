"""Every way of looking at a walled record is written down: a hit of a search, a company's history, paper, a document."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from banso.desk.models import DocumentFile
from banso.desk.services import add_document
from banso.registers.models import Look
from banso.search.keeping import refresh

from .walled import Walled, run, said

LIST, EXPORT = "list", "export"


def looks(walled: Walled) -> list[tuple[str, str, int, bool]]:
    """(who, how, how many, whether it was the walled programme's) of every look so far at a visit or a file."""
    run("RESET ROLE")
    return [
        (look.user.username, look.kind, look.number, look.programme_id == walled.programme.pk)
        for look in Look.objects.order_by("pk")
        if look.subject in ("相談記録", str(DocumentFile._meta.verbose_name))
    ]


@pytest.mark.parametrize(
    ("address", "ways"),
    [
        ("/search/?q=資金繰り", [LIST]),
        ("/companies/{company}/", [LIST]),
        ("/registers/company/{company}/", [LIST]),
        ("/consultations/consultation/?format=print", [LIST, EXPORT]),
        ("/consultations/consultation/?format=xlsx", [LIST, EXPORT]),
    ],
)
def test_what_is_shown_is_a_look(walled: Walled, clients: dict[str, Client], address: str, ways: list[str]) -> None:
    """One row for the member for each way she looked (a file is made out of a list); the outsider, shown nothing, leaves none."""
    run("RESET ROLE")
    refresh(400)
    run("SET LOCAL ROLE banso_app")
    for client in clients.values():
        answer = client.get(address.format(company=walled.company.pk))
        assert answer.status_code == 200 and list(answer)
    assert looks(walled) == [("inside", how, 1, True) for how in ways]


def test_a_document_taken_out_is_a_look(
    walled: Walled, clients: dict[str, Client], settings: Any, tmp_path: Path
) -> None:
    """The member's download is written down as one; outside the file is not there."""
    settings.MEDIA_ROOT = tmp_path
    run("RESET ROLE")
    given = SimpleUploadedFile("計画.txt", "計画".encode())
    add_document(
        given, by=walled.inside, company=walled.company, programme=walled.programme, title="計画", dated_on=date(2023, 4, 1),
    )  # fmt: skip
    address = f"/documents/files/{DocumentFile.objects.get().pk}/"
    run("SET LOCAL ROLE banso_app")
    assert clients["outside"].get(address).status_code == 404
    assert said(clients["inside"], address) == "計画"
    assert looks(walled) == [("inside", EXPORT, 1, True)]
