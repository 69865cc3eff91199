"""How long a text is for people: letters with their marks, flags and families of emoji count once (Unicode Annex 29)."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_LEADING, _VOWEL, _TRAILING = range(0x1100, 0x1160), range(0x1160, 0x11A8), range(0x11A8, 0x1200)
_SYLLABLES = range(0xAC00, 0xD7A4)
_FLAGS, _TONES, _TAGS = range(0x1F1E6, 0x1F200), range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080)
_PICTURES = (range(0x203C, 0x3300), range(0x1F000, 0x1FB00))


def length(text: str) -> int:
    """The number of characters as people count them; of ASCII the plain length, with CR LF as one."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    count = flags = 0
    before, chained, joins = "", False, False
    for sign in text:
        if before and _goes_on(before, sign, flags, joins=joins):
            flags += ord(sign) in _FLAGS
        else:
            count += 1
            flags = int(ord(sign) in _FLAGS)
            chained = False
        joins = sign == _JOINER and chained
        chained = _is_picture(sign) or (chained and _extends(sign))
        before = sign
    return count


def _goes_on(before: str, sign: str, flags: int, *, joins: bool) -> bool:
    """Whether there is no border between two signs."""
    if before == "\r" and sign == "\n":
        return True
    if unicodedata.category(before) in ("Cc", "Zl", "Zp") or unicodedata.category(sign) in ("Cc", "Zl", "Zp"):
        return False
    if _extends(sign):
        return True
    if before == _JOINER and joins and _is_picture(sign):
        return True
    if ord(sign) in _FLAGS:
        return ord(before) in _FLAGS and flags % 2 == 1
    return _same_syllable(ord(before), ord(sign))


def _extends(sign: str) -> bool:
    point = ord(sign)
    return (
        sign in (_JOINER, "\u200c")
        or unicodedata.category(sign) in ("Mn", "Me", "Mc")
        or point in _TONES
        or point in _TAGS
        or 0xFF9E <= point <= 0xFF9F
    )


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) in ("So", "Sm", "Po", "Cn") and any(ord(sign) in part for part in _PICTURES)


def _same_syllable(before: int, point: int) -> bool:
    """The letters of a Korean syllable."""
    if before in _LEADING:
        return point in _LEADING or point in _VOWEL or point in _SYLLABLES
    if before in _VOWEL or (before in _SYLLABLES and (before - _SYLLABLES.start) % 28 == 0):
        return point in _VOWEL or point in _TRAILING
    return (before in _TRAILING or before in _SYLLABLES) and point in _TRAILING
