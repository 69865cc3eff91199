"""The licenses of a CycloneDX component: ids, names and expressions, each with the role in which it is said."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from osscan.inputs.faults import Faults
from osscan.model.claim import ClaimRole, Fit, Form, Joined, LicenseClaim, Meaning, Method
from osscan.model.place import Place
from osscan.readers.own_licenses import OwnLicenses, attached, meaning
from osscan.readers.telling import occurrences, tell_doubled

_ROLES = {"declared": ClaimRole.DECLARED, "concluded": ClaimRole.CONCLUDED}


class _Said(NamedTuple):
    """One entry of a license list."""

    role: ClaimRole
    form: Form
    raw: str
    route: str
    meant: tuple[Meaning, ...] = ()


class Licenses:
    """Makes claims of `licenses` and `evidence.licenses`; also of those that a doubled key hides."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._path = faults.source.path
        self._place = faults.place
        self._wrong = faults.wrong_type
        self._warn = faults.warning
        self._raws: dict[str, str] = {}

    def claims(self, told: dict[str, Any], route: str) -> tuple[LicenseClaim, ...]:
        """All that a component's object says of its license."""
        if told.__class__ is dict and "evidence" not in told:
            licenses = told.get("licenses")
            if licenses is None:
                return ()
            raw = _only_id(licenses)
            if not raw:
                return tuple(self._list(licenses, f"{route}.licenses", None))
            raw = self._raws.setdefault(raw, raw)
            place = self._place(f"{route}.licenses[0].license.id")
            return (LicenseClaim(ClaimRole.UNMARKED, raw, Form.ID, Method.SBOM, place),)
        claims: list[LicenseClaim] = []
        for licenses, inner in occurrences(told, "licenses", route):
            claims += self._list(licenses, inner, None)
        for evidence, middle in occurrences(told, "evidence", route):
            if not isinstance(evidence, dict):
                self._wrong(middle, "object", evidence)
                continue
            for licenses, inner in occurrences(evidence, "licenses", middle):
                claims += self._list(licenses, inner, ClaimRole.DETECTED)
        return tuple(claims)

    def plain(self, licenses: Any, route: str) -> tuple[LicenseClaim, ...] | None:
        """The claim of a list with one id in it, as most are; None for all that need a closer look."""
        raw = _only_id(licenses)
        if not raw:
            return None
        raw = self._raws.setdefault(raw, raw)
        place = tuple.__new__(Place, (self._path, f"{route}.licenses[0].license.id", None, None))
        return (tuple.__new__(LicenseClaim, (ClaimRole.UNMARKED, raw, Form.ID, Method.SBOM, place, Joined.ALONE, "", 1.0, ())),)

    def _list(self, licenses: Any, route: str, role: ClaimRole | None) -> list[LicenseClaim]:
        """The claims of one license list; entries of the same role are one statement whose operator is not said."""
        raw = _only_id(licenses)
        if raw:
            only = _Said(role or ClaimRole.UNMARKED, Form.ID, raw, f"{route}[0].license.id")
            return [self._claim(only, Joined.ALONE, "")]
        said: list[_Said] = []
        if isinstance(licenses, list):
            for position, entry in enumerate(licenses):
                self._entry(entry, f"{route}[{position}]", role, said)
        else:
            self._wrong(route, "array", licenses)
            if isinstance(licenses, (dict, str)):
                self._entry(licenses, route, role, said)
        if len(said) == 1:
            return [self._claim(said[0], Joined.ALONE, "")]
        counts = Counter(one.role for one in said)
        return [
            self._claim(one, Joined.UNSAID, route) if counts[one.role] > 1 else self._claim(one, Joined.ALONE, "") for one in said
        ]

    def _claim(self, said: _Said, joined: Joined, group: str) -> LicenseClaim:
        raw = self._raws.setdefault(said.raw, said.raw)
        return LicenseClaim(said.role, raw, said.form, Method.SBOM, self._place(said.route), joined, group, meant=said.meant)

    def _entry(self, entry: Any, route: str, role: ClaimRole | None, said: list[_Said]) -> None:
        if not isinstance(entry, dict) or not ("license" in entry or "expression" in entry):
            if entry:
                self._wrong(route, "license, expression", entry)
            self._license(entry, route, role, said)
            return
        tell_doubled(self._faults, entry, route)
        for license_, inner in occurrences(entry, "license", route):
            self._license(license_, inner, role, said)
        if "expression" in entry:
            speaking = role or self._role(entry, route)
            for expression, inner in occurrences(entry, "expression", route):
                self._text_said(expression, inner, speaking, Form.EXPRESSION, said)
            if "expressionDetails" in entry:
                self._details(entry, route, said)

    def _license(self, told: Any, route: str, role: ClaimRole | None, said: list[_Said]) -> None:
        """One license object: its id or name, else its URL, else the mere fact that there is a text."""
        if isinstance(told, str):
            self._text_said(told, route, role or ClaimRole.UNMARKED, Form.NAME, said)
            return
        if not isinstance(told, dict):
            self._wrong(route, "object", told)
            return
        tell_doubled(self._faults, told, route)
        speaking = role or self._role(told, route)
        before = len(said)
        for key, form in (("id", Form.ID), ("name", Form.NAME)):
            if key in told:
                for raw, inner in occurrences(told, key, route):
                    self._text_said(raw, inner, speaking, form, said)
        if len(said) > before:
            if "text" in told and "id" not in told:
                self._compare(told, route, before, said)
            return
        for raw, inner in occurrences(told, "url", route):
            self._text_said(raw, inner, speaking, Form.URL, said)
        if len(said) == before and told.get("text"):
            text = attached(told["text"])
            meant = (meaning("", "", text, (), self._place(f"{route}.text")),) if text.strip() else ()
            said.append(_Said(speaking, Form.TEXT, "", f"{route}.text", meant))
        elif len(said) == before:
            self._warn("license-entry-empty", route)

    def _compare(self, told: dict[str, Any], route: str, before: int, said: list[_Said]) -> None:
        """A name may say nothing, or something else than the text that is attached to it."""
        text = attached(told["text"])
        for position in range(before, len(said) if text.strip() else before):
            one = said[position]
            meant = meaning("", one.raw, text, (), self._place(f"{route}.text"))
            if meant.fit is not Fit.SILENT:
                said[position] = one._replace(meant=(meant,))

    def _details(self, entry: dict[str, Any], route: str, said: list[_Said]) -> None:
        """What stands beside an expression of the licenses in it (CycloneDX 1.7)."""
        own, rows = OwnLicenses(self._faults), entry["expressionDetails"]
        if not isinstance(rows, list):
            self._wrong(f"{route}.expressionDetails", "array", rows)
            return
        for position, row in enumerate(rows):
            inner = f"{route}.expressionDetails[{position}]"
            if not isinstance(row, dict):
                self._wrong(inner, "object", row)
            elif isinstance(row.get("licenseIdentifier"), str):
                own.add(row["licenseIdentifier"], "", attached(row.get("text")), (row.get("url"),), self._place(inner))
        for position, one in enumerate(said):
            if one.form is Form.EXPRESSION and one.route.startswith(route):
                meant = own.meant(one.raw)
                said[position] = one._replace(meant=meant) if meant else one

    def _text_said(self, raw: Any, route: str, role: ClaimRole, form: Form, said: list[_Said]) -> None:
        if not isinstance(raw, str):
            self._wrong(route, "string", raw)
        elif raw and not raw.isspace():
            said.append(_Said(role, form, raw, route))

    def _role(self, told: dict[str, Any], route: str) -> ClaimRole:
        said = told.get("acknowledgement")
        if said is None:
            return ClaimRole.UNMARKED
        role = _ROLES.get(said) if isinstance(said, str) else None
        if role is None:
            self._warn("field-unknown-value", f"{route}.acknowledgement", value=said, expected=", ".join(_ROLES))
        return role or ClaimRole.UNMARKED


def _only_id(licenses: Any) -> str:
    """The id in `[{"license": {"id": ...}}]`, which most lists are; empty for all that need a closer look."""
    if licenses.__class__ is list and len(licenses) == 1:
        entry = licenses[0]
        if entry.__class__ is dict and len(entry) == 1:
            told = entry.get("license")
            if told.__class__ is dict and len(told) == 1:
                raw = told.get("id")
                return raw if isinstance(raw, str) and not raw.isspace() else ""
    return ""
