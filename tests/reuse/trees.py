"""Small projects, one for each rule of REUSE 3.3; `expected.json` beside this file holds what the reference tool says of them."""

from __future__ import annotations

from pathlib import Path

from osscan.reuse.lint import lint

# In pieces, so that nothing takes this file for a statement about itself.
TAG = "SPDX-License-" + "Identifier"
TEXT = "SPDX-FileCopyright" + "Text"
BEGIN, END = "SPDX-Snippet" + "Begin", "SPDX-Snippet" + "End"
IGNORE, HEED = "REUSE-Ignore" + "Start", "REUSE-Ignore" + "End"
OWN = f"{TEXT}: 2026 Stadt Dortmund"
HEAD = f"# {OWN}\n# {TAG}: MIT\n"
TERMS = {"LICENSES/MIT.txt": "The terms.\n"}
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"

Tree = dict[str, str | bytes]


def annotation(path: str, *, license_: str = "", holder: str = "", precedence: str = "") -> str:
    """One `[[annotations]]` table; `path` is TOML already."""
    rows = [f"path = {path}"]
    rows += [f'precedence = "{precedence}"'] if precedence else []
    rows += [f'{TAG} = "{license_}"'] if license_ else []
    rows += [f'{TEXT} = "{holder}"'] if holder else []
    return "[[annotations]]\n" + "\n".join(rows) + "\n"


def toml(*annotations: str) -> str:
    return "version = 1\n\n" + "\n".join(annotations)


ALL = annotation('"**"', license_="MIT", holder="2026 Stadt")
DEP5 = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"

TREES: dict[str, Tree] = {
    "header": {**TERMS, "a.py": HEAD},
    "nothing-said": {"a.py": "print()\n"},
    "license-only": {**TERMS, "a.py": f"# {TAG}: MIT\n"},
    "copyright-only": {"a.py": f"# {OWN}\n"},
    "forms-of-notices": {
        **TERMS,
        **{
            f"{at}.txt": f"{line}\n{TAG}: MIT\n"
            for at, line in enumerate(
                (
                    "Copyright 2026 Stadt",
                    "Copyright (c) Stadt",
                    "© 2026 Stadt",
                    "/* Copyright © 2026 Stadt */",
                    f"dnl {TEXT}: Stadt",
                    f'<meta content="{TEXT}: Stadt" />',
                    "COPYRIGHT 2026 Stadt",
                    "(c) 2026 Stadt",
                    "Copyright: Stadt",
                    "Copyrighted by Stadt",
                    f"{TEXT} Stadt",
                    f"{TEXT.lower()}: Stadt",
                )
            )
        },
    },
    "comment-markers": {
        **TERMS,
        **{
            f"{at}.txt": f"{OWN}\n{line}\n"
            for at, line in enumerate(
                (
                    f"// {TAG}: MIT //",
                    f"/* {TAG}: MIT */",
                    f"<!-- {TAG}: MIT -->",
                    f"{{# {TAG}: MIT #}}",
                    f"(* {TAG}: MIT *)",
                    f"<%-- {TAG}: MIT --%>",
                    f"{{{{/* {TAG}: MIT */}}}}",
                    f"@* {TAG}: MIT *@",
                    f".. [{TAG}: MIT] ::",
                    f'"{TAG}: MIT"',
                    f"| {TAG}: MIT |",
                    f"/+ {TAG}: MIT +/",
                    f"'''{TAG}: MIT'''",
                )
            )
        },
    },
    "tag-far-below": {**TERMS, "a.txt": "x\n" * 200_000 + HEAD},
    "several-tags": {**TERMS, "LICENSES/ISC.txt": "x", "a.py": HEAD + f"\ncode()\n# {TAG}: ISC\n"},
    "windows-and-old-mac-line-ends": {
        **TERMS,
        "a.txt": f"{OWN}\r\n{TAG}: MIT\r\n".encode(),
        "b.txt": f"{OWN}\r{TAG}: MIT\r".encode(),
    },
    "utf-16": {**TERMS, "a.txt": f"{OWN}\n{TAG}: MIT\n".encode("utf-16")},
    "latin-1": {**TERMS, "a.txt": f"{OWN}, Straße\n{TAG}: MIT\n".encode("latin-1")},
    "mark-of-utf-8": {**TERMS, "a.txt": b"\xef\xbb\xbf" + HEAD.encode()},
    "invalid-expression": {**TERMS, "a.py": f"# {OWN}\n# {TAG}: MIT OR\n"},
    "invalid-beside-valid": {**TERMS, "a.py": HEAD + f"# {TAG}: MIT, ISC\n"},
    "empty-tag": {"a.py": f"# {OWN}\n# {TAG}:\n"},
    "code-after-the-comment": {**TERMS, "a.c": f"/* {OWN} */\n/* {TAG}: MIT */ int x;\n"},
    "ignored-block": {**TERMS, "a.py": HEAD + f"# {IGNORE}\n# {TAG}: ISC\n# {HEED}\nx\n"},
    "ignored-to-the-end": {**TERMS, "a.py": f"# {OWN}\n# {IGNORE}\n# {TAG}: MIT\n"},
    "ignored-twice": {
        **TERMS,
        "a.py": f"# {IGNORE}\n# {TAG}: ISC\n# {HEED}\n" + HEAD + f"# {IGNORE}\n# {TAG}: ISC OR\n# {HEED}\n",
    },
    "ignored-block-in-one-line": {**TERMS, "a.py": HEAD + f"echo {IGNORE} {TAG}: ISC {HEED}\n"},
    "end-of-a-block-alone": {**TERMS, "a.py": f"# {HEED}\n" + HEAD},
    "snippet": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        "a.py": HEAD + f"# {BEGIN}\n# SPDX-SnippetCopyright" + f"Text: 2025 Jemand\n# {TAG}: ISC\nx\n# {END}\n",
    },
    "beside-a-picture": {**TERMS, "a.png": PNG, "a.png.license": f"{OWN}\n{TAG}: MIT\n"},
    "picture-alone": {"a.png": PNG + HEAD.encode()},
    "license-file-silences-the-header": {
        **TERMS,
        "a.py": f"# {OWN}\n# {TAG}: ISC\n",
        "a.py.license": f"{OWN}\n{TAG}: MIT\n",
    },
    "license-file-says-half": {**TERMS, "a.py": HEAD, "a.py.license": f"{TAG}: MIT\n"},
    "license-file-is-empty": {**TERMS, "a.py": HEAD, "a.py.license": ""},
    "license-file-of-nothing": {**TERMS, "a.py": HEAD, "b.py.license": f"{OWN}\n{TAG}: ISC\n"},
    "missing-text": {"a.py": HEAD},
    "unused-text": {**TERMS, "LICENSES/ISC.txt": "x", "a.py": HEAD},
    "unknown-text": {**TERMS, "LICENSES/Foo.txt": "x", "a.py": HEAD},
    "unknown-text-in-use": {"LICENSES/Foo.txt": "x", "a.py": f"# {OWN}\n# {TAG}: Foo\n"},
    "unknown-license-without-text": {"a.py": f"# {OWN}\n# {TAG}: Foo\n"},
    "deprecated-text": {"LICENSES/GPL-2.0.txt": "x", "a.py": f"# {OWN}\n# {TAG}: GPL-2.0\n"},
    "deprecated-with-plus": {"LICENSES/GPL-2.0+.txt": "x", "a.py": f"# {OWN}\n# {TAG}: GPL-2.0+\n"},
    "plus": {"LICENSES/Apache-2.0.txt": "x", "a.py": f"# {OWN}\n# {TAG}: Apache-2.0+\n"},
    "text-without-extension": {"LICENSES/MIT": "x", "a.py": HEAD},
    "unknown-text-without-extension": {**TERMS, "LICENSES/README": "x", "a.py": HEAD},
    "own-license": {"LICENSES/LicenseRef-Wappen.txt": "x", "a.py": f"# {OWN}\n# {TAG}: LicenseRef-Wappen\n"},
    "own-license-without-extension": {"LICENSES/LicenseRef-Wappen": "x", "a.py": f"# {OWN}\n# {TAG}: LicenseRef-Wappen\n"},
    "own-license-without-text": {"a.py": f"# {OWN}\n# {TAG}: LicenseRef-Wappen\n"},
    "exception": {
        "LICENSES/GPL-2.0-or-later.txt": "x",
        "a.py": f"# {OWN}\n# {TAG}: GPL-2.0-or-later WITH Classpath-exception-2.0\n",
    },
    "exception-with-text": {
        "LICENSES/GPL-2.0-or-later.txt": "x",
        "LICENSES/Classpath-exception-2.0.txt": "x",
        "a.py": f"# {OWN}\n# {TAG}: GPL-2.0-or-later WITH Classpath-exception-2.0\n",
    },
    "other-case": {"LICENSES/MIT.txt": "x", "a.py": f"# {OWN}\n# {TAG}: mit\n"},
    "other-case-of-text": {"LICENSES/mit.txt": "x", "a.py": HEAD},
    "operators-in-small-letters": {**TERMS, "LICENSES/ISC.txt": "x", "a.py": f"# {OWN}\n# {TAG}: MIT or ISC\n"},
    "text-in-a-folder": {"LICENSES/more/MIT.txt": "x", "a.py": HEAD},
    "text-with-companion": {**TERMS, "LICENSES/MIT.txt.license": HEAD, "a.py": HEAD},
    "text-of-another-kind": {"LICENSES/MIT.md": "x", "a.py": HEAD},
    "empty-text": {"LICENSES/MIT.txt": "", "a.py": HEAD},
    "texts-elsewhere": {**TERMS, "a.py": HEAD, "lib/LICENSES/ISC.txt": "x"},
    "names-of-license-files": {
        **TERMS,
        "a.py": HEAD,
        **dict.fromkeys(("LICENSE", "LICENCE.md", "COPYING", "COPYING.GPL", "LICENSE-MIT", "lib/LICENSE.txt"), "x"),
        **dict.fromkeys(("license", "LICENSES.md", "LICENSE_MIT", "MYLICENSE", "COPYRIGHT", "NOTICE", "UNLICENSE"), "x"),
    },
    "empty-file": {**TERMS, "a.py": HEAD, "b.py": ""},
    "sbom-documents": {
        **TERMS,
        "a.py": HEAD,
        **dict.fromkeys(("a.spdx", "a.spdx.json", "a.spdx.yml", "a.spdx.yaml", "a.spdx.rdf", "a.spdx.xml", "a.cdx.json"), "x"),
    },
    "meson-subproject": {
        **TERMS,
        "meson.build": HEAD,
        "subprojects/x.wrap": HEAD,
        "subprojects/x/a.c": "x",
    },
    "other-version-control": {**TERMS, "a.py": HEAD, ".hg/store": "x", ".hgtags": "x", ".gitattributes": "x"},
    "toml": {**TERMS, "REUSE.toml": toml(ALL), "a.py": "x", "b/c.png": PNG},
    "toml-closest-halves": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        "REUSE.toml": toml(annotation('"**"', license_="ISC", holder="Stadt")),
        "license.py": f"# {TAG}: MIT\n",
        "holder.py": f"# {OWN}\n",
        "both.py": HEAD,
    },
    "toml-aggregate": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        "REUSE.toml": toml(annotation('"**"', license_="ISC", holder="Stadt", precedence="aggregate")),
        "a.py": HEAD,
    },
    "toml-override": {
        **TERMS,
        "REUSE.toml": toml(annotation('"**"', license_="MIT", holder="Stadt", precedence="override")),
        "a.py": f"# {OWN}\n# {TAG}: ISC\n",
        "b.py": f"# {OWN}\n# {TAG}: ISC OR\n",
    },
    "toml-closest-fills-no-mistake": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        "REUSE.toml": toml(annotation('"**"', license_="ISC", holder="Stadt")),
        "a.py": f"# {TAG}: MIT OR\n",
        "b.py": "x",
        "c.py": HEAD,
    },
    "toml-override-says-half": {
        **TERMS,
        "REUSE.toml": toml(annotation('"**"', license_="MIT", precedence="override")),
        "a.py": HEAD,
    },
    "toml-override-silences-license-file": {
        **TERMS,
        "REUSE.toml": toml(annotation('"**"', license_="MIT", holder="Stadt", precedence="override")),
        "a.png": PNG,
        "a.png.license": f"{OWN}\n{TAG}: ISC\n",
    },
    "toml-last-counts": {
        **TERMS,
        "REUSE.toml": toml(ALL, annotation('"*.md"', holder="Stadt"), annotation('"a.py"', license_="MIT", holder="Stadt")),
        "a.md": "x",
        "a.py": "x",
    },
    "toml-nested-closest": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        "REUSE.toml": toml(annotation('"**"', license_="ISC", holder="Stadt")),
        "lib/REUSE.toml": toml(annotation('"**"', license_="MIT")),
        "a.py": "x",
        "lib/b.py": "x",
    },
    "toml-nested-aggregate-above": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        "REUSE.toml": toml(annotation('"**"', license_="ISC", precedence="aggregate")),
        "lib/REUSE.toml": toml(annotation('"**"', license_="MIT", holder="Stadt")),
        "lib/b.py": "x",
    },
    "toml-nested-aggregate-below": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        "REUSE.toml": toml(annotation('"**"', license_="ISC", holder="Stadt")),
        "lib/REUSE.toml": toml(annotation('"**"', license_="MIT", precedence="aggregate")),
        "lib/b.py": "x",
    },
    "toml-nested-override-above": {
        **TERMS,
        "REUSE.toml": toml(annotation('"**"', license_="MIT", holder="Stadt", precedence="override")),
        "lib/REUSE.toml": toml(annotation('"**"', license_="ISC", precedence="override")),
        "lib/b.py": f"# {TAG}: 0BSD\n",
    },
    "toml-nested-override-below": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        "REUSE.toml": toml(annotation('"**"', license_="ISC", holder="Stadt")),
        "lib/REUSE.toml": toml(annotation('"**"', license_="MIT", precedence="override")),
        "lib/b.py": "x",
    },
    "toml-aggregate-above-override": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        "REUSE.toml": toml(annotation('"**"', license_="ISC", precedence="aggregate")),
        "lib/REUSE.toml": toml(annotation('"**"', license_="MIT", holder="Stadt", precedence="override")),
        "lib/b.py": f"# {TAG}: 0BSD\n",
    },
    "toml-globs": {
        **TERMS,
        "REUSE.toml": toml(
            annotation(r'["*.md", "a/**", "**/*.c", "b/\\*.txt", "d/**/e.py", "f/*"]', license_="MIT", holder="Stadt")
        ),
        **dict.fromkeys(
            ("x.md", "g/x.md", "a/b/c.txt", "x.c", "g/h/x.c", "b/*.txt", "b/x.txt", "d/e.py", "d/x/e.py", "f/x", "f/g/x"), "x"
        ),
    },
    "toml-signs-of-other-globs": {
        **TERMS,
        "REUSE.toml": toml(annotation('["a?.py", "[ab].md"]', license_="MIT", holder="Stadt")),
        **dict.fromkeys(("ab.py", "a?.py", "a.md", "[ab].md"), "x"),
    },
    "toml-lists": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        "REUSE.toml": f'version = 1\n[[annotations]]\npath = ["a", "b"]\n{TAG} = ["MIT", "ISC"]\n{TEXT} = ["A", "B"]\n',
        "a": "x",
        "b": "x",
    },
    "toml-speaks-of-itself": {"REUSE.toml": f"# {OWN}\n# {TAG}: ISC\nversion = 1\n"},
    "toml-without-annotations": {**TERMS, "REUSE.toml": "version = 1\n", "a.py": HEAD},
    "toml-invalid-expression": {
        "REUSE.toml": toml(annotation('"a.py"', license_="MIT OR", holder="Stadt")),
        "a.py": "x",
    },
    "toml-is-broken": {**TERMS, "REUSE.toml": "version = ", "a.py": HEAD},
    "toml-without-version": {**TERMS, "REUSE.toml": ALL, "a.py": HEAD},
    "toml-of-a-later-version": {**TERMS, "REUSE.toml": toml(ALL).replace("1", "2", 1), "a.py": HEAD},
    "toml-without-path": {**TERMS, "REUSE.toml": f'version = 1\n[[annotations]]\n{TAG} = "MIT"\n', "a.py": HEAD},
    "toml-unknown-precedence": {**TERMS, "REUSE.toml": toml(annotation('"**"', precedence="loudest")), "a.py": HEAD},
    "dep5": {
        **TERMS,
        ".reuse/dep5": f"{DEP5}\nFiles: *\nCopyright: 2026 Stadt\nLicense: MIT\n",
        "a.py": "x",
        "b/c.py": "x",
    },
    "dep5-adds": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        ".reuse/dep5": f"{DEP5}\nFiles: *\nCopyright: 2026 Stadt\nLicense: ISC\n",
        "a.py": HEAD,
    },
    "dep5-last-counts": {
        **TERMS,
        "LICENSES/ISC.txt": "x",
        ".reuse/dep5": f"{DEP5}\nFiles: *\nCopyright: Stadt\nLicense: MIT\n\nFiles: b/*.py a?.py\nCopyright: Stadt\n Amt\nLicense: ISC\n",
        **dict.fromkeys(("a.py", "ab.py", "b/c/d.py", "b/c.md"), "x"),
    },
    "dep5-invalid-expression": {
        **TERMS,
        ".reuse/dep5": f"{DEP5}\nFiles: *\nCopyright: Stadt\nLicense: MIT, ISC\n",
        "a.py": HEAD,
    },
    "dep5-beside-toml": {
        **TERMS,
        ".reuse/dep5": f"{DEP5}\nFiles: *\nCopyright: Stadt\nLicense: MIT\n",
        "REUSE.toml": toml(ALL),
        "a.py": "x",
    },
    "dep5-beside-toml-below": {
        **TERMS,
        ".reuse/dep5": f"{DEP5}\nFiles: *\nCopyright: Stadt\nLicense: MIT\n",
        "b/REUSE.toml": toml(ALL),
        "a.py": "x",
        "b/a.py": "x",
    },
    "dep5-is-broken": {**TERMS, ".reuse/dep5": "hello\n", "a.py": HEAD},
    "no-files": {},
    # Where the specification's words and the tool part.
    "toml-nested-closest-alike": {
        **TERMS,
        "REUSE.toml": toml(ALL),
        "lib/REUSE.toml": toml(annotation('"**"', license_="MIT")),
        "lib/a.py": f"# {OWN}\n",
    },
    "notice-without-a-holder": {**TERMS, "a.py": f"# {TEXT}: 2026\n# {TAG}: MIT\n", "b.py": f"# Copyright (c)\n# {TAG}: MIT\n"},
    "snippet-alone": {**TERMS, "a.py": f"# {BEGIN}\n# SPDX-SnippetCopyright" + f"Text: Stadt\n# {TAG}: MIT\n# {END}\n"},
    "subprojects-without-meson": {**TERMS, "build.gradle": HEAD, "subprojects/x/a.java": "x"},
    "folder-of-the-tool-elsewhere": {**TERMS, "a.py": HEAD, "b/.reuse/notes.txt": "x"},
}


def plant(tree: Tree, folder: Path) -> Path:
    for name, content in tree.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def plain(expression: str) -> str:
    """An expression without what tools write in several ways."""
    words = expression.replace("(", " ").replace(")", " ").split()
    return " ".join(word.upper() if word.lower() in ("and", "or", "with") else word for word in words)


def facts(folder: Path) -> dict[str, object]:
    """A report in the words of `expected.json`."""
    report = lint(str(folder))
    return {
        "compliant": report.compliant,
        "files": sorted(file.path for file in report.files),
        "without license": sorted(report.missing_license),
        "without copyright": sorted(report.missing_copyright),
        "unreadable": sorted(report.unreadable),
        "invalid": sorted(file.path for file in report.files if any(one.fault for one in file.licenses)),
        "expressions": sorted(
            f"{file.path}: {plain(one.text)}, {one.place.input}" for file in report.files for one in file.licenses
        ),
        "used": list(report.used),
        "missing": list(report.missing_texts),
        "unused": list(report.unused_texts),
        "bad": sorted(text.id for text in report.bad_texts),
        "deprecated": sorted(text.id for text in report.deprecated_texts),
        "without extension": sorted(text.id for text in report.texts_without_extension),
    }
