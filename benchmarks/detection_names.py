"""When two projects' names mean the same license: how labels that are not written as SPDX writes them today are read.

Only names are reconciled, never files: a row says what a name of a label means wherever that source uses it. No row widens
one id of the SPDX list to a relative of it (a BSD-3-Clause label is not met by BSD-3-Clause-Sun).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

Ids = frozenset[str]
LATER_OR_ONLY = re.compile(r"-(only|or-later)$")
OPERATORS = re.compile(r"\s+(?:AND|OR|WITH)\s+|[()]")
MISSPELLED = "depreciate_"
"""How the SPDX list's test texts mark ids that are deprecated; no such id exists."""

RENAMED = "SPDX has the license under this name"
DEPRECATED = "the SPDX list names the successor"
SAME_WORDS = "the text that ScanCode lists under this name has the same words (Dice of word trigrams at least 0.9)"
NO_ID_YET = "ScanCode's list of licenses does not know the SPDX id, which is newer; " + SAME_WORDS
EDITIONS = "ScanCode names each edition, the label names the license"
FINER = "SPDX split these notices off in versions 3.20 to 3.22; the label's name is older than that"

GOOGLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("ANTLR", RENAMED, ("ANTLR-PD",)),
    ("Apache-with-Runtime-Exception", RENAMED, ("Apache-2.0 WITH Swift-exception",)),
    ("CERN-OHL-v1.2", RENAMED, ("CERN-OHL-1.2",)),
    ("CERN-OHL-WR-v2", RENAMED, ("CERN-OHL-W-2.0",)),
    (
        "GNU-All-permissive-Copying-License",
        "SPDX has the license with and without its last sentence",
        ("FSFAP", "FSFAP-no-warranty-disclaimer"),
    ),
    ("GPL-3.0-with-bison-exception", RENAMED, ("GPL-3.0-only WITH Bison-exception-2.2",)),
    ("GenericIntel", RENAMED, ("Intel-ACPI",)),
    ("Khronos", RENAMED, ("MIT-Khronos-old",)),
    ("LZMA", RENAMED, ("LZMA-SDK-9.22",)),
    ("LicenseRef-C-Ares", SAME_WORDS + ", and SPDX calls that text NTP", ("NTP",)),
    ("LicenseRef-SendMail", RENAMED, ("Sendmail",)),
    ("LicenseRef-uthash", RENAMED, ("BSD-1-Clause",)),
    ("NCBI", RENAMED, ("NCBI-PD",)),
    ("OpenLDAP", RENAMED, ("OLDAP-2.8",)),
    ("PNG", "SPDX has the license of the PNG reference library by version", ("Libpng", "libpng-1.6.35", "libpng-2.0")),
    ("UFL-1.0", RENAMED, ("Ubuntu-font-1.0",)),
    ("bzip2", RENAMED, ("bzip2-1.0.6",)),
    ("tcl_tk", RENAMED, ("TCL",)),
    (
        "wxWindows-3.1",
        "the successor that SPDX names, and the license that the text itself names",
        ("GPL-2.0-or-later WITH WxWindows-exception-3.1", "LGPL-2.0-or-later WITH WxWindows-exception-3.1"),
    ),
    (
        "GPL-2.0-with-autoconf-exception",
        FINER,
        ("GPL-2.0-only WITH Autoconf-exception-generic", "GPL-2.0-only WITH Autoconf-exception-macro"),
    ),
    (
        "GPL-3.0-with-autoconf-exception",
        FINER,
        (
            "GPL-3.0-only WITH Autoconf-exception-generic",
            "GPL-3.0-only WITH Autoconf-exception-generic-3.0",
            "GPL-3.0-only WITH Autoconf-exception-macro",
        ),
    ),
    ("AdColony-SDK", SAME_WORDS, ("LicenseRef-scancode-adcolony-tos-2022",)),
    ("Android-SDK", SAME_WORDS, ("LicenseRef-scancode-android-sdk-license",)),
    ("BCL", SAME_WORDS, ("LicenseRef-scancode-oracle-bcl-java-platform-2013",)),
    ("BLAS", SAME_WORDS, ("LicenseRef-scancode-blas-2017",)),
    ("BSD-FatFs", SAME_WORDS, ("LicenseRef-scancode-fatfs",)),
    ("Boost-original", "ScanCode has the license under this name", ("LicenseRef-scancode-boost-original",)),
    ("Facebook-2-Clause", SAME_WORDS, ("LicenseRef-scancode-facebook-nuclide",)),
    ("Facebook-3-Clause", SAME_WORDS, ("LicenseRef-scancode-facebook-nuclide",)),
    ("GUST-Font-License", SAME_WORDS, ("LicenseRef-scancode-gust-font-1.0",)),
    ("Lattice-Semiconductor", SAME_WORDS, ("LicenseRef-scancode-lattice-osl-2017",)),
    ("MTK", SAME_WORDS, ("LicenseRef-scancode-mediatek-proprietary-2008",)),
    ("PIL", SAME_WORDS, ("LicenseRef-scancode-secret-labs-2011",)),
    ("PPP", SAME_WORDS, ("LicenseRef-scancode-carnegie-mellon",)),
    ("Windows-SDK-10", EDITIONS, ("LicenseRef-scancode-ms-windows-sdk-win10", "LicenseRef-scancode-ms-windows-sdk-win10-net-6")),
)

SPDX: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("BSD-2-Clause-FreeBSD", DEPRECATED, ("BSD-2-Clause-Views",)),
    ("BSD-2-Clause-NetBSD", DEPRECATED, ("BSD-2-Clause",)),
    ("GStreamer-exception-2005", DEPRECATED, ("GStreamer-exception-2008",)),
    ("Net-SNMP", "deprecated by SPDX as a stack of licenses, each with an id of its own", ("MIT-CMU AND BSD-3-Clause",)),
    ("Nunit", DEPRECATED, ("zlib-acknowledgement",)),
    ("StandardML-NJ", DEPRECATED, ("SMLNJ",)),
    ("bzip2-1.0.5", DEPRECATED, ("bzip2-1.0.6",)),
    ("eCos-2.0", DEPRECATED, ("GPL-2.0-or-later WITH eCos-exception-2.0",)),
    (
        "wxWindows",
        "the successor that SPDX names, and the license that the text itself names",
        ("GPL-2.0-or-later WITH WxWindows-exception-3.1", "LGPL-2.0-or-later WITH WxWindows-exception-3.1"),
    ),
    ("LGPL-3.0", "the text that SPDX lists under this id ends with the whole GPL-3.0", ("LGPL-3.0-only AND GPL-3.0-only",)),
    ("LGPL-3.0-only", "the same", ("LGPL-3.0-only AND GPL-3.0-only",)),
    ("LGPL-3.0-or-later", "the same", ("LGPL-3.0-only AND GPL-3.0-only",)),
    ("DL-DE-BY-2.0", "SPDX has one id for the German and the English words", ("LicenseRef-scancode-dl-de-by-2-0-en",)),
    ("BSD-Mark-Modifications", NO_ID_YET, ("LicenseRef-scancode-geoff-kuenning-1993",)),
    ("Google-Patent-WebM", NO_ID_YET, ("LicenseRef-scancode-google-patent-license-webm",)),
    ("MMPL-1.0.1", NO_ID_YET, ("LicenseRef-scancode-minecraft-mod",)),
    ("WTFNMFPL", NO_ID_YET, ("LicenseRef-scancode-wtfnmfpl-1.0",)),
)

EITHER: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("GPL-1.0+", DEPRECATED, ("GPL-1.0-or-later",)),
    ("GPL-2.0+", DEPRECATED, ("GPL-2.0-or-later",)),
    ("GPL-3.0+", DEPRECATED, ("GPL-3.0-or-later",)),
    ("LGPL-2.0+", DEPRECATED, ("LGPL-2.0-or-later",)),
    ("LGPL-2.1+", DEPRECATED, ("LGPL-2.1-or-later",)),
    ("LGPL-3.0+", DEPRECATED, ("LGPL-3.0-or-later",)),
    ("GPL-2.0-with-autoconf-exception", DEPRECATED, ("GPL-2.0-only WITH Autoconf-exception-2.0",)),
    ("GPL-2.0-with-bison-exception", DEPRECATED, ("GPL-2.0-only WITH Bison-exception-2.2",)),
    ("GPL-2.0-with-classpath-exception", DEPRECATED, ("GPL-2.0-only WITH Classpath-exception-2.0",)),
    ("GPL-2.0-with-font-exception", DEPRECATED, ("GPL-2.0-only WITH Font-exception-2.0",)),
    ("GPL-2.0-with-GCC-exception", DEPRECATED, ("GPL-2.0-only WITH GCC-exception-2.0",)),
    ("GPL-3.0-with-autoconf-exception", DEPRECATED, ("GPL-3.0-only WITH Autoconf-exception-3.0",)),
    ("GPL-3.0-with-GCC-exception", DEPRECATED, ("GPL-3.0-only WITH GCC-exception-3.1",)),
    (
        "Info-ZIP",
        EDITIONS,
        tuple(
            f"LicenseRef-scancode-info-zip-{month}"
            for month in ("1997-10", "2001-01", "2002-02", "2003-05", "2004-05", "2005-02", "2007-03", "2009-01")
        ),
    ),
)

TABLES = {
    "google-licenseclassifier": (*EITHER, *GOOGLE),
    "google-licensecheck": (*EITHER, *GOOGLE),
    "spdx-license-list": (*EITHER, *SPDX),
}

HOSTS = ("gpl-1.0", "gpl-2.0", "gpl-3.0", "lgpl-2.0", "lgpl-2.1", "lgpl-3.0", "agpl-3.0")
"""What an exception is an exception to. SPDX labels the text of an exception with the exception's id alone, which is no
expression: a detector that answers `GPL-2.0-only WITH 389-exception` says the same."""


def readings(source: str, expressions: Iterable[str], *, exception: bool) -> tuple[Ids, ...]:
    """The sets of base ids that mean what the label of a source says; `exception`: the label is an SPDX exception's id."""
    names = [name for expression in expressions for name in names_in(expression)]
    sets = [frozenset[str]().union(*choice) for choice in itertools.product(*(meanings(source, name) for name in names))]
    if exception:
        sets += [ids | {host} for ids in sets for host in HOSTS]
    return tuple(sets)


def meanings(source: str, name: str) -> list[Ids]:
    """What one name of a source's labels may be called."""
    if source not in TABLES:
        return [base_ids([name])]
    bare = name.removeprefix(MISSPELLED)
    rows = [means for alias, _, others in TABLES[source] if alias.lower() == bare.lower() for means in others]
    found = [base_ids([name]), base_ids([bare]), *(base_ids([means]) for means in rows)]
    if source == "spdx-license-list":
        # ScanCode writes LicenseRef-scancode-<id> for a license of the list that its data had before the list.
        found.append(frozenset({f"licenseref-scancode-{bare.lower()}"}))
        # SPDX's own text under a name such as GPL-2.0-with-bison-exception is the exception's alone.
        found += [base_ids([means.split(" WITH ")[1]]) for means in rows if "-with-" in bare and " WITH " in means]
    return list(dict.fromkeys(found))


def base_ids(expressions: Iterable[str]) -> Ids:
    """The ids of expressions; -only and -or-later are put aside, and so is every id that says that a license is unknown."""
    names = (name.lower() for expression in expressions if expression for name in names_in(expression))
    return frozenset(LATER_OR_ONLY.sub("", name) for name in names if "unknown" not in name)


def names_in(expression: str) -> list[str]:
    return [name.strip() for name in OPERATORS.split(expression) if name.strip()]
