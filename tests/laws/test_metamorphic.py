"""The same inventory told in every format and notation gets the same verdicts; the order of inputs changes nothing."""

from __future__ import annotations

import base64
import gzip
import itertools
import json
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from xml.sax.saxutils import escape

import pytest

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.inputs.source import Source
from osscan.policy.find import policy_named
from osscan.reports import table
from osscan.store.detections import open_cache
from osscan.texts.catalogue import Words

ROWS = [
    ("alpha", "MIT"),
    ("beta", "Apache-2.0 OR GPL-2.0-only"),
    ("gamma", "GPL-3.0-only"),
    ("delta", "MIT AND LGPL-2.1-only"),
    ("epsilon", "NOASSERTION"),
    ("zeta", "NONE"),
    ("eta", "BUSL-1.1"),
    ("theta", "LicenseRef-own"),
    ("iota", "MIT AND ("),
    ("kappa", ""),
]
PLAIN = ("alpha", "gamma", "epsilon", "zeta", "eta", "kappa")
POLICY = policy_named("dortmund")


def cyclonedx_json():
    components = [
        {"type": "library", "name": name, "version": "1", "purl": f"pkg:npm/{name}@1", "bom-ref": name}
        | ({"licenses": [{"expression": text}]} if text else {})
        for name, text in ROWS
    ]
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components})


def cyclonedx_xml():
    lines = ['<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>']
    for name, text in ROWS:
        licenses = f"<licenses><expression>{text}</expression></licenses>" if text else ""
        lines.append(
            f'<component type="library" bom-ref="{name}"><name>{name}</name><version>1</version>{licenses}'
            f"<purl>pkg:npm/{name}@1</purl></component>"
        )
    return "".join([*lines, "</components></bom>"])


def spdx_json():
    packages = [
        {
            "SPDXID": f"SPDXRef-{name}",
            "name": name,
            "versionInfo": "1",
            "downloadLocation": "NOASSERTION",
            "externalRefs": [
                {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": f"pkg:npm/{name}@1"}
            ],
        }
        | ({"licenseDeclared": text} if text else {})
        for name, text in ROWS
    ]
    return json.dumps({"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": packages})


def spdx_tagvalue():
    lines = ["SPDXVersion: SPDX-2.3", "DataLicense: CC0-1.0", "SPDXID: SPDXRef-DOCUMENT", "DocumentName: d"]
    for name, text in ROWS:
        lines += [
            "",
            f"PackageName: {name}",
            f"SPDXID: SPDXRef-{name}",
            "PackageVersion: 1",
            "PackageDownloadLocation: NOASSERTION",
        ]
        lines += [f"PackageLicenseDeclared: {text}"] if text else []
        lines.append(f"ExternalRef: PACKAGE-MANAGER purl pkg:npm/{name}@1")
    return "\n".join(lines) + "\n"


def spdx_yaml():
    """The SPDX document in YAML; each value of the top is written as JSON, which is YAML too."""
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in json.loads(spdx_json()).items())


def spdx_xml():
    def element(key, value):
        if isinstance(value, list):
            return "".join(element(key, one) for one in value)
        inner = "".join(element(*pair) for pair in value.items()) if isinstance(value, dict) else escape(str(value))
        return f"<{key}>{inner}</{key}>\n"

    return element("Document", json.loads(spdx_json()))


def spdx_rdf():
    """The SPDX document in RDF, with the licenses that are one resource; RDF holds no broken expression."""
    about = "https://example.org/d#"
    licenses = {"NOASSERTION": "http://spdx.org/rdf/terms#noassertion", "NONE": "http://spdx.org/rdf/terms#none"}
    head = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://spdx.org/rdf/terms#">'
        f'<s:SpdxDocument rdf:about="{about}SPDXRef-DOCUMENT"><s:specVersion>SPDX-2.3</s:specVersion><s:name>d</s:name>'
        '<s:dataLicense rdf:resource="http://spdx.org/licenses/CC0-1.0"/><s:creationInfo><s:CreationInfo>'
        "<s:creator>Tool: t</s:creator><s:created>2026-01-01T00:00:00Z</s:created></s:CreationInfo></s:creationInfo>"
    )
    packages = ""
    for name, text in ROWS:
        if name not in PLAIN:
            continue
        resource = licenses.get(text, f"http://spdx.org/licenses/{text}")
        declared = f'<s:licenseDeclared rdf:resource="{resource}"/>' if text else ""
        packages += (
            f'<s:relationship><s:Relationship><s:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_describes"/>'
            f'<s:relatedSpdxElement><s:Package rdf:about="{about}SPDXRef-{name}"><s:name>{name}</s:name>'
            f"<s:versionInfo>1</s:versionInfo><s:downloadLocation>http://spdx.org/rdf/terms#noassertion</s:downloadLocation>{declared}"
            "<s:externalRef><s:ExternalRef>"
            '<s:referenceCategory rdf:resource="http://spdx.org/rdf/terms#referenceCategory_packageManager"/>'
            '<s:referenceType rdf:resource="http://spdx.org/rdf/references/purl"/>'
            f"<s:referenceLocator>pkg:npm/{name}@1</s:referenceLocator></s:ExternalRef></s:externalRef>"
            "</s:Package></s:relatedSpdxElement></s:Relationship></s:relationship>"
        )
    return f"{head}{packages}</s:SpdxDocument></rdf:RDF>"


def spdx3_json():
    graph = [{"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2026-01-01T00:00:00Z"}]
    for name, text in ROWS:
        graph.append(
            {"type": "software_Package", "spdxId": name, "name": name, "software_packageVersion": "1"}
            | {"software_packageUrl": f"pkg:npm/{name}@1", "creationInfo": "_:c"}
        )
        license_ = {"type": "simplelicensing_LicenseExpression", "spdxId": f"l-{name}"}
        graph += [license_ | {"simplelicensing_licenseExpression": text}] if text else []
        relationship = {"type": "Relationship", "spdxId": f"r-{name}", "from": name, "relationshipType": "hasDeclaredLicense"}
        graph += [relationship | {"to": [f"l-{name}"]}] if text else []
    return json.dumps({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph})


def syft_json():
    artifacts = [
        {"id": name, "name": name, "version": "1", "foundBy": "x", "purl": f"pkg:npm/{name}@1"}
        | ({"licenses": [{"value": text, "spdxExpression": text, "type": "declared"}]} if text else {})
        for name, text in ROWS
    ]
    return json.dumps({"artifacts": artifacts, "schema": {"version": "16.0.0", "url": "https://example.org/anchore/syft"}})


def in_envelopes():
    """The CycloneDX document as code hosts and signers hand it on, and packed."""
    document = json.loads(cyclonedx_json())
    statement = {"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://cyclonedx.org/bom", "predicate": document}
    payload = base64.b64encode(json.dumps(statement).encode()).decode()
    yield json.dumps({"sbom": document}).encode()
    yield json.dumps(statement).encode()
    yield json.dumps({"payloadType": "application/vnd.in-toto+json", "payload": payload, "signatures": []}).encode()
    yield gzip.compress(cyclonedx_json().encode())
    yield cyclonedx_json().encode("utf-16")


def checked(*sources):
    return check(CheckRequest(sources, POLICY, "", date(2026, 11, 22), "2026-11-22T00:00:00Z"), Serial())


def words(report):
    names = {component.id: component.component.name for component in report.components}
    return {
        names[v.component]: (
            v.judgement.policy.verdict.value,
            v.judgement.policy.rule,
            v.judgement.compatibility.verdict.value,
            v.objects,
        )
        for v in report.verdicts
    }


def test_four_formats_get_the_same_verdicts():
    documents = (cyclonedx_json(), cyclonedx_xml(), spdx_json(), spdx_tagvalue())
    found = [words(checked(Source(f"{number}", held=text.encode()))) for number, text in enumerate(documents)]
    assert len(ROWS) == len(found[0])
    assert [found[0]] * 4 == found
    assert {"allowed-with-obligations", "needs-review", "denied", "unknown-license", "no-license"} == {
        words_[0] for words_ in found[0].values()
    }


@pytest.mark.parametrize("write", [spdx_yaml, spdx_xml, spdx3_json, syft_json], ids=lambda write: write.__name__)
def test_every_other_notation_gets_the_same_verdicts(write):
    assert words(checked(Source("x", held=write().encode()))) == words(checked(Source("0", held=cyclonedx_json().encode())))


def test_rdf_gets_the_same_verdicts():
    expected = words(checked(Source("0", held=cyclonedx_json().encode())))
    assert words(checked(Source("x", held=spdx_rdf().encode()))) == {name: expected[name] for name in PLAIN}


def test_envelopes_change_no_verdict():
    expected = words(checked(Source("0", held=cyclonedx_json().encode())))
    assert [words(checked(Source("x", held=content))) for content in in_envelopes()] == [expected] * 5


def test_the_order_of_inputs_does_not_change_a_byte():
    sources = [
        Source("a.json", held=cyclonedx_json().encode()),
        Source("b.spdx", held=spdx_tagvalue().replace("GPL-3.0-only", "ISC").encode()),
        Source("c.xml", held=b"<bom"),
    ]
    render = table.by_name("json").render
    assert 1 == len({render(checked(*order), Words("de")) for order in itertools.permutations(sources)})


def written_tree(folder):
    """A small project with license texts, notices, tags, vendored works and REUSE.toml."""
    notice = "# Licensed under the EUPL-1.2\n"
    contents = {
        "pyproject.toml": '[project]\nname = "p"\nversion = "1"\nlicense = "EUPL-1.2"\n',
        "LICENSE": "Licensed under the EUPL-1.2, as published by the European Commission.\n",
        "REUSE.toml": 'version = 1\n[[annotations]]\npath = "data/**"\nSPDX-License-Identifier = "CC0-1.0"\n',
        "data/a.csv": "a,b\n",
        "vendor/x/a.c": "/* Distributed under the MIT license. */\n",
        "vendor/y/b.c": "int b;\n",
        "tests/t.py": "# This file is under the terms of the GNU General Public License v3.0\n",
    }
    contents |= {f"src/m{number}.py": notice + f"x = {number}\n" for number in range(150)}
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)


def test_neither_workers_nor_cache_nor_order_of_targets_change_a_byte(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written_tree(tmp_path)
    render = table.by_name("json").render

    def report(*targets, executor=None, cache=None):
        request = CheckRequest(targets, POLICY, "", date(2026, 11, 22), "2026-11-22T00:00:00Z")
        return render(check(request, executor or Serial(), cache), Words("de"))

    found = [report(".")]
    for workers in (1, 2, 3):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            found.append(report(".", executor=pool))
    for _ in range(2):
        with open_cache(tmp_path.parent / "cache", "1") as cache:
            found.append(report(".", cache=cache))
    several = [report(*order) for order in itertools.permutations((".", "vendor/x", "src", "pyproject.toml"))]

    assert found == [found[0]] * len(found)
    assert several == [several[0]] * len(several)
