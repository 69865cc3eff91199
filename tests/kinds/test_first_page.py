"""Result, reasons, proposal and signature stand on the first page on paper too, however much is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from osscan.documents import formats
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.kinds.assessment import assessment
from osscan.reports.kinds.case import Spot
from osscan.reports.kinds.table import case_of
from osscan.texts.catalogue import Words

from .sample import FAILED, MANUAL, UNKNOWN, check, delivery, setting

pytestmark = pytest.mark.office
SENTENCE = "org.example.strict:strict-pdf 5.0.0 (AGPL-3.0-only) liegt in der Lieferung, steht aber in keiner SBOM, und niemand sagt warum. "


def worst(language):
    """Every check is against it, each with a long sentence and many places; many conditions beside them, some of them ours."""
    told = setting(language, "10/3-2026-0417")
    status = (FAILED, UNKNOWN, FAILED, MANUAL)
    checks = tuple(
        check(f"V-{at:02}", status[at % 4], CheckSeverity.BLOCKER if at % 3 == 0 else CheckSeverity.CONDITION)
        for at in range(1, 33)
    )
    case = case_of(delivery(checks), told)
    words = Words(language)
    findings = tuple(
        one._replace(
            title=words(f"vendor.{one.id}.title"),
            reason=SENTENCE * 3 if one.status is not CheckStatus.FAILED else "",
            spots=(Spot("a.jar", SENTENCE * 3),) * 40 if one.status is CheckStatus.FAILED else (),
        )
        for one in case.findings
    )
    return assessment(case._replace(findings=findings), told)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages of the worst assessment by language and format, as `pdftotext` reads them."""
    missing = [name for name in ("soffice", "pdftotext") if not shutil.which(name)]
    if missing:
        told = f"not found: {', '.join(missing)}; .ci/system-packages installs what these tests need"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    folder = tmp_path_factory.mktemp("first")
    for language in ("de", "en"):
        for form in formats.FORMATS:
            if form.name in ("pdf", "odt", "docx"):
                name = f"{language}-{form.name}{form.suffix}"
                (folder / name).write_bytes(formats.written(worst(language), form, Words(language)))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = [*map(str, folder.glob("*.odt")), *map(str, folder.glob("*.docx"))]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *office]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    found = {}
    for file in folder.glob("*.pdf"):
        said = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()
        found[file.stem] = said.split("\f")
    return found


@pytest.mark.parametrize("form", ["pdf", "odt", "docx"])
@pytest.mark.parametrize(
    ("language", "signed", "reasons"), [("de", "Datum, Unterschrift", "Begründung"), ("en", "Date, signature", "Reasons")]
)
def test_the_first_page_ends_with_the_signatures(pages, form, language, signed, reasons) -> None:
    first, second = pages[f"{language}-{form}"][:2]

    assert first.count(signed) == 2
    assert second.split()[0] == reasons
