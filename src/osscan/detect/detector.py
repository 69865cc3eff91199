"""detect: the licenses that speak in one file."""

from __future__ import annotations

from osscan.model.detection import Detection, LicenseMatch


def detect(content: bytes, path: str) -> Detection:
    """What the bytes of one file say; `path` only tells license files and manifests from others. Never raises for bad input."""
    text = content.decode("utf-8", "replace")
    matches = find(text)
    return Detection(" AND ".join(dict.fromkeys(m.expression for m in matches)) or None, matches)


def find(text: str) -> tuple[LicenseMatch, ...]:
    from osscan.detect import layout
    from osscan.detect.approximate import find_approximate, find_copies
    from osscan.detect.exact import find_exact, whole_text
    from osscan.detect.index import opened
    from osscan.detect.query import Query
    from osscan.detect.refine import approximate_matches, exact_matches, settled, true_ones, _covered
    from osscan.detect.tags import find_tags

    index = opened()
    query = Query(text, index)
    if not query.length:
        return ()
    whole = whole_text(query)
    if whole:
        return _told(query, [whole])
    tagged = find_tags(query)
    exact = exact_matches(query, *find_exact(query))
    matches = [*tagged, *exact]
    covered = _covered(query, matches)
    if (query.high & ~covered).any() and query.length > 5:
        for match in exact:
            if index.flags[match.rule] & layout.TEXT and match.length > 120:
                query.used |= _covered(query, [match])
        copies = find_copies(query)
        if copies:
            query.used |= _covered(query, copies)
        matches += approximate_matches(query, copies + find_approximate(query, covered), exact)
    final = true_ones(query, settled(query, matches))
    return _told(query, final)


def _told(query, matches):
    from osscan.detect import layout
    index = query.index
    return tuple(
        LicenseMatch(
            index.expressions[index.expression_of[m.rule]] if m.rule >= 0 else m.expression,
            int(query.lines[m.start]), int(query.lines[m.end - 1]), round(100 * m.share(query), 2), m.method, index.names[m.rule] if m.rule >= 0 else "",
            next((name for bit, name in layout.KINDS if m.rule >= 0 and index.flags[m.rule] & bit), "tag"),
        )
        for m in matches
    )


def path_class(path: str) -> str:
    del path
    return ""


def version() -> str:
    """Name of the detector's and its data's version: results under another one are stale."""
    return "0"
