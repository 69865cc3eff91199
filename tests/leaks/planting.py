"""Planting: for each rule a text that it must find, drawn from the rule's own shape; nothing of it is kept anywhere."""

from __future__ import annotations

import random
import re
from re import _constants as kinds
from re import _parser as parser

from osscan.leaks.files import FileRule
from osscan.leaks.rules import Rule

SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
MORE = "-_.+/=~ "


def planted(rule: Rule, draw: random.Random) -> str:
    """A text with one thing of this kind."""
    if rule.check in VALUES:
        return f"{VALUES[rule.check](draw)}\n"
    if rule.name in TEXTS:
        return TEXTS[rule.name](draw)
    told = "".join(f"# {word}\n" for word in rule.keywords)
    return f"{told}\n{drawn(rule.pattern, draw)}\n"


def file_for(rule: Rule) -> str:
    """A path in which the rule is tried."""
    for pattern in rule.paths:
        for name in ("main.tf", "values.yaml", "nuget.config", "page.php", "service.properties"):
            if re.search(pattern, f"{rule.name}/{name}"):
                return f"{rule.name}/{name}"
    return f"{rule.name}/main.conf"


def planted_file(rule: FileRule, draw: random.Random) -> tuple[str, bytes]:
    """Path and content of a file of this kind."""
    path, content = FILES[rule.name]
    return f"{rule.name}/{path}", content(draw)


def drawn(pattern: str, draw: random.Random) -> str:
    """A text that fits an expression of RE2."""
    for theirs, ours in (
        ("[[:alnum:]]", "[a-zA-Z0-9]"),
        (r"\z", r"\Z"),
        ("(?s:.)", r"[\s\S]"),
        ("(?-i:", "(?:"),
        ("(?i:", "(?:"),
        ("(?i)", ""),
        ("(?im)", ""),
    ):
        pattern = pattern.replace(theirs, ours)
    return _drawn(parser.parse(pattern), draw)


def _drawn(nodes, draw: random.Random) -> str:
    return "".join(_node(kind, told, draw) for kind, told in nodes)


def _node(kind, told, draw: random.Random) -> str:
    if kind is kinds.LITERAL:
        return chr(told)
    if kind is kinds.NOT_LITERAL:
        return draw.choice(SIGNS)
    if kind is kinds.ANY:
        return draw.choice(SIGNS)
    if kind is kinds.AT:
        return ""
    if kind is kinds.IN:
        return _sign(told, draw)
    if kind is kinds.BRANCH:
        return _drawn(draw.choice(told[1]), draw)
    if kind is kinds.SUBPATTERN:
        return _drawn(told[3], draw)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        least, most, what = told
        count = (
            least
            if kind is kinds.MIN_REPEAT or (most >= 1000 and not least)
            else draw.randint(least, max(least, min(most, least + 30)))
        )
        return "".join(_drawn(what, draw) for _ in range(count))
    raise NotImplementedError(kind)


def _sign(told, draw: random.Random) -> str:
    fits = re.compile(f"[{_class(told)}]")
    signs = [sign for sign in SIGNS if fits.match(sign)] or [sign for sign in MORE if fits.match(sign)]
    if not signs:
        signs = [chr(code) for code in range(32, 127) if fits.match(chr(code))]
    return draw.choice(signs)


def _class(told) -> str:
    parts = []
    for kind, what in told:
        if kind is kinds.NEGATE:
            parts.append("^")
        elif kind is kinds.LITERAL:
            parts.append(re.escape(chr(what)))
        elif kind is kinds.RANGE:
            parts.append(f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}")
        else:
            parts.append(_CATEGORIES[what])
    return "".join(parts)


_CATEGORIES = {
    kinds.CATEGORY_DIGIT: r"\d",
    kinds.CATEGORY_NOT_DIGIT: r"\D",
    kinds.CATEGORY_WORD: r"\w",
    kinds.CATEGORY_NOT_WORD: r"\W",
    kinds.CATEGORY_SPACE: r"\s",
    kinds.CATEGORY_NOT_SPACE: r"\S",
}


def word(draw: random.Random, length: int = 14) -> str:
    """A password as people draw one."""
    return "".join(draw.choice(SIGNS) for _ in range(length - 3)) + "7xQ"


def iban(draw: random.Random) -> str:
    account = "".join(draw.choice("0123456789") for _ in range(18))
    return f"DE{98 - int(account + '131400') % 97:02d}{account}"


def tax_number(draw: random.Random) -> str:
    digits = draw.sample("123456789", 9)
    digits.insert(draw.randint(1, 9), draw.choice(digits))
    product = 10
    for digit in digits:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return "".join(digits) + str((11 - product) % 10)


def pension_number(draw: random.Random) -> str:
    start = f"{draw.randint(10, 60)}{draw.randint(1, 28):02d}{draw.randint(1, 12):02d}{draw.randint(10, 99)}"
    letter, serial = draw.choice("ABCDEFGHKLMNPRSTUVWZ"), f"{draw.randint(10, 99)}"
    spelt = start + f"{ord(letter) - 64:02d}" + serial
    total = sum(
        sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(spelt, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True)
    )
    return f"{start}{letter}{serial}{total % 10}"


VALUES = {
    "iban": lambda draw: f"Konto: {iban(draw)}",
    "tax-number": lambda draw: f"Steuer-IdNr. {tax_number(draw)}",
    "pension-number": lambda draw: f"Rentenversicherung {pension_number(draw)}",
    "phone": lambda draw: f"Telefon: 0231 50-{draw.randint(20, 29)}{draw.randint(100, 999)}",
    "mail": lambda draw: f"write to k{draw.randint(100, 999)}.w@dortmund.de",
    "host": lambda draw: f"url: https://srv{draw.randint(10, 99)}.verwaltung.intern/start",
    "address": lambda draw: f"listen 10.{draw.randint(50, 90)}.{draw.randint(30, 60)}.{draw.randint(20, 99)};",
    "address-6": lambda draw: f"listen fd{draw.randint(10, 99)}:{draw.randint(1000, 9999)}:{draw.randint(1000, 9999)}::17 ;",
    "share": lambda draw: rf"copy \\dofs{draw.randint(10, 99)}\daten$ away",
    "account": lambda draw: f"path /home/qz{draw.choice('abcdef')}kl{draw.randint(10, 99)}/code",
    "ticket": lambda draw: f"see DOS-{draw.randint(100, 999)}",
    "link": lambda draw: f"https://intranet.stadt{draw.randint(10, 99)}.de/seite",
}

TEXTS = {
    "curl-auth-header": lambda draw: f'curl https://a.example -H "Authorization: Bearer {word(draw, 30)}"\n',
    "curl-auth-user": lambda draw: f"curl https://a.example -u 'k{draw.randint(10, 99)}:{word(draw)}'\n",
    "kubernetes-secret-yaml": lambda draw: f"kind: Secret\nmetadata:\n  name: a\ndata:\n  value: {word(draw, 24)}\n",
}
"""Shapes that hardly ever come about by drawing each sign."""

FILES = {
    "pkcs12-file": ("a.p12", lambda draw: b"\x30\x82" + draw.randbytes(60)),
    "java-keystore": ("a.bin", lambda draw: b"\xfe\xed\xfe\xed\0\0\0\2" + draw.randbytes(60)),
    "keepass-database": ("a.bin", lambda draw: b"\x03\xd9\xa2\x9a" + draw.randbytes(60)),
    "ssh-key-file": ("id_ed25519", lambda draw: b"\0" + draw.randbytes(60)),
    "pgp-secret-ring": ("secring.gpg", lambda draw: b"\0" + draw.randbytes(60)),
    "openvpn-profile": ("a.ovpn", lambda draw: b"remote vpn 1194\n"),
    "environment-file": (".env", lambda draw: b"A=1\n"),
    "credentials-file": (".netrc", lambda draw: b"machine a login b\n"),
    "registry-token": (".npmrc", lambda draw: f"//registry.example/:_authToken={word(draw, 30)}\n".encode()),
    "terraform-state": ("a.tfstate", lambda draw: b'{"resources": []}'),
    "shell-history": (".bash_history", lambda draw: b"ls\n"),
    "database-file": ("a.bin", lambda draw: b"SQLite format 3\0" + draw.randbytes(60)),
    "mailbox": ("a.pst", lambda draw: b"!BDN" + draw.randbytes(60)),
    "network-recording": ("a.bin", lambda draw: b"\xd4\xc3\xb2\xa1\2\0" + draw.randbytes(60)),
}
