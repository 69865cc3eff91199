"""What the poms of a local Maven repository say of packages whose license nothing else at hand names."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.engine.unite import United
from osscan.inputs.source import Limits
from osscan.model.claim import Method
from osscan.model.component import PathRole
from osscan.model.purl import parts


def add_local_poms(components: Iterable[United], limits: Limits) -> None:
    """Adds the claims, inherited ones included; without a repository in the limits nothing is read."""
    if not limits.maven_repository:
        return
    from osscan.readers.maven_license import pom_claims  # noqa: PLC0415 - most runs read no repository
    from osscan.readers.maven_repository import repository_of  # noqa: PLC0415 - as above
    from osscan.readers.maven_tree import Poms  # noqa: PLC0415 - as above

    poms = Poms((), repository_of(limits))
    for united in components:
        component = united.component
        if component.claims or component.first_party or not component.purl.startswith("pkg:maven/"):
            continue
        _, group, artifact, version = parts(component.purl)
        licenses = poms.licenses(group, artifact, version, PathRole.PRODUCT)
        if licenses:
            united.component = component._replace(claims=pom_claims(licenses, Method.INSTALLED))
