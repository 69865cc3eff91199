"""First-party files with license statements: gathered by project and license, so that each is judged once."""

from __future__ import annotations

from dataclasses import dataclass, field

from osscan.inputs.roles import is_installed
from osscan.knowledge.linking import is_for_content
from osscan.model.claim import LicenseClaim, Method
from osscan.model.component import Component, Kind, PathRole, Relation, Scope
from osscan.model.inventory import Inventory

_SHOWN = 50
"""How many files are named for one license of one project."""

Read = tuple[PathRole, Inventory]


@dataclass(slots=True, eq=False, repr=False)
class _Group:
    role: PathRole
    claims: list[LicenseClaim] = field(default_factory=list)
    count: int = 0


def settle(inventories: tuple[Read, ...]) -> tuple[Read, ...]:
    """The inventories with license statements about files moved to where they belong.

    A license file goes to the package or project in whose folder it lies; tags and other license files become one
    component of kind FILES for each project, role and license. Texts that REUSE keeps in `LICENSES/` speak for no file, and
    what lies deep inside an installed package is that package's own matter: its metadata speaks for it.
    """
    others = [(role, inventory) for role, inventory in inventories if not inventory.reader.startswith("license/")]
    owners = _owners(others)
    folders = {
        folder for (role, folder), position in owners.items() if others[position][1].root is not None and not is_installed(folder)
    }
    groups: dict[tuple[str, PathRole, str], _Group] = {}
    extra: dict[int, list[LicenseClaim]] = {}
    for role, inventory in inventories:
        if not inventory.reader.startswith("license/"):
            continue
        for component in inventory.components:
            for claim in component.claims:
                owner = _owner_of(claim, role, inventory.path, owners)
                if owner is not None:
                    extra.setdefault(owner, []).append(claim)
                elif not _is_kept_text(inventory.path, claim) and not is_installed(inventory.path):
                    project = _project_of(inventory.path, folders)
                    group = groups.setdefault((project, role, claim.raw), _Group(role))
                    group.count += component.files
                    group.claims.append(claim)
    settled = [(role, _with_claims(inventory, extra.get(position, []))) for position, (role, inventory) in enumerate(others)]
    settled += [
        (role, i._replace(components=())) for role, i in inventories if i.reader.startswith("license/") and (i.problems or i.root)
    ]
    return tuple(settled) + tuple(_files(project, raw, group) for (project, _, raw), group in sorted(groups.items()))


def _owners(inventories: list[Read]) -> dict[tuple[PathRole, str], int]:
    """Folders that a manifest or an installed package speaks for, with the position of its inventory."""
    found: dict[tuple[PathRole, str], int] = {}
    for position, (role, inventory) in enumerate(inventories):
        folder = inventory.path.rpartition("/")[0]
        if inventory.root is not None and inventory.root.first_party:
            found.setdefault((role, folder), position)
        elif inventory.reader in ("python/dist-info", "javascript/installed"):
            found[role, folder] = position
    return found


def _owner_of(claim: LicenseClaim, role: PathRole, path: str, owners: dict[tuple[PathRole, str], int]) -> int | None:
    if claim.method is not Method.LICENSE_TEXT:
        return None
    folder = path.rpartition("/")[0]
    if (role, folder) in owners:
        return owners[role, folder]
    above, _, name = folder.rpartition("/")
    return owners.get((role, above)) if name.lower() in ("licenses", "license_files") and above.endswith(("-info",)) else None


def _is_kept_text(path: str, claim: LicenseClaim) -> bool:
    return claim.method is Method.LICENSE_TEXT and "LICENSES" in path.split("/")[:-1]


def _project_of(path: str, folders: set[str]) -> str:
    folder = path.rpartition("/")[0]
    while folder and folder not in folders:
        folder = folder.rpartition("/")[0]
    return folder


def _with_claims(inventory: Inventory, claims: list[LicenseClaim]) -> Inventory:
    if not claims:
        return inventory
    if inventory.root is not None:
        return inventory._replace(root=inventory.root._replace(claims=(*inventory.root.claims, *claims)))
    first, *rest = inventory.components or (None,)
    if first is None:
        return inventory
    return inventory._replace(components=(first._replace(claims=(*first.claims, *claims)), *rest))


def _files(project: str, raw: str, group: _Group) -> Read:
    """One component for all files of a project under one license; the first claim counts, the others show where."""
    claims = sorted(group.claims, key=lambda claim: claim.place.sort_key())
    first = claims[0]
    component = Component(
        name=raw or first.place.input,
        version="",
        place=first.place,
        ref=f"files:{raw}",
        claims=tuple(claim._replace(joined=first.joined, group="") for claim in claims[:_SHOWN]),
        scope=Scope.RUNTIME,
        kind=Kind.FILES,
        relation=Relation.DATA if is_for_content(raw) else Relation.INCORPORATE,
        files=group.count,
    )
    path = project or "."
    return group.role, Inventory(path, "license/files", "files", components=(component,))
