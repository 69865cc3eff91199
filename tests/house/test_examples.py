"""The example project of the docs is a sound one."""

from __future__ import annotations

import json
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def test_example_sbom_keeps_to_its_schema() -> None:
    text = (EXAMPLES / "webshop.cdx.json").read_text(encoding="utf-8")

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_example_edges_lead_to_components() -> None:
    document = json.loads((EXAMPLES / "webshop.cdx.json").read_text(encoding="utf-8"))
    known = {component["bom-ref"] for component in document["components"]} | {document["metadata"]["component"]["bom-ref"]}

    assert {ref for entry in document["dependencies"] for ref in (entry["ref"], *entry["dependsOn"])} - known == set()


def test_example_lockfile_fits_its_manifest() -> None:
    manifest = json.loads((EXAMPLES / "webshop" / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((EXAMPLES / "webshop" / "package-lock.json").read_text(encoding="utf-8"))
    locked = {
        name: lock["packages"][f"node_modules/{name}"]["version"]
        for name in manifest["dependencies"] | manifest["devDependencies"]
    }

    assert locked == manifest["dependencies"] | manifest["devDependencies"]
