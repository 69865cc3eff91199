"""Papers: the documents and pipelines that a public project needs, made from templates of our own in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from osscan.fixes.answers import asked, fill, question
from osscan.fixes.base import Draft, Known, Made, Remark
from osscan.fixes.manifests import installing
from osscan.fixes.publiccode import status_of

_FOLDER = Path(__file__).parent / "templates"
_place = re.compile(r"\{\{([?!]?[a-z-]+)\}\}").sub
_STATUS = {
    "de": {
        "development": "Das Projekt ist in Entwicklung; es gibt noch keine Version.",
        "beta": "Das Projekt wird erprobt.",
        "stable": "Das Projekt ist im Einsatz.",
        "concept": "Das Projekt ist ein Entwurf.",
        "obsolete": "Das Projekt wird nicht weiterentwickelt.",
    },
    "en": {
        "development": "The project is in development; there is no version yet.",
        "beta": "The project is being tried out.",
        "stable": "The project is in use.",
        "concept": "The project is a draft.",
        "obsolete": "The project is not developed any further.",
    },
}
_PRIVATELY = {"de": "[vertraulich auf der Plattform]({page})", "en": "[in confidence on the platform]({page})"}
_OR_MAIL = {"de": "{page} oder an {mail}", "en": "{page} or to {mail}"}
_ISSUES = {"de": "[Tickets]({page})", "en": "[issues]({page})"}
_TRACKER = {"de": "in den Tickets des Repositorys", "en": "in the issues of the repository"}
_STANDARDS = (
    ("publiccode.yml", "publiccode.yml 0.7 (yml.publiccode.tools)"),
    ("licenses/*", "REUSE 3.3, SPDX License List"),
    ("changelog.md", "Semantic Versioning 2.0.0, Keep a Changelog 1.1.0"),
    ("openapi.*", "OpenAPI"),
    ("docs/openapi.*", "OpenAPI"),
    ("asyncapi.*", "AsyncAPI"),
)


def readme(known: Known) -> Iterator[Made]:
    """The read-me in both languages; the chosen one is README.md. A read-me that is there stays alone."""
    if known.has("readme*"):
        return
    first, second = known.languages
    yield Draft("README.md", rendered("readme", first, known, other=f"README.{second}.md"))
    yield Draft(f"README.{second}.md", rendered("readme", second, known, other="README.md"))


def contributing(known: Known) -> Iterator[Made]:
    patterns = ("contributing*", ".github/contributing*", ".gitlab/contributing*", "docs/contributing*", "mitmachen*")
    if not known.has(*patterns) and not known.inherits("contributing"):
        yield Draft("CONTRIBUTING.md", _both("contributing", known))


def conduct(known: Known) -> Iterator[Made]:
    patterns = ("code_of_conduct*", "code-of-conduct*", ".github/code_of_conduct*", "docs/code_of_conduct*", "verhaltenskodex*")
    if not known.has(*patterns) and not known.inherits("code_of_conduct", "code-of-conduct"):
        yield Draft("CODE_OF_CONDUCT.md", _both("conduct", known))


def security(known: Known) -> Iterator[Made]:
    """SECURITY.md at the very top, even where the organisation has one: openCode's badge looks nowhere else."""
    if not known.has("security.md"):
        yield Draft("SECURITY.md", _both("security", known))


def changelog(known: Known) -> Iterator[Made]:
    """A changelog; a version that is tagged already gets its heading."""
    if known.has("changelog*", "changes*", "news*", "history*", "docs/changelog*"):
        return
    text = rendered("changelog", known.language, known)
    if known.version:
        text += f"\n## [{known.version.lstrip('vV')}] - {known.released}\n"
    yield Draft("CHANGELOG.md", text)


def governance(known: Known) -> Iterator[Made]:
    patterns = ("governance*", "maintainers*", "codeowners", ".github/codeowners", ".gitlab/codeowners", "docs/governance*")
    if not known.has(*patterns):
        yield Draft("MAINTAINERS.md", _both("maintainers", known))


def templates(known: Known) -> Iterator[Made]:
    """Templates for issues and changes where the project lives, which is GitLab unless an address says GitHub."""
    if known.has(
        *(".gitlab/issue_templates/*", ".gitlab/merge_request_templates/*", ".github/issue_template*"),
        *(".github/issue_template/*", ".github/pull_request_template*"),
    ):
        return
    names = {"de": ("Fehler", "Wunsch"), "en": ("Bug", "Wish")}[known.language]
    about = {"de": ("Etwas geht nicht", "Etwas fehlt"), "en": ("Something does not work", "Something is missing")}[known.language]
    for kind, name, told in zip(("bug", "wish"), names, about, strict=True):
        text = rendered(kind, known.language, known)
        if known.forge.github:
            yield Draft(f".github/ISSUE_TEMPLATE/{kind}.md", f"---\nname: {name}\nabout: {told}\n---\n\n{text}")
        else:
            yield Draft(f".gitlab/issue_templates/{name}.md", text)
    change = rendered("change", known.language, known)
    yield Draft(
        ".github/pull_request_template.md" if known.forge.github else ".gitlab/merge_request_templates/Default.md", change
    )


def pipeline(known: Known) -> Iterator[Made]:
    """A pipeline that checks licenses; one that is there is left alone."""
    others = ("jenkinsfile", "azure-pipelines.yml", ".woodpecker.yml", ".woodpecker/*.yml", ".forgejo/workflows/*.yml")
    if known.has(".gitlab-ci.yml", ".gitlab-ci.yaml", ".github/workflows/*.yml", ".github/workflows/*.yaml", *others):
        return
    if known.forge.github:
        yield Draft(".github/workflows/osscan.yml", rendered("github-osscan", "", known))
        return
    yield Draft(".gitlab-ci.yml", rendered("gitlab-ci", "", known))
    yield Draft(".gitlab/ci/osscan.yml", rendered("gitlab-osscan", "", known))


def sbom(known: Known) -> Iterator[Made]:
    """A job that makes the bill of materials."""
    if known.has("*.cdx.json", "*.cdx.xml", "*.spdx.json", "*.spdx", "bom.json", "bom.xml", "sbom*", "sbom/*"):
        return
    jobs = (".gitlab-ci.yml", ".gitlab/ci/*.yml", ".github/workflows/*.yml", ".github/workflows/*.yaml")
    told = " ".join(known.text(path) or "" for path in known.fitting(*jobs))
    if re.search(r"sbom create|cyclonedx|cdxgen|\bsyft\b|spdx-sbom", told, re.IGNORECASE):
        return
    if known.forge.github:
        yield Draft(".github/workflows/sbom.yml", rendered("github-sbom", "", known))
        return
    yield Draft(".gitlab/ci/sbom.yml", rendered("gitlab-sbom", "", known))
    if ".gitlab/ci/" not in (known.text(".gitlab-ci.yml") or ""):
        yield Remark("include-it", ".gitlab/ci/sbom.yml")


def pre_commit(known: Known) -> Iterator[Made]:
    if not known.has(".pre-commit-config.yaml", ".pre-commit-config.yml"):
        yield Draft(".pre-commit-config.yaml", rendered("pre-commit", "", known))


def standards(known: Known) -> Iterator[Made]:
    """What can be seen: standards whose files lie in the project."""
    if known.has("docs/standards*", "standards*"):
        return
    told = dict.fromkeys(name for pattern, name in _STANDARDS if known.has(pattern))
    if told:
        listed = "\n".join(f"- {name}" for name in told)
        yield Draft("STANDARDS.md", rendered("standards", known.language, known).replace("{{standards}}", listed))


def rendered(name: str, language: str, known: Known, other: str = "") -> str:
    """A template with all that is known; what is not stays as a marked question."""
    said = _facts(known, language or known.language, other)

    def put(found: re.Match[str]) -> str:
        word = found[1]
        if word.startswith("?"):
            return asked(known, word[1:], language)
        if word.startswith("!"):
            return said.get(word[1:]) or f"<!-- {question(word[1:], language)} -->"
        return said.get(word, found[0])

    text = fill(_place(put, _template(name, language)), known)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _both(name: str, known: Known) -> str:
    """One document in both languages, the chosen one first."""
    first, second = (rendered(name, language, known) for language in known.languages)
    return f"{first}\n---\n\n{second}"


def _facts(known: Known, language: str, other: str) -> dict[str, str]:
    page, mail = known.forge.page, known.answers.get("contact-mail", "")
    new = f"{page}/security/advisories/new" if known.forge.github else f"{page}/-/issues/new?issue%5Bconfidential%5D=true"
    issues = f"{page}/issues" if known.forge.github else f"{page}/-/issues"
    privately = _PRIVATELY[language].format(page=new) if page else ""
    asked_mail = question("contact-mail", language)
    link = {"README.de.md": "[Deutsch](README.de.md)", "README.en.md": "[English](README.en.md)"}.get(other, "")
    back = "[English](README.md)" if language == "de" else "[Deutsch](README.md)"
    return {
        "name": known.name,
        "license": known.license,
        "holder": known.holder,
        "year": str(known.year),
        "channel": _OR_MAIL[language].format(page=privately, mail=mail) if page and mail else privately or mail or asked_mail,
        "contact": mail or (_ISSUES[language].format(page=issues) if page else asked_mail),
        "issues": _ISSUES[language].format(page=issues) if page else _TRACKER[language],
        "status": _STATUS[language][status_of(known)],
        "other-readme": link or (back if other else ""),
        "install": installing(known, language),
    }


@cache
def _template(name: str, language: str) -> str:
    ending = f".{language}.template" if language else ".yml"
    return (_FOLDER / f"{name}{ending}").read_text(encoding="utf-8")
