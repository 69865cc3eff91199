"""Security of the project itself: where to report, what lies around compiled, what pipelines run, signatures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from osscan.checks.base import Check, by_people, failed, not_applicable, unknown
from osscan.checks.governance import inherited
from osscan.checks.project import Project, TreeFile
from osscan.checks.sources import criteria, law, opencode, osps, public_code
from osscan.leaks.leak import LeakClass, Settings
from osscan.leaks.text import leaks_in_text
from osscan.model.component import PathRole
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Profile, ProjectKind, Spot
from osscan.model.report import CheckSeverity

_private = re.compile(
    r"mailto:|[\w.+-]{1,64}@[\w-]{1,63}\.\w|PGP|OpenPGP|GPG|security\.txt|confidential|vertraulich|private(?:ly)? report|advisories/new|security/advisories",
    re.IGNORECASE,
).search
_MAGIC = (
    (b"MZ", "program of Windows"),
    (b"!<arch>", "library"),
    (b"\x7fELF", "program of Linux"),
    (b"\xca\xfe\xba\xbe", "class file or program of macOS"),
    (b"\xcf\xfa\xed\xfe", "program of macOS"),
    (b"\x00asm", "WebAssembly"),
    (b"dex\n", "program of Android"),
)
_COMPILED = frozenset(
    {
        ".exe",
        ".dll",
        ".so",
        ".dylib",
        ".class",
        ".jar",
        ".war",
        ".ear",
        ".pyc",
        ".pyo",
        ".o",
        ".obj",
        ".lib",
        ".a",
        ".wasm",
        ".dex",
        ".apk",
        ".aab",
        ".msi",
    }
)
_WRAPPERS = ("gradle/wrapper/gradle-wrapper.jar", ".mvn/wrapper/maven-wrapper.jar")
"""Build tools ship them so that a build starts from a fixed version; they are known by their checksums elsewhere."""
_PIPELINES = (
    *(
        ".github/workflows/*.yml",
        ".github/workflows/*.yaml",
        ".forgejo/workflows/*.yml",
        ".gitea/workflows/*.yml",
        ".gitlab-ci.yml",
        ".gitlab-ci.yaml",
    ),
    *(".gitlab/ci/*.yml", ".woodpecker.yml", ".woodpecker/*.yml", "jenkinsfile", "azure-pipelines.yml"),
)
_uses = re.compile(r"(?:-[ \t]+)?uses:[ \t]*[\"']?([^\s\"'#@]+)@([^\s\"'#]+)").match
_image = re.compile(
    r"(?:-[ \t]+)?image:[ \t]*[\"']?([\w.-]+(?::\d+(?=/))?(?:/[\w.-]+)*(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?)[\"']?(?:[ \t]+#.*)?$"
).match
_name = re.compile(
    r"name:[ \t]*[\"']?([\w.-]+(?::\d+(?=/))?(?:/[\w.-]+)*(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?)[\"']?(?:[ \t]+#.*)?$"
).match
_script = re.compile(r"(?:-[ \t]+)?(?:run|script|before_script|after_script|sh|commands):").match
_commit = re.compile(r"[0-9a-f]{40}").fullmatch
_from_outside = re.compile(
    r"\$\{\{[ \t]{0,9}(?:github\.event\.(?:issue|pull_request|comment|review|head_commit|discussion)\.[\w.]{0,60}(?:title|body|message|ref|label|name|email)|github\.head_ref)[ \t]{0,9}\}\}"
).search
_echoed = re.compile(
    r"\b(?:echo|printf)\b[^\n|>]{0,200}?(?:\$\{\{[ \t]{0,9}secrets\.|\$\{?\w{0,40}(?:TOKEN|PASSWORD|SECRET|PASSWD)\w{0,40}\}?)[^\n|>;&]{0,200}"
).search
_piped = re.compile(r"\b(?:curl|wget)\b[^\n|]{0,300}\|[ \t]{0,9}(?:sudo[ \t]{1,9})?(?:ba|z|da)?sh\b").search
_LONGEST_LINE = 2_000


def policy(project: Project) -> Looked:
    """SECURITY.md at the very top: openCode's badge looks nowhere else."""
    found = project.first("security.md", "security.txt", "security")
    if found is not None and found.size:
        return failed(())
    elsewhere = project.first(".github/security*", ".gitlab/security*", "docs/security*")
    if elsewhere is not None:
        return failed((Spot("elsewhere", project.place(elsewhere.path)),))
    if file := inherited(project, "security"):
        return failed((Spot("inherited", project.place("SECURITY.md"), facts_of(file=file)),))
    return failed((Spot("missing", project.place("SECURITY.md")),))


def channel(project: Project) -> Looked:
    """A way to report that nobody else can read."""
    for pattern in (
        "security.md",
        ".github/security*",
        ".gitlab/security*",
        "docs/security*",
        ".well-known/security.txt",
        "security.txt",
    ):
        found = project.first(pattern)
        if found is not None and _private(project.text(found.path)):
            return failed(())
    if inherited(project, "security"):
        return failed(())
    return failed((Spot("missing", project.place("SECURITY.md")),))


def artifacts(project: Project) -> Looked:
    """No compiled programs: nobody can see what is in them."""
    spots = []
    for file in project.files:
        if file.path.endswith(_WRAPPERS) or file.role in (PathRole.TEST, PathRole.EXAMPLE):
            continue
        if file.suffix in _COMPILED or not file.suffix:
            kind = _kind_of(project, file)
            if kind:
                spots.append(Spot("compiled", project.place(file.path), facts_of(kind=kind), file.path))
    return failed(spots, facts_of(files=len(spots)))


def _kind_of(project: Project, file: TreeFile) -> str:
    content = project.read(file.path)
    head = (content or b"")[:1024]
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (len(magic) > 2 or file.suffix in (".exe", ".dll", ".lib", ".obj")):
            return kind
    if head.startswith(b"PK") and file.suffix in (".jar", ".war", ".ear", ".apk", ".aab"):
        return file.suffix[1:]
    if head.startswith(b"\xd0\xcf\x11\xe0") and file.suffix == ".msi":
        return file.suffix[1:]
    # A text of these names is something else: .obj is a format of shapes too.
    return file.suffix[1:] if file.suffix in (".pyc", ".pyo", ".o", ".obj", ".lib", ".a") and b"\0" in head else ""


def pipelines(project: Project) -> Looked:
    """What runs with the project's rights is fixed, and nothing from outside gets into a shell."""
    found = list(project.named(*_PIPELINES))
    if not found:
        return not_applicable("no-pipeline")
    spots = [spot for file in found for spot in _dangers(project, file)]
    return failed(spots, facts_of(files=len(found)))


def _dangers(project: Project, file: TreeFile) -> Iterator[Spot]:
    below_image = False
    for number, line, runs in _lines(project.text(file.path)):
        place = project.place(file.path, number)
        used = _uses(line)
        if used and not used[1].startswith("./") and not _commit(used[2]):
            yield Spot("not-pinned", place, facts_of(what=f"{used[1]}@{used[2]}"), f"{file.path}:{used[1]}")
        pulled = _image(line) or (_name(line) if below_image else None)
        if pulled and not runs and "@sha256:" not in pulled[1]:
            yield Spot("image-not-pinned", place, facts_of(what=pulled[1]), f"{file.path}:{pulled[1]}")
        below_image = line == "image:"
        if _runs_for_strangers(line):
            yield Spot("runs-for-strangers", place, (), f"{file.path}:pull_request_target")
        if runs and _from_outside(line):
            yield Spot("words-of-strangers", place, facts_of(line=_shown(line, file)), _key(line, file))
        if runs and _is_printed(line):
            yield Spot("secret-printed", place, (), _key(line, file))
        if runs and _piped(line):
            yield Spot("piped-to-shell", place, facts_of(line=_shown(line, file)), _key(line, file))


def _shown(line: str, file: TreeFile) -> str:
    """The beginning of a line; nothing of one that holds a secret."""
    told = leaks_in_text(line.encode(), file.path, PathRole.PRODUCT, Settings()).leaks
    return "…" if any(leak.kind in (LeakClass.SECRET, LeakClass.KEY) for leak in told) else line[:80]


def _key(line: str, file: TreeFile) -> str:
    """Names a line by its words, wherever in the file it stands."""
    return f"{file.path}:{hashlib.sha256(line.encode()).hexdigest()[:12]}"


def _lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """Lines that say something, without their indentation, and whether they are run: what stands in variables or conditions is not."""
    deep = -1
    for number, whole in enumerate(text.split("\n"), 1):
        line = whole.strip()[:_LONGEST_LINE]
        if not line or line.startswith("#"):
            continue
        indent = len(whole) - len(whole.lstrip())
        if deep >= 0 and (indent < deep or (indent == deep and not line.startswith("- "))):
            deep = -1
        if _script(line):
            deep = indent + len(line) - len(line.removeprefix("-").lstrip()) if line.startswith("-") else indent
            yield number, line, True
        else:
            yield number, line, deep >= 0 and (indent > deep or line.startswith("- "))


def _runs_for_strangers(line: str) -> bool:
    """The trigger by which a pull request of anybody runs with the project's rights."""
    named = line.startswith(("pull_request_target", "- pull_request_target"))
    return named or (line.startswith(("on:", '"on":', "'on':")) and "pull_request_target" in line)


def _is_printed(line: str) -> bool:
    """A secret that goes on into a pipe or a file is handed over, not printed."""
    found = _echoed(line)
    return found is not None and line[found.end() : found.end() + 1] not in ("|", ">")


def signed_tags(project: Project) -> Looked:
    """Tags of the last six months carry a signature: at least 80 percent."""
    if project.git is None:
        return unknown(project.missing.get("git", "no-git"))
    since = min((commit.date[:10] for commit in project.git.recent), default="")
    recent = [tag for tag in project.git.tags if since and tag.date[:10] >= since]
    if not recent:
        return not_applicable("no-recent-tags")
    signed = sum(tag.signed for tag in recent)
    facts = facts_of(signed=signed, tags=len(recent))
    return failed(() if 100 * signed >= 80 * len(recent) else (Spot("too-few", project.place("."), facts),), facts)


_CONDITION, _HINT = CheckSeverity.CONDITION, CheckSeverity.HINT
_PROGRAMS = frozenset({ProjectKind.APPLICATION, ProjectKind.SERVICE, ProjectKind.LIBRARY})
_LESS = ((Profile.INTERN, _HINT), (Profile.MINIMAL, None))
_NOT_MINIMAL = ((Profile.MINIMAL, None),)

CHECKS = (
    Check("PUB-SEC-01", _CONDITION, criteria("S"), (opencode("Security-Badge L1"), osps("VM-02.01"), law("CRA", "Art. 24")), policy, "init security", others=_LESS),
    Check("PUB-SEC-02", _CONDITION, criteria("S"), (public_code("make contributing easy"), osps("VM-03.01")), channel, "init security", others=_LESS),
    Check("PUB-SEC-03", _CONDITION, criteria("S"), (osps("QA-05.01"), osps("QA-05.02"), opencode("Anforderungen an Inhalte, Kompilate")), artifacts, "", _PROGRAMS),
    Check("PUB-SEC-04", _CONDITION, criteria("S"), (osps("BR-01.01"), law("OpenSSF Scorecard", "Dangerous-Workflow, Pinned-Dependencies")), pipelines, others=_LESS),
    Check("PUB-SEC-05", _HINT, criteria("S"), (opencode("Security-Badge L2"),), signed_tags, others=_NOT_MINIMAL),
    Check("PUB-SEC-06", _CONDITION, criteria("S"), (opencode("Security-Badge L1, L2"), osps("AC-03.01")), by_people, "record PUB-SEC-06", by_people=True, others=_LESS),
    Check("PUB-SEC-07", _HINT, criteria("S"), (law("CRA", "Art. 24"),), by_people, "record PUB-SEC-07", by_people=True, others=_NOT_MINIMAL),
)  # fmt: skip
