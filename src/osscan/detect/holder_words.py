"""Words around copyright holders: where a name ends, what is no name, and what makes a name an organization or a company."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


END_ANY_CASE = re.compile(
    r"\b(?:all?\s(?:copy)?rights?(?:\s|\.|\Z)|some\srights|rights?\sreserved|alle\srechte|tous\sdroits|todos\s(?:los|os)\s|tutti\si\s"
    r"|licen[cs]ed?\b(?!\sproject)|under\s(?:the|terms|gnu|an?|l?gpl|mit|bsd|apache)\b|(?:re)?distribut(?:ed|ion|able)\b|released\b|published\s"
    r"|available\s(?:under|at|from|as|in)\b|permission\s(?:is|to)\b|permission\b\s*\Z|this\s[a-z]|these\s[a-z]|the\s(?:above|following)\b"
    r"|for\s(?:more|details|licens|conditions|terms|further|full|use|non|info)|please\b|see\s|subject\sto\b|no\s(?:warranty|rights)|except\b|unpublished\b"
    r"|confidential\b|proprietary\b|version\s\d|v\d+\.\d|used\s(?:by|with|under)\b|last\s(?:modified|revised|updated|change)"
    r"|copyright|copr\.|spdx-|gnu\s(?:lesser|library|general|affero)\b|not\sfor\b|freely\b|trademarks?\b|disclaimer\b|warranty\b"
    r"|patents?\s(?:pend|no\b|u\.s)|you\s(?:may|can|must|should)\b|https?:|file:|author:)"
    r"|\(c\)|[©®]|&copy"
)
END_LOWER = re.compile(
    r"\b(?:is|are|was|were|has|have|had|may|shall|will|can|must|who|which|that|unless|provided|if|when|where|what|it|you|your|we|i\.e\.|any|e-?mail"
    r"|written|[Cc]reated|made|maintained|developed|[Mm]odified|ported|adapted|[Dd]erived|originally|initially|portions?|without|used|using|hereby|grants?|makes?"
    r"|based\son|as\s(?:an?|part|published|noted|indicated|listed|per|represented|well|of)|in\s(?:all|the\s(?!name)|accordance|this|which|any)|rewritten"
    r"|to\s(?:the|be|support|use|any|this)|with\s(?!its|the)|from\s(?:the|code)|due|but|not|inspired|contact|mailto|ported|placed|added|based)\b"
)
END_SIGN = re.compile(
    r"\*/|--%?>|\*\)|[%?}#]>|\"\"\"|'''|[\\|;={}^•·¦\t]|\s[#$]|\s[-‐-―*/]{1,80}\s|\s[-‐-―]{2}|\s//|:\s|:\Z|\s{5}|\.{3}|…|%[sd(]|\$[{(A-Z]|@[A-Z_]+@|</"
    r"|\[\s|\][^,)\s]|``|->|::|\(\)|\[\]|\+\+|!=|<=|=>|\s\+\s?[\"']|\s{2,4}(?=This|The\s|You|Use|Perm|Redis|See|For|http|In\s|By\s|It\s)|\?\s|[\"”]\s?[,)\]\n]|[\"”]\Z"
    r"|(?<=[.,])\s?\d{2,5}\s{1,3}[A-Z]|(?:(?<=Inc[.,])|(?<=Ltd[.,])|(?<=LLC[.,]))\s(?!and\b|or\b|et\b|in\b|for\b|of\b|by\b)[a-z]"
    r"|(?<=[a-zC]\.)\s(?:They|It|All|See|You|Some|Other|Any|We|These|This|In|If|Also|The)\s|@\*|,?\s\d{5}\b"
)

TEMPLATE = re.compile(
    r"[<\[{(_]\s*(?:insert|enter|the|your|full)?\s?(?:first|last|your|full|legal|project|copyright|program)?[\s_-]?"
    r"(?:names?|owners?|authors?|holders?|compan(?:y|ies)|organi[sz]ations?|user(?:name)?|entity|licensor|developers?|maintainers?)\b[^<>\[\]{}()@=]{0,60}[>\]})]"
    r"|\[(?:year|yyyy|name|owner|author|holder|project|insert)[^\]]{0,60}\]|<(?:s|insert|your|full|copyright)\s?[^>]{0,40}>"
    r"|\b(?:your|my)\s(?:full\s|own\s|real\s)?(?:name|company|organi[sz]ation)\b|\bname\sof\s(?:the\s)?(?:copyright|author|owner|holder|company)"
    r"|\binsert\s(?:your|the|name|full)|\bfull\s?name\b|\bcompany\sname\b|_{4}|\bx{4}|@[a-z_]+@|@var\{|4-digit|\bvotre\snom|\bname\sdes\b|\bnom\sde\b|\bihr\sname|\b20\[|<[^<>@=]{0,60}(?:holders?|owners?|authors?)\b[^<>@=]{0,40}>|%\w*\([a-z_]+\)s"
)
"""A blank to fill in; matched in lower case."""
PLACEHOLDERS = _words(
    "name author author(s) authors owner owners holder holders organization organisation company copyright year years yyyy date s d n/a none todo xxx"
    " you me licensor string text somebody someone names fullname username unknown noassertion email e-mail"
)

REFUSED_FIRST = _words(
    "holder holders holder's holders' owner owners owner's owner(s) holder(s) notice notices notice(s) license licence licenses law laws act statement"
    " statements information protection protected disclaimer disclaimers interest interests treaty treaties convention infringement claim claims line"
    " lines and or in of to for is are as this that these those symbol header headers year message messages string terms assignment assignments"
    " ownership restriction restrictions material materials policy file files page remains violation violations permission permissions management"
    " clearance right rights have has had can may must shall will should not no any all if when where who whom which what it its you your we our each"
    " such term under on at with without be been does do also only applicable means text texts tag field attribution patent patents trademark"
    " trademarks warranty protections status date dates control extension extends respective subsistence exists existing clause paragraph section grant"
    " grants granted licensee licensor licensors representations unless except including provided infringements registration agreement reserved"
    " unauthorized unauthorised template check checker expression detection detector true false null nil undefined return const let var def but because"
    " termination conditions condition limitation limitations modified portions see conflict issues reform note their"
)
FORENAMES = _words("will grant may can page law note such")
"""Refused words that people are called, too."""
REFUSED_AFTER_THE = _words(
    "above following copyright license licence software work program licensee licensor licensed licenses library document files file same extent holder"
    " holders owner owners term notice use date material code name year terms entire rights right user applicable source distribution time fact public"
    " product services works contributor recipient information laws law purpose purposes data package combination initial restrictions"
)

BEFORE_A_MARK = _words(
    "is are portions additional dnl rem c copyright project license see and string text value code changes work parts additions"
)
"""Words before `Copyright Foo Bar`; others before it make prose of it."""
PARTICLES = _words(
    "of the and de da di do dos du del della der den des von van zu zur for at a et und y e la le les el al bin ibn ter ten on in & its their or für och"
    " og other others contributors authors affiliates subsidiaries developers team member members project projects community committers group"
    " maintainers company various"
)
"""Words that a name may hold in lower case."""
ORGANIZATION = re.compile(
    r"\b(?:inc|ltd|llc|gmbh|ag|corp|corporation|company|co|limited|incorporated|foundation|consortium|universit\w+|institut\w*|authors?|contributors?"
    r"|developers?|team|project|group|laborator\w+|labs?|society|association|alliance|community|committers|maintainers|council|agency|ministry|department"
    r"|systems?|software|technolog\w+|research|regents|center|centre|organi[sz]ation|e\.\s?v|b\.v|s\.a|oy|plc|trust|collective|network|solutions|studios?"
    r"|members|others|office|board|college|school|commission|committee|union|government|stadt|verein|hochschule|stiftung)\b"
)
"""In lower case: a word that only an organization or a group has in its name."""
LEGAL_FORM = re.compile(
    r"(?:inc|incorp|ltd|llc|l\.l\.c|llp|lp|gmbh(?:\s&\sco\.?\skg)?|ag|kg|se|s\.\s?a|s\.a\.s|sas|b\.\s?v|n\.\s?v|k\.\s?k|pty|plc|corp|corporation|co|company"
    r"|limited|incorporated|e\.\s?v|s\.p\.a|s\.r\.l|srl|oy|ab|a/s|asa|s\.r\.o|pvt|ltda|usa|co\.,?\sltd|pty\.?\sltd|pvt\.?\sltd|foundation)\.?\Z"
)
SUFFIX = re.compile(r"(?:jr|sr|ii|iii|ph\.?\s?d|m\.?\s?d|m\.?sc|b\.?sc|esq|et\sal)\.?\Z")
"""What belongs to a person although a comma stands before it."""
WITH_DOT = _words(
    "inc ltd co corp llc bros dr mr mrs ms prof st jr sr univ dept inst intl int'l assoc ass dipl ing phil phd vol ph al esq sp k n b cie mfg dev"
    " tech lab labs bv nv ltda plc pvt pty llp srl ges incorp sen hon"
)
"""Words after which a dot ends no sentence."""
