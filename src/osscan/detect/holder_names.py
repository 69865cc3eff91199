"""What follows the years of a copyright statement becomes names of holders, or nothing where it is prose, code or a blank."""

from __future__ import annotations

import re

from osscan.detect.holder_words import (
    END_ANY_CASE,
    END_LOWER,
    END_SIGN,
    FORENAMES,
    LEGAL_FORM,
    ORGANIZATION,
    PARTICLES,
    PLACEHOLDERS,
    REFUSED_AFTER_THE,
    REFUSED_FIRST,
    SUFFIX,
    TEMPLATE,
    WITH_DOT,
)
from osscan.detect.holder_years import LIST, normal

_LONGEST = 160
"""Characters; what is longer is prose."""
_MOST_TOGETHER = 12

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>@]{0,300})?/?>")
_LINK = re.compile(r"\[([^\[\]]{1,120})\](?:\([^()]{0,200}\)|\[[^\[\]]{0,80}\])")
_ADDRESS = (
    r"(?:<[^<>]{0,80}(?:(?:@|://|\s(?:at|AT)\s|[\[(]at[\])]|www\.)[^<>]{0,160}>?|\.(?:com|org|net|io|de)/?>)"
    r"|\([^()]{0,60}(?:@|://|\s(?:at|AT)\s|\[at\]|www\.)[^()]{0,160}\)?"
    r"|[\[{]?(?:[\w.+%/=~-]{1,64}@[\w.-]{1,100}|\b(?:https?|ftp)://[^\s()<>\"\[\]]{0,200}|\bwww\.[^\s()<>\"]{1,100})[\]}>]?)"
)
_ADDRESSES = re.compile(_ADDRESS)
_ADDRESS_AND_NEXT = re.compile(
    _ADDRESS + r"\s{0,3}(?:[,;/]?\s{0,3}(?:and\s|&\s)\s{0,3}(?=[^\W\d_a-z])|[,;/]\s{0,3}(?=[^\W\d_a-z][^,;<(]{0,60}[<(]))"
)
"""After a comma only a name with an address of its own is another holder; else it is the place of the first one."""
_ASIDE = re.compile(
    r"\s{0,3}\((?:[\"'“”‘’*]|hereinafter|the\s[\"“]|a\.?k\.?a|formerly|see\s|s\)|v\.\s|[a-z]{1,40}(?:\s[^()\s]{1,40}){2})[^()]{0,200}\)?"
)
_SENTENCE = re.compile(r"[.!?][\"')]?\s")
_OPEN_BRACKET = re.compile(r"[(\[<{«][^)\]>}»]*\Z")
_MISTYPED_YEAR = re.compile(r"\A\d{4,}[\d,-]*\s+")
_JOINT = re.compile(r"(\s*,\s*(?:and\s+|&\s+)?|\s+(?:and|und|&)\s+)")
_AUTHOR = re.compile(r"\b(?:[Bb]y|[Aa]uthors?):?\s{1,3}([^\W\d_a-z][\w.'-]{0,30}(?:\s[^\W\d_a-z][\w.'-]{0,30}){1,3})[\s,]{0,4}\Z")
_COMMENT = re.compile(r"\A\s*[#*;%!|/<>.'\"-]*\s*")
_LETTER = re.compile(r"[^\W\d_]")
_AROUND = " \t\n,;:-‐‑‒–—*/#|'\"`´_~+!?=^\\“”„‘’«»"
_LEADING = frozenset(("by", "by:", "von", "and", "&", "held", "to", "from", "since", "in", "or", "c", "author", "authors:"))
_DANGLING = frozenset(
    ("and", "&", "by", "of", "the", "or", "und", "with", "for", "at", "in", "on", "from", "to", "and/or", "various")
)


def named(rest: str, years: str, *, firm: bool) -> list[tuple[str, str]]:
    """Pairs of name and years in what follows a copyright mark and its leading `years`.

    `firm` says that the statement can't be prose (a year, two marks or a tag was there), so that a name may be any word.
    """
    if _is_template(rest):
        return []
    text = _without_addresses(rest)
    pairs: list[tuple[str, str]] = []
    for piece, own in _with_years(text[: end_of_names(text)], years):
        for name in filter(None, map(_trimmed, piece.split("\n"))):
            if not _is_holder(name, firm=(firm or bool(own)) and not pairs):
                return pairs
            pairs.extend((part, own) for part in _apart(name))
    if not pairs and firm:
        pairs = _address_as_name(rest, years)
    return pairs


def named_before(prefix: str, years: str) -> list[tuple[str, str]]:
    """A name that stands before its mark: `Foo GmbH (c) 2019`, `Author: Jane Doe (c) 2019`."""
    text = _without_addresses(prefix)
    author = _AUTHOR.search(text)
    name = _trimmed(author[1] if author else _COMMENT.sub("", text))
    is_known = author is not None or LEGAL_FORM.search(name.lower()) is not None
    return [(name, years)] if is_known and end_of_names(name) == len(name) and _is_holder(name, firm=False) else []


def names_an_organization(name: str) -> bool:
    """True when a word of the name says that it is one (`Inc.`, `Foundation`, `Authors`)."""
    return ORGANIZATION.search(name.lower()) is not None


def end_of_names(text: str) -> int:
    """Where something else begins: rights reserved, a license, a verb, code."""
    lower = text.lower()
    ends = (END_ANY_CASE.search(lower if len(lower) == len(text) else text), END_LOWER.search(text), END_SIGN.search(text))
    return min((end.start() for end in ends if end), default=len(text))


def _is_template(rest: str) -> bool:
    """A blank to fill in stands where the name should be."""
    found = TEMPLATE.search(rest[:120].lower())
    return found is not None and not _LETTER.search(rest[: found.start()])


def _without_addresses(rest: str) -> str:
    """Without markup, addresses and asides; a line feed stands where an address ended one name and another name follows."""
    text = rest
    if "&" in text and ";" in text:
        from html import unescape  # noqa: PLC0415 - its table of entities is large and rarely needed

        text = unescape(text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "@" in text or "://" in text or "www." in text or "<" in text or "(" in text:
        text = _ADDRESS_AND_NEXT.sub("\n", text)
        text = _ADDRESSES.sub(" ", text)
        text = _ASIDE.sub(" ", text)
    return text


def _with_years(text: str, years: str) -> list[tuple[str, str]]:
    """Names with their years, which stand either before every name or behind every name."""
    pairs: list[tuple[str, str]] = []
    position = 0
    own = years
    for found in LIST.finditer(text):
        following = normal(found[0])
        pairs.append((text[position : found.start()], own if years else following))
        own = following
        position = found.end()
    if years or not pairs:
        pairs.append((text[position:], own))
    return pairs


def _trimmed(text: str) -> str:
    """The name without the next sentence and without what stands around it."""
    name = _MISTYPED_YEAR.sub("", " ".join(_OPEN_BRACKET.sub("", _first_sentence(text)).split())).replace(" ,", ",")
    before = None
    while name != before:
        before = name
        name = _without_lone_brackets(name.strip(_AROUND))
        first, _, following = name.partition(" ")
        if first.lower() in _LEADING and following:
            name = following
        preceding, _, last = name.rpartition(" ")
        if last.lower() in _DANGLING:
            name = preceding
        elif last == "." or name.endswith(").") or (name.endswith(".") and not _is_abbreviation(last[:-1])):
            name = name[:-1]
    return name


def _first_sentence(text: str) -> str:
    for found in _SENTENCE.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()].split()[-1:]
        if not _is_abbreviation(before[0] if before else ""):
            return text[: found.start()]
    return text


def _is_abbreviation(word: str) -> bool:
    word = word.rpartition("(")[2].rpartition(",")[2].rpartition("-")[2].strip("\"'")
    return len(word) < 2 or "." in word or word.lower() in WITH_DOT


def _without_lone_brackets(name: str) -> str:
    if name.startswith((")", "]", "}", ">", ". ")):
        return name[1:]
    if name.startswith("(") and name.endswith(")"):
        return name[1:-1]
    for opening, closing in ("()", "[]", "<>", "{}"):
        if name.count(opening) != name.count(closing):
            name = name.strip(opening + closing)
    return name


def _is_holder(name: str, *, firm: bool) -> bool:
    words = name.split()
    lows = name.lower().split()
    if len(name) > _LONGEST or len(name) < 2 or not _LETTER.search(name) or " ".join(lows) in PLACEHOLDERS:
        return False
    first = lows[0].rstrip(",.:;)\"'")
    is_forename = firm and first in FORENAMES and words[0][0].isupper() and words[1:] and words[1][0].isupper()
    if first.startswith("holder") or (first in REFUSED_FIRST and not is_forename):
        return False
    if first == "the" and (len(lows) == 1 or lows[1].rstrip(",.;:") in REFUSED_AFTER_THE):
        return False
    if any(sign in name for sign in ("==", "&&", "||", "();", "[i]", "$(")):
        return False
    if firm:
        return len(words) < 4 or _has_capital(name) or names_an_organization(name)
    if name.isupper() and len(name) > 6 and not LEGAL_FORM.search(name.lower()):
        return False
    return len(words) <= 10 and _is_capitalized(words) and (len(words) > 1 or len(name) > 2)


def _has_capital(name: str) -> bool:
    return any(letter.isupper() or letter > "\u02ff" for letter in name)


def _is_capitalized(words: list[str]) -> bool:
    """Every word begins like a name's or is a particle, and one at least is no particle."""
    proper = 0
    for word in words:
        initial = word.lstrip("(\"'“[")[:1]
        if initial.isupper() or initial > "\u02ff" or (initial.isdigit() and len(word) > 2):
            proper += 1
        elif word.lower().strip(",.()") not in PARTICLES and not any(map(str.isupper, word)):
            return False
    return proper > 0


def _apart(name: str) -> tuple[str, ...]:
    """Several holders as several, where every one of them is a whole name by itself."""
    if "," not in name and " and " not in name and " & " not in name and " und " not in name:
        return (name,)
    parts, joints = _parts(name)
    if not 2 <= len(parts) <= _MOST_TOGETHER or any(not _stands_alone(part) for part in parts):
        return (name,)
    legal = [LEGAL_FORM.search(part.lower()) is not None for part in parts]
    only_commas = all(joint.strip() == "," for joint in joints)
    if only_commas and len(parts) == 2 and not legal[0]:
        return (name,)
    groups = sum(map(names_an_organization, parts))
    return (name,) if groups and groups < len(parts) and (only_commas or not any(legal)) else tuple(parts)


def _parts(name: str) -> tuple[list[str], list[str]]:
    """Names and what joins them; `, Inc.` and `, Jr.` stay with their name."""
    pieces = _JOINT.split(name)
    parts, joints = [pieces[0]], []
    for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        low = piece.lower()
        if (
            (low.partition(" ")[0].rstrip(".,") + " ").startswith(("inc ", "ltd ", "llc ", "corp ", "gmbh ", "co "))
            or LEGAL_FORM.match(low)
            or SUFFIX.match(low)
        ):
            parts[-1] += joint + piece
        else:
            parts.append(piece)
            joints.append(joint)
    return parts, joints


def _stands_alone(part: str) -> bool:
    """A company with its legal form, a group such as `Foo Consortium`, or a person with two to four names."""
    words = part.split()
    if not 2 <= len(words) <= 6 or not _is_capitalized(words[:1]):
        return False
    low = part.lower()
    if LEGAL_FORM.search(low) or (ORGANIZATION.search(words[-1].lower()) and _is_capitalized(words)):
        return _has_capital(words[-1])
    return (
        len(words) <= 4
        and not ORGANIZATION.search(low)
        and all(word[:1].isupper() or word in ("van", "von", "de", "der", "da") for word in words)
    )


def _address_as_name(rest: str, years: str) -> list[tuple[str, str]]:
    """Who is known by nothing but an address is called by it."""
    found = _ADDRESSES.match(rest.lstrip(" ,:-"))
    address = found[0].strip(" <>()[]{},.;:\"'") if found else ""
    return [(address, years)] if address else []
