"""Which reader takes which input: the routing table, in the order in which the readers are asked.

A row costs nothing until its reader is needed; loading all of them would cost 40 ms at every start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from typing import NamedTuple

from osscan.readers.base import Reader

_JSON, _XML, _TEXT, _ANY = "json", "xml", "text", ""
"""How the content of a format begins: with a bracket, with `<`, with neither, or it varies."""

_WILD = re.compile(r"\[[^\]]*\]|[*?\[]")
_TOML_HEADER = re.compile(rb"\A[^\[]*\[\[?\s*[A-Za-z_][\w.-]*\s*\]")
"""`[project]` or `[[package]]`, which is no list of JSON."""


class Row(NamedTuple):
    """A reader's name, where its card stands, and the path ends that it takes, compared part by part."""

    name: str
    module: str
    begins: str
    patterns: tuple[str, ...]


_LICENSE_FILES = tuple(
    f"{name}{suffix}"
    for base in ("LICENSE", "LICENCE", "COPYING", "UNLICENSE", "UNLICENCE")
    for name in (base, base.lower(), base.title())
    for suffix in ("", ".txt", ".md", ".rst", ".html")
)

_PACKED = tuple(
    f"{name}.{packing}"
    for packing in ("gz", "bz2", "xz")
    for name in ("*.cdx.json", "*.cdx.xml", "bom.json", "*sbom*.json", "*.spdx.json", "*.spdx", "*.syft.json")
)

ROWS = (
    Row("sbom/cyclonedx-json", "sbom.cyclonedx_json", _JSON, ("*.cdx.json", "bom.json", "*.bom.json", "*sbom*.json")),
    Row("sbom/cyclonedx-xml", "sbom.cyclonedx_xml", _XML, ("*.cdx.xml", "bom.xml", "*.bom.xml", "*sbom*.xml")),
    Row("sbom/spdx-json", "sbom.spdx_json", _JSON, ("*.spdx.json",)),
    Row("sbom/spdx-tagvalue", "sbom.spdx_tagvalue", _TEXT, ("*.spdx", "*.spdx.tv", "*.spdx.tag")),
    Row("sbom/cyclonedx-other", "sbom.unsupported", _ANY, ()),
    Row("sbom/spdx-other", "sbom.unsupported", _ANY, ()),
    Row("sbom/spdx3-json", "sbom.opened", _JSON, ("*.spdx3.json", "*.spdx.jsonld", "*.spdx.json-ld")),
    Row("sbom/spdx-rdf", "sbom.opened", _ANY, ("*.spdx.rdf", "*.spdx.rdf.xml", "*.spdx.ttl")),
    Row("sbom/spdx-xml", "sbom.opened", _XML, ("*.spdx.xml",)),
    Row("sbom/spdx-yaml", "sbom.opened", _TEXT, ("*.spdx.yaml", "*.spdx.yml")),
    Row("sbom/syft-json", "sbom.opened", _JSON, ("*.syft.json",)),
    Row("sbom/attestation", "sbom.opened", _JSON, ("*.intoto.jsonl", "*.att.json")),
    Row("sbom/packed", "sbom.opened", _ANY, _PACKED),
    Row("vendored/components", "vendored.components_yml", _TEXT, ("osscan.components.yml", "osscan.components.yaml")),
    Row("vendored/submodules", "vendored.submodules", _TEXT, (".gitmodules",)),
    Row("vendored/banners", "vendored.banners", _TEXT, ("*.min.js", "*.min.mjs", "*.min.css")),
    Row(
        "ci/dockerfile",
        "ci.dockerfile",
        _TEXT,
        ("Dockerfile", "Containerfile", "Dockerfile.*", "Containerfile.*", "*.Dockerfile", "*.dockerfile", "*.Containerfile"),
    ),
    Row(
        "ci/compose",
        "ci.compose",
        _TEXT,
        ("compose.y*ml", "compose[._-]*.y*ml", "docker-compose.y*ml", "docker-compose[._-]*.y*ml"),
    ),
    Row(
        "ci/github",
        "ci.github",
        _TEXT,
        (
            ".github/workflows/*.y*ml",
            ".forgejo/workflows/*.y*ml",
            ".gitea/workflows/*.y*ml",
            "action.yml",
            "action.yaml",
        ),
    ),
    Row("ci/gitlab", "ci.gitlab", _TEXT, (".gitlab-ci.yml", "*.gitlab-ci.yml")),
    Row(
        "os/dpkg-status",
        "os.dpkg_status",
        _TEXT,
        ("dpkg/status", "opkg/status", "dpkg/status.d/*", "control.tar*!/control"),
    ),
    Row("os/rpm-header", "os.rpm_header", _TEXT, ("*.rpm",)),
    Row("os/apk-installed", "os.apk_installed", _TEXT, ("apk/db/installed",)),
    Row("os/package-copyright", "os.package_copyright", _TEXT, ("usr/share/doc/*/copyright",)),
    Row("license/debian-copyright", "license.debian_copyright", _TEXT, ("debian/copyright",)),
    Row("python/pyproject", "python.pyproject", _TEXT, ("pyproject.toml",)),
    Row("python/uv-lock", "python.uv_lock", _TEXT, ("uv.lock",)),
    Row("python/poetry-lock", "python.poetry_lock", _TEXT, ("poetry.lock",)),
    Row("python/pdm-lock", "python.pdm_lock", _TEXT, ("pdm.lock", "pdm.*.lock")),
    Row("python/pipfile-lock", "python.pipfile_lock", _JSON, ("Pipfile.lock", "Pipfile.*.lock")),
    Row("python/setup-py", "python.setup_py", _TEXT, ("setup.py",)),
    Row("python/setup-cfg", "python.setup_cfg", _ANY, ("setup.cfg",)),
    Row("python/pipfile", "python.pipfile", _TEXT, ("Pipfile",)),
    Row("python/conda-meta", "python.conda_meta", _JSON, ("conda-meta/*.json",)),
    Row(
        "python/conda-environment",
        "python.conda_environment",
        _TEXT,
        (
            "environment.yml",
            "environment.yaml",
            "environment[_-]*.yml",
            "environment[_-]*.yaml",
            "conda-env*.yml",
            "conda-env*.yaml",
        ),
    ),
    Row(
        "python/conda-lock",
        "python.conda_lock",
        _TEXT,
        ("conda-lock.y*ml", "*[._-]conda-lock.y*ml", "conda-lock[._-]*.y*ml", "pixi.lock"),
    ),
    Row(
        "python/conda-explicit",
        "python.conda_explicit",
        _TEXT,
        ("conda-*.lock", "*.conda.lock", "*.pin.txt", "spec-file.txt", "spec-list.txt", "conda-spec*.txt"),
    ),
    Row("python/pylock", "python.pylock", _TEXT, ("pylock.toml", "pylock.*.toml")),
    Row(
        "python/requirements",
        "python.requirements",
        _TEXT,
        ("*requirements*.txt", "requirements/*.txt", "*requirements*.in", "requirements/*.in"),
    ),
    Row(
        "python/dist-info",
        "python.dist_info",
        _TEXT,
        ("*.dist-info/METADATA", "*.egg-info/PKG-INFO", "EGG-INFO/PKG-INFO", "*.egg-info"),
    ),
    Row("javascript/installed", "javascript.installed", _JSON, ("node_modules/*/package.json", "node_modules/@*/*/package.json")),
    Row("javascript/package-json", "javascript.package_json", _JSON, ("package.json",)),
    Row("javascript/pnpm-lock", "javascript.pnpm_lock", _TEXT, ("pnpm-lock.yaml", "pnpm-lock.*.yaml")),
    Row("javascript/yarn-lock", "javascript.yarn_lock", _TEXT, ("yarn.lock",)),
    Row("javascript/bun-lock", "javascript.bun_lock", _JSON, ("bun.lock",)),
    Row("javascript/deno-lock", "javascript.deno_lock", _JSON, ("deno.lock",)),
    Row("javascript/deno-json", "javascript.deno_json", _JSON, ("deno.json", "deno.jsonc")),
    Row(
        "javascript/package-lock",
        "javascript.package_lock",
        _JSON,
        ("package-lock.json", "npm-shrinkwrap.json", "node_modules/.package-lock.json"),
    ),
    Row("java/pom", "java.pom", _XML, ("pom.xml",)),
    Row(
        "java/gradle-lockfile",
        "java.gradle_lockfile",
        _TEXT,
        ("gradle.lockfile", "*-gradle.lockfile", "dependency-locks/*.lockfile"),
    ),
    Row("java/gradle-build", "java.gradle_build", _TEXT, ("*.gradle", "*.gradle.kts")),
    Row("java/version-catalog", "java.version_catalog", _TEXT, ("*.versions.toml",)),
    Row("java/verification-metadata", "java.verification_metadata", _XML, ("verification-metadata.xml",)),
    Row("java/sbt-lock", "java.sbt_lock", _JSON, ("*.sbt.lock",)),
    Row("java/archive", "java.archive", _TEXT, ("*.jar", "*.war", "*.ear", "*.aar", "*.hpi", "*.jpi")),
    Row("go/go-mod", "go.go_mod", _TEXT, ("go.mod",)),
    Row("go/go-sum", "go.go_sum", _TEXT, ("go.sum",)),
    Row("go/vendor-modules", "go.vendor_modules", _TEXT, ("vendor/modules.txt",)),
    Row("go/build-info", "go.build_info", _TEXT, ()),
    Row("elixir/mix-lock", "elixir.mix_lock", _TEXT, ("mix.lock",)),
    Row("elixir/rebar-lock", "elixir.rebar_lock", _ANY, ("rebar.lock",)),
    Row("cpp/conan-lock", "cpp.conan_lock", _JSON, ("conan.lock",)),
    Row("cpp/conanfile-txt", "cpp.conanfile_txt", _TEXT, ("conanfile.txt",)),
    Row("swift/podfile-lock", "swift.podfile_lock", _TEXT, ("Podfile.lock",)),
    Row("dart/pubspec-lock", "dart.pubspec_lock", _TEXT, ("pubspec.lock",)),
    Row("dart/pubspec-yaml", "dart.pubspec_yaml", _TEXT, ("pubspec.yaml", "pubspec.yml")),
    Row("r/renv-lock", "r.renv_lock", _JSON, ("renv.lock",)),
    Row("r/description", "r.description", _TEXT, ("DESCRIPTION",)),
    Row("swift/package-swift", "swift.package_swift", _TEXT, ("Package.swift", "Package@swift-*.swift")),
    Row("swift/package-resolved", "swift.package_resolved", _JSON, ("*Package.resolved",)),
    Row("dotnet/packages-lock", "dotnet.packages_lock", _JSON, ("packages.lock.json", "packages.*.lock.json")),
    Row("dotnet/deps-json", "dotnet.deps_json", _JSON, ("*.deps.json",)),
    Row("dotnet/project-assets", "dotnet.project_assets", _JSON, ("project.assets.json",)),
    Row(
        "dotnet/central-versions",
        "dotnet.central_versions",
        _XML,
        ("Directory.Packages.props", "packages.props", "Packages.props"),
    ),
    Row(
        "dotnet/project",
        "dotnet.project",
        _XML,
        ("*.csproj", "*.fsproj", "*.vbproj", "Directory.Build.props", "Directory.Build.targets"),
    ),
    Row("dotnet/packages-config", "dotnet.packages_config", _XML, ("packages.config", "packages.*.config")),
    Row("dotnet/nuspec", "dotnet.nuspec", _XML, ("*.nuspec",)),
    Row("dotnet/paket-lock", "dotnet.paket_lock", _TEXT, ("paket.lock",)),
    Row("dotnet/paket-dependencies", "dotnet.paket_dependencies", _TEXT, ("paket.dependencies",)),
    Row("ruby/gemfile-lock", "ruby.gemfile_lock", _TEXT, ("Gemfile.lock", "gems.locked", "*.gemfile.lock")),
    Row("ruby/gemfile", "ruby.gemfile", _TEXT, ("Gemfile", "gems.rb")),
    Row("ruby/gemspec", "ruby.gemspec", _TEXT, ("*.gemspec",)),
    Row("rust/cargo-lock", "rust.cargo_lock", _TEXT, ("Cargo.lock",)),
    Row("rust/cargo-toml", "rust.cargo_toml", _TEXT, ("Cargo.toml",)),
    Row("php/composer-lock", "php.composer_lock", _JSON, ("composer.lock",)),
    Row("php/composer-installed", "php.composer_installed", _JSON, ("composer/installed.json",)),
    Row("php/pear-registry", "php.pear_registry", _TEXT, (".registry/*.reg", ".registry/.channel.*/*.reg")),
    Row("php/composer-json", "php.composer_json", _JSON, ("composer.json",)),
    Row(
        "unread/manifests",
        "unread.manifests",
        _ANY,
        (
            "mix.exs",
            "rebar.config",
            "Podfile",
            "build.sbt",
            "conanfile.py",
            "bun.lockb",
            "Gopkg.lock",
            "glide.lock",
            "vcpkg.json",
            "Cartfile",
            "ivy.xml",
            "build.sc",
            "project.clj",
            "deps.edn",
            "*.cabal",
            "cpanfile",
            "shard.yml",
            "elm.json",
            "dub.json",
            "dub.sdl",
            "*.rockspec",
            "*.opam",
            "bower.json",
            "Project.toml",
            "MODULE.bazel",
        ),
    ),
    Row("license/reuse-toml", "license.reuse_toml", _TEXT, ("REUSE.toml",)),
    Row("license/reuse-dep5", "license.reuse_dep5", _TEXT, (".reuse/dep5",)),
    Row(
        "license/license-files",
        "license.license_files",
        _ANY,
        (
            "LICENSES/*",
            "*.dist-info/licenses/*",
            "LICEN[CS]E[._-]*",
            "COPYING[._-]*",
            "*[_-]LICEN[CS]E",
            "*[_-]LICEN[CS]E.txt",
            "*[_-]LICEN[CS]E.md",
            *_LICENSE_FILES,
        ),
    ),
)

TAGS = Row("license/spdx-tags", "license.spdx_tags", _ANY, ("*",))
"""Looks into every text file that no other reader takes."""
DETECTED = Row("license/detected", "license.detected", _ANY, ("*",))
"""Looks for license texts and notices wherever the tags are looked for."""
LICENSE_FILES = ROWS[-1].name


def by_path(path: str) -> Row | None:
    """The first row with a pattern that fits the end of `path`, or None."""
    folder, _, name = path.rpartition("/")
    table = _patterns()
    found: Sequence[_Pattern] = table.exact.get(name, ())
    if name.startswith(table.heads) or name.endswith(table.tails) or folder.rpartition("/")[2] in table.folders:
        found = sorted([*found, *(one for one in table.wild if name.startswith(one.head) and name.endswith(one.tail))])
    if not found:
        return None
    parts = path.split("/")
    for position, pattern, _, _ in found:
        end = parts[-len(pattern) :]
        if len(end) == len(pattern) and all(fnmatchcase(part, piece) for part, piece in zip(end, pattern, strict=True)):
            return ROWS[position]
    return None


def only_by(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether none but these patterns take a path by its name."""
    name = path.rpartition("/")[2]
    taken = {pattern for row in ROWS for pattern in row.patterns if fnmatchcase(name, pattern)}
    return taken <= set(patterns)


def by_content(head: bytes) -> Row | None:
    """The first row whose reader recognises the first bytes of an input, or None."""
    begins = _beginning(head)
    for row in ROWS:
        if row.begins in (begins, _ANY):
            recognises = card_of(row).recognises
            if recognises is not None and recognises(head):
                return row
    return None


def for_named(path: str, head: bytes) -> Row | None:
    """The row for an input that was named outright: SBOMs have any name, other formats are known by theirs."""
    row = by_path(path)
    if row is not None and not row.name.startswith("sbom/"):
        return row
    return by_content(head) or row


def card(name: str) -> Reader:
    """The card of the reader with this name; KeyError for a name that is in no row."""
    return card_of(_rows()[name])


@cache
def card_of(row: Row) -> Reader:
    """The card that a row speaks of, loaded when it is first asked for."""
    module = import_module(f"osscan.readers.{row.module}")
    cards: tuple[Reader, ...] = getattr(module, "CARDS", None) or (module.READER,)
    return next(found for found in cards if found.name == row.name)


def every() -> Iterator[tuple[Row, Reader]]:
    """All rows with their cards, those that look into every file last, for documentation and tests."""
    return ((row, card_of(row)) for row in (*ROWS, TAGS, DETECTED))


@cache
def _rows() -> dict[str, Row]:
    return {row.name: row for row in (*ROWS, TAGS, DETECTED)}


def _beginning(head: bytes) -> str:
    """The kind of the first sign that means something; byte order marks and the NULs of UTF-16 mean nothing."""
    sign = head.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")[:1]
    if sign == b"[" and _TOML_HEADER.search(head):
        return _TEXT
    if sign in (b"{", b"["):
        return _JSON
    return _XML if sign == b"<" else _TEXT


class _Pattern(NamedTuple):
    """The position of a row and the parts of its pattern; what the last part begins and ends with, up to its wildcards."""

    position: int
    parts: tuple[str, ...]
    head: str
    tail: str


class _Patterns(NamedTuple):
    """Patterns whose last part is a plain name, by that name, and the others; few questions rule these out for most paths."""

    exact: dict[str, list[_Pattern]]
    wild: list[_Pattern]
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    """Of wild patterns without a head."""
    folders: frozenset[str]
    """Where any name will do."""


@cache
def _patterns() -> _Patterns:
    exact: dict[str, list[_Pattern]] = {}
    wild: list[_Pattern] = []
    for position, row in enumerate(ROWS):
        for pattern in row.patterns:
            parts = tuple(pattern.split("/"))
            pieces = _WILD.split(parts[-1])
            one = _Pattern(position, parts, pieces[0], pieces[-1])
            if len(pieces) > 1:
                wild.append(one)
            else:
                exact.setdefault(parts[-1], []).append(one)
    return _Patterns(
        exact,
        wild,
        tuple({one.head for one in wild if one.head}),
        tuple({one.tail for one in wild if one.tail and not one.head}),
        frozenset(one.parts[-2] for one in wild if not one.head and not one.tail),
    )
