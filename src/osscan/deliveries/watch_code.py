"""What code lies in a delivery: compiled classes by name, the sources they could come from, scripts that only machines read."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from osscan.deliveries.seen import Line, Seen, Unit
from osscan.inputs.archives.member import Member

_JAVA_ARCHIVES = (".jar", ".war", ".ear", ".aar")
_JVM_SOURCES = (".java", ".kt", ".scala", ".groovy")
_SOURCES = (
    *_JVM_SOURCES,
    *(".py", ".ts", ".tsx", ".jsx", ".vue", ".c", ".cc", ".cpp", ".h", ".hpp", ".cs", ".vb", ".fs", ".go", ".rs", ".rb", ".php"),
    *(".swift", ".m", ".pl", ".pas", ".sql", ".lua", ".dart", ".ex", ".erl", ".hs"),
)
_SCRIPTS = (".js", ".mjs", ".cjs")
_PROJECTS = (".csproj", ".vbproj", ".fsproj")
_BUILDS = frozenset(
    {
        *("pom.xml", "build.gradle", "build.gradle.kts", "build.sbt", "build.xml", "package.json", "pyproject.toml", "setup.py"),
        *("setup.cfg", "go.mod", "cargo.toml", "makefile", "cmakelists.txt", "meson.build", "composer.json", "build.bazel"),
    }
)
_PRODUCT = re.compile(r"^(?:WEB-INF|BOOT-INF)/classes/")
_VERSIONS = re.compile(r"^META-INF/versions/\d+/")
_NO_CLASSES = ("module-info", "package-info")
_SOURCE_FILE = re.compile(rb"\x01\x00(.)([\w$-]+\.(?:java|kt|scala|groovy))", re.DOTALL)
_PACKAGE = re.compile(rb"^[ \t]*package[ \t]+([\w.`]+)", re.MULTILINE)
_ASSEMBLY = re.compile(rb"<AssemblyName>\s*([^<\s]+)\s*</AssemblyName>")
_MODULE = re.compile(rb"<module>\s*([^<\s]+)\s*</module>")
_NATIVE = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe")
_MAP = re.compile(rb"sourceMappingURL=([^\s*'\"]{1,300})")
_LONG_LINE, _SMALL = 1000, 1500


class _Script(NamedTuple):
    path: str
    map: str
    """As the script names it; empty for none."""


class CodeWatch:
    """Takes in file by file."""

    def __init__(self) -> None:
        self._classes: dict[tuple[str, bool], dict[str, str]] = {}
        self._sources: set[str] = set()
        self._python: tuple[list[str], set[str]] = ([], set())
        self._minified: list[_Script] = []
        self._scripts: set[str] = set()
        self._maps: set[str] = set()
        self._plain: set[str] = set()
        self._assemblies: list[str] = []
        self._projects: set[str] = set()
        self._natives: list[str] = []
        self._with_sources: set[str] = set()
        self._archives: list[str] = []
        self._builds: list[str] = []
        self._modules: list[Line] = []

    def take(self, member: Member) -> None:
        """One file."""
        path, content = member.path, member.content if member.content is not None else member.head
        if member.archive:
            self._archives.append(path)
            return
        ending = posixpath.splitext(path)[1].lower()
        if ending == ".class":
            self._class(member, content)
        elif ending in _SOURCES:
            self._with_sources.add(member.layer)
            self._source(path, ending, content)
        elif ending in _SCRIPTS:
            self._script(member, content)
        elif ending == ".map":
            if b'"sourcesContent"' in content and b'"sourcesContent":[]' not in content:
                self._maps.add(path)
        elif ending in (".pyc", ".pyo"):
            self._python[0].append(path)
        elif ending in (".dll", ".exe") and content.startswith(b"MZ"):
            (self._assemblies if b"BSJB" in content else self._natives).append(path)
        elif content.startswith(_NATIVE) or (ending in (".o", ".a", ".lib", ".wasm") and b"\0" in content[:64]):
            self._natives.append(path)
        self._build(member, ending, content)

    def add_to(self, seen: Seen) -> Seen:
        """The facts, when nothing more comes."""
        return seen._replace(
            units=tuple(
                Unit(f"{layer}!/classes" if is_product else layer, layer, self._classes[layer, is_product], is_product)
                for layer, is_product in sorted(self._classes)
            ),
            sources=frozenset(self._sources),
            python_compiled=tuple(self._python[0]),
            python_sources=frozenset(self._python[1]),
            minified=tuple(sorted(one.path for one in self._minified if not self._is_explained(one))),
            plain_scripts=frozenset(self._plain),
            assemblies=tuple(self._assemblies),
            projects=frozenset(self._projects),
            natives=tuple(self._natives),
            with_sources=frozenset(self._with_sources),
            archives=tuple(self._archives),
            builds=tuple(self._builds),
            modules=tuple(self._modules),
            folders=frozenset(posixpath.dirname(path) for path in self._builds),
        )

    def _class(self, member: Member, content: bytes) -> None:
        inner = _VERSIONS.sub("", member.inner)
        is_product = _PRODUCT.match(inner) is not None
        name = _PRODUCT.sub("", inner)[: -len(".class")]
        outer = name.partition("$")[0] or name
        if posixpath.basename(outer) in _NO_CLASSES:
            return
        known = self._classes.setdefault((member.layer, is_product), {})
        if not known.get(outer):
            known[outer] = _source_file(content)

    def _source(self, path: str, ending: str, content: bytes) -> None:
        if ending in _JVM_SOURCES:
            found = _PACKAGE.search(content[:65536])
            package = found[1].decode("ascii", "replace").replace("`", "").replace(".", "/") + "/" if found else ""
            self._sources.add(package + posixpath.basename(path))
        elif ending == ".py":
            self._python[1].add(path)

    def _script(self, member: Member, content: bytes) -> None:
        path = member.path
        self._scripts.add(path)
        if _is_minified(path, content):
            found = _MAP.search(content, max(0, len(content) - 4096))
            self._minified.append(_Script(path, found[1].decode("utf-8", "replace") if found else ""))
        else:
            self._with_sources.add(member.layer)
            self._plain.add(_package_folder(path))

    def _is_explained(self, script: _Script) -> bool:
        """Whether a map with sources lies there, or the script as it was before."""
        folder, _, name = script.path.rpartition("/")
        maps = {f"{script.path}.map", f"{folder}/{script.map}" if folder else script.map}
        inner = script.map.startswith("data:")
        plain = script.path.replace(".min.", ".", 1)
        return inner or bool(maps & self._maps) or (".min." in name and plain in self._scripts and plain != script.path)

    def _build(self, member: Member, ending: str, content: bytes) -> None:
        path = member.path
        if ending in _PROJECTS:
            named = _ASSEMBLY.search(content)
            self._projects.add(
                (named[1].decode("utf-8", "replace") if named else posixpath.basename(path)[: -len(ending)]).lower()
            )
            self._builds.append(path)
        elif posixpath.basename(path).lower() in _BUILDS and not member.layer.lower().endswith(_JAVA_ARCHIVES):
            self._builds.append(path)
            if path.endswith("pom.xml"):
                self._modules += [_module(path, content, found) for found in _MODULE.finditer(content)]


def _module(path: str, content: bytes, found: re.Match[bytes]) -> Line:
    return Line(path, content.count(b"\n", 0, found.start()) + 1, found[1].decode("utf-8", "replace").rstrip("/"))


def _source_file(content: bytes) -> str:
    """What the compiler noted as the name of the source; the length before it tells a constant from bytes that only look like one."""
    for found in _SOURCE_FILE.finditer(content):
        if found[1][0] == len(found[2]):
            return found[2].decode("ascii", "replace")
    return ""


def _is_minified(path: str, content: bytes) -> bool:
    if ".min." in posixpath.basename(path):
        return True
    return len(content) > _SMALL and len(content) > _LONG_LINE * (content.count(b"\n") + 1) // 2


def _package_folder(path: str) -> str:
    """The folder of the installed package that a file belongs to, else its own folder."""
    before, mark, rest = path.rpartition("node_modules/")
    if not mark:
        return posixpath.dirname(path)
    parts = rest.split("/")
    return before + mark + "/".join(parts[: 2 if rest.startswith("@") else 1])
