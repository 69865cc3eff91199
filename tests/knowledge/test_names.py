"""Free-text names: one right answer or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.knowledge import names
from osscan.knowledge.name_forms import normalised
from osscan.knowledge.names import resolve_name


def said(name: str) -> tuple[str | None, str]:
    found = resolve_name(name)
    return found.expression, found.status


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("Apache License Version 2.0, January 2004", "Apache-2.0"),
        ("The Apache Software License 2", "Apache-2.0"),
        ("ASL 2.0", "Apache-2.0"),
        ("APACHE20", "Apache-2.0"),
        ("GPLv2+", "GPL-2.0-or-later"),
        ("GPL v3 oder neuer", "GPL-3.0-or-later"),
        ("gpl3Plus", "GPL-3.0-or-later"),
        ("GPL+", "GPL-1.0-or-later"),
        ("GNU GPL, version 3 or (at your option) any later version", "GPL-3.0-or-later"),
        ("GNU General Public License v3 (GPLv3)", "GPL-3.0-only"),
        ("GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007", "GPL-3.0-only"),
        ("GNU Lesser General Public License v2.1", "LGPL-2.1-only"),
        ("GNU Library or Lesser General Public License version 2.0 (LGPLv2)", "LGPL-2.0-only"),
        ("LGPL21+", "LGPL-2.1-or-later"),
        ("GFDL-NIV-1.3+", "GFDL-1.3-no-invariants-or-later"),
        ("BSD (3-clause)", "BSD-3-Clause"),
        ("New BSD License", "BSD-3-Clause"),
        ("Zero-Clause BSD", "0BSD"),
        ("2C-BSD", "BSD-2-Clause"),
        ("BSD with attribution", "BSD-3-Clause-Attribution"),
        ("MIT-Lizenz", "MIT"),
        ("Expat", "MIT"),
        ("MIT/X11", "MIT"),
        ("Licence MIT", "MIT"),
        ("European Union Public Licence 1.2 (EUPL 1.2)", "EUPL-1.2"),
        ("Licence Publique de l'Union européenne v. 1.2", "EUPL-1.2"),
        ("Open-Source-Lizenz für die Europäische Union, Version 1.2", "EUPL-1.2"),
        ("EUPL 1.2 oder später", "EUPL-1.2+"),
        ("Eclipse Public License - v 2.0", "EPL-2.0"),
        ("Mozilla Public License 1.0 (MPL)", "MPL-1.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("Creative Commons Namensnennung - Weitergabe unter gleichen Bedingungen 3.0 Deutschland", "CC-BY-SA-3.0-DE"),
        ("Attribution-NonCommercial 4.0 International", "CC-BY-NC-4.0"),
        ("CC 4.0 BY", "CC-BY-4.0"),
        ("CC0", "CC0-1.0"),
        ("Public Domain Mark 1.0", "CC-PDM-1.0"),
        ("Datenlizenz Deutschland – Namensnennung – Version 2.0", "DL-DE-BY-2.0"),
        ("dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
        ("dl-zero-de/2.0", "DL-DE-ZERO-2.0"),
        ("D-FSL", "D-FSL-1.0"),
        ("Licence Ouverte / Open Licence 2.0", "etalab-2.0"),
        ("Open Data Commons Open Database License (ODbL)", "ODbL-1.0"),
        ("SIL-1.1", "OFL-1.1"),
        ("PSF", "PSF-2.0"),
        ("Perl_5", "Artistic-1.0-Perl OR GPL-1.0-or-later"),
        ("License :: OSI Approved :: MIT License", "MIT"),
        ("OSI Approved :: MIT License", "MIT"),
        ("License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)", "GPL-2.0-or-later"),
        ("License :: OSI Approved :: Python License (CNRI Python License)", "CNRI-Python"),
        ("All rights reserved", "LicenseRef-Proprietary"),
        ("Alle Rechte vorbehalten", "LicenseRef-Proprietary"),
    ],
)
def test_name_with_one_meaning_is_resolved(name, expression) -> None:
    assert said(name) == (expression, "alias")


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("GPL (>= 2)", "GPL-2.0-or-later"),
        ("Apache License (== 2.0)", "Apache-2.0"),
        ("LGPL (≥ 2.1)", "LGPL-2.1-or-later"),
        ("MIT + file LICENSE", "MIT"),
        ("BSD_3_clause + file LICENCE", "BSD-3-Clause"),
    ],
)
def test_names_as_r_writes_them_are_resolved(name, expression) -> None:
    assert said(name) == (expression, "alias")


def test_file_that_may_restrict_a_license_leaves_it_open() -> None:
    assert resolve_name("GPL-3 + file LICENSE")[:3] == (None, "ambiguous", ("GPL-3.0-only",))


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("GPL2 w/ CPE", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("GNU General Public License, version 2 with the GNU Classpath Exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("GPL 2 mit Classpath-Ausnahme", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("GPL-2+ with Libtool exception", "GPL-2.0-or-later WITH Libtool-exception"),
        ("GPL 3 with GCC runtime library exception", "GPL-3.0-only WITH GCC-exception-3.1"),
        ("GPL 2 with GCC runtime library exception", "GPL-2.0-only WITH GCC-exception-2.0"),
        ("Apache 2.0 with LLVM exceptions", "Apache-2.0 WITH LLVM-exception"),
    ],
)
def test_exception_with_a_name_is_resolved(name, expression) -> None:
    assert said(name) == (expression, "alias")


def test_exception_without_a_name_leaves_the_license_as_suggestion() -> None:
    found = resolve_name("GPLv2+ with exceptions")

    assert (found.expression, found.status, found.suggestions) == (None, "ambiguous", ("GPL-2.0-or-later",))


def test_exception_of_an_ambiguous_license_is_ambiguous() -> None:
    found = resolve_name("LGPL with OCaml linking exception")

    assert found.expression is None
    assert "LGPL-2.1-only WITH OCaml-LGPL-linking-exception" in found.suggestions


def test_list_behind_with_is_no_exception() -> None:
    assert said("Apache-2.0 with GPL exception, MIT, Zlib") == (None, "unresolved")


@pytest.mark.parametrize(
    "name",
    [
        "MIT.",
        "(MIT)",
        "[MIT]",
        "'MIT'",
        "„MIT“",
        "MIT*",
        "MIT,",
        "License: MIT",
        "SPDX-License-Identifier: MIT",
        "Licensed under the MIT License",
        "lizenziert unter der MIT-Lizenz",
        "MIT, see LICENSE for details",
        "MIT (see the file LICENSE.txt)",
        "MIT - siehe LICENSE",
        "MIT (https://opensource.org/licenses/MIT)",
        "MIT <https://host.example/LICENSE>",
        "MIT https://host.example/repo/blob/main/LICENSE",
        'MIT;link="https://host.example/LICENSE"',
        "MIT (Open Source)",
        "MIT\u200b",
    ],
)
def test_frame_of_a_name_changes_nothing(name) -> None:
    assert said(name) == ("MIT", "alias")


def test_pointer_that_says_more_is_no_frame() -> None:
    assert said("MIT, see LICENSE with restrictions") == (None, "unresolved")


def test_address_that_names_another_license_is_a_contradiction() -> None:
    found = resolve_name("MIT (https://www.gnu.org/licenses/gpl-3.0.html)")

    assert (found.expression, found.status, found.suggestions) == (None, "ambiguous", ("MIT", "GPL-3.0-only"))


@pytest.mark.parametrize(
    ("address", "expression"),
    [
        ("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("http://www.opensource.org/licenses/artistic-license-2.0.php", "Artistic-2.0"),
        ("https://spdx.org/licenses/GPL-2.0+.html", "GPL-2.0-or-later"),
        ("https://spdx.org/licenses/CC-BY-3.0-DE.html", "CC-BY-3.0-DE"),
        ("https://www.gnu.org/licenses/gpl-3.0.en.html", "GPL-3.0-only"),
        ("http://www.gnu.org/licenses/old-licenses/lgpl-2.1-standalone.html", "LGPL-2.1-only"),
        ("https://creativecommons.org/licenses/by/3.0/de/", "CC-BY-3.0-DE"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.de", "CC-BY-SA-4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/legalcode.fr", "CC0-1.0"),
        ("https://www.govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("http://dcat-ap.de/def/licenses/dl-zero-de/2.0", "DL-DE-ZERO-2.0"),
        ("http://dcat-ap.de/def/licenses/cc-by-de/3.0", "CC-BY-3.0-DE"),
        ("http://publications.europa.eu/resource/authority/licence/CC_BYSA_4_0", "CC-BY-SA-4.0"),
        ("http://publications.europa.eu/resource/authority/licence/EUPL_1_2", "EUPL-1.2"),
        ("https://www.eclipse.org/legal/epl-v20.html", "EPL-2.0"),
        ("https://choosealicense.com/licenses/mpl-2.0/", "MPL-2.0"),
    ],
)
def test_address_of_a_license_is_resolved(address, expression) -> None:
    assert said(address) == (expression, "alias")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.gnu.org/licenses/gpl.html",
        "https://opensource.org/licenses/bsd-license.php",
        "https://www.apache.org/licenses/",
    ],
)
def test_address_of_a_family_is_ambiguous(address) -> None:
    assert said(address) == (None, "ambiguous")


def test_id_is_exact_and_deprecated_id_becomes_current() -> None:
    assert resolve_name("mit") == ("MIT", "exact", (), "spdx-licenses", "")
    assert resolve_name("LGPL-2.1+") == ("LGPL-2.1-or-later", "exact", (), "deprecated-ids", "")


def test_answer_names_its_table() -> None:
    assert resolve_name("Apache License 2").source == "license-names"
    assert resolve_name("Xfig License").source == "spdx-licenses"
    assert resolve_name("Tatu Ylonen License").source == "licenselynx-names"


@pytest.mark.parametrize(
    "name", ["UNLICENSED", "unlicensed", "Proprietary", "License :: Other/Proprietary License", "Proprietär"]
)
def test_words_that_keep_all_rights_are_no_license(name) -> None:
    assert resolve_name(name) == ("LicenseRef-Proprietary", "alias", (), "license-names", "reserved")


def test_unlicensed_is_not_unlicense() -> None:
    assert said("UNLICENSED") == ("LicenseRef-Proprietary", "alias")
    assert said("The Unlicense") == ("Unlicense", "alias")


@pytest.mark.parametrize(
    "word",
    [
        "BSD",
        "BSD License",
        "GPL",
        "GNU LGPL",
        "Apache",
        "Apache Software License",
        "EUPL",
        "EUPL or later",
        "EPL",
        "MPL",
        "CC BY",
        "Creative Commons 4.0",
        "Public Domain",
        "gemeinfrei",
        "MIT-style",
        "BSD-like",
        "similar to Apache 2.0",
        "Creative Commons",
        "CDDL+GPL",
        "Artistic",
        "Python License",
        "zlib/libpng",
        "Dual License",
        "BSL",
        "FreeBSD",
        "2-clause new BSD",
        "Datenlizenz Deutschland",
        "OpenStreetMap",
        "Zope Public License",
        "Unicode",
        "Freeware",
    ],
)
def test_word_with_several_meanings_is_never_guessed(word) -> None:
    assert said(word) == (None, "ambiguous")


def test_ambiguous_word_comes_with_its_meanings() -> None:
    assert resolve_name("EUPL").suggestions == ("EUPL-1.0", "EUPL-1.1", "EUPL-1.2")
    assert resolve_name("CC BY").suggestions == ("CC-BY-3.0", "CC-BY-4.0")
    assert resolve_name("MIT-style").suggestions == ("MIT",)


@pytest.mark.parametrize(
    "classifier",
    [
        "License :: OSI Approved :: BSD License",
        "License :: OSI Approved :: Apache Software License",
        "License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
        "License :: OSI Approved :: Zope Public License",
        "License :: OSI Approved",
        "License :: Public Domain",
    ],
)
def test_classifier_with_several_meanings_is_ambiguous(classifier) -> None:
    assert said(classifier) == (None, "ambiguous")


def test_name_and_abbreviation_that_disagree_are_ambiguous() -> None:
    found = resolve_name("MIT (GPL-2.0)")

    assert (found.status, found.suggestions, found.why) == ("ambiguous", ("MIT", "GPL-2.0-only"), "disagree")


def test_ids_in_a_list_are_no_name() -> None:
    assert said("MIT, X11") == (None, "unresolved")
    assert said("MIT X11") == ("MIT", "alias")


def test_commons_clause_stays_visible() -> None:
    assert said("Apache 2.0 with Commons Clause") == ("Apache-2.0 AND LicenseRef-Commons-Clause", "alias")
    assert said("Commons Clause") == ("LicenseRef-Commons-Clause", "alias")
    assert resolve_name("EPL with Commons Clause").suggestions == (
        "EPL-1.0 AND LicenseRef-Commons-Clause",
        "EPL-2.0 AND LicenseRef-Commons-Clause",
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("UNKNOWN", "silent"),
        ("n/a", "silent"),
        ("---", "silent"),
        ("keine Angabe", "silent"),
        ("SEE LICENSE IN LICENSE.md", "file"),
        ("file LICENSE", "file"),
        ("siehe Lizenzdatei", "file"),
        ("https://host.example/LICENSE", "file"),
        ("https://host.example/about", "address-unknown"),
        ("dl-de/by-1-0", "unlisted"),
        ("GeoNutzV", "unlisted"),
    ],
)
def test_words_that_name_no_license_say_of_what_kind_they_are(text, why) -> None:
    found = resolve_name(text)

    assert (found.expression, found.status, found.why) == (None, "unresolved", why)


@pytest.mark.parametrize("text", ["Foo (MIT)", "MIT OR ISC", "GNU GPL v4", "Apache 3", "Attribution", "x" * 10_000, "(" * 300])
def test_unknown_text_stays_unresolved(text) -> None:
    assert said(text) == (None, "unresolved")


def test_misspelled_name_is_only_suggested() -> None:
    assert said("Apach 2.0") == (None, "unresolved")
    assert "Apache-2.0" in names.suggested("Apach 2.0")


@given(st.text(max_size=60))
def test_form_of_a_name_does_not_depend_on_case_and_frame(text) -> None:
    assert normalised(f"The {text} License") == normalised(text)


@given(st.text(alphabet="aAbgGpPlL +-0123.()/:vw<>=,&|", max_size=60))
def test_any_text_gets_an_answer_without_fault(text) -> None:
    assert resolve_name(text).status in ("exact", "alias", "ambiguous", "unresolved")


@pytest.mark.parametrize("name", ["BSD License 2.0", "BSDv3", "BSD v2", "BSD version 3"])
def test_bsd_has_no_versions(name) -> None:
    assert said(name) == (None, "ambiguous")


@pytest.mark.parametrize(
    "name", ["BSD 3", "BSD-3", "BSD3", "bsd3clause", "3-clauses BSD", "BSD 3-clause 'New' or 'Revised' License"]
)
def test_bsd_goes_by_the_number_of_its_clauses(name) -> None:
    assert said(name) == ("BSD-3-Clause", "alias")


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("MITLicense", "MIT"),
        ('Open Software License ("OSL") v. 3.0', "OSL-3.0"),
        ("Mulan Permissive Software License，Version 2", "MulanPSL-2.0"),
    ],
)
def test_spelling_of_a_name_does_not_matter(name, expression) -> None:
    assert said(name) == (expression, "alias")
