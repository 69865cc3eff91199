"""All things that can be written and mended, in the order in which they are done: later ones see what earlier ones would write."""

from __future__ import annotations

from osscan.fixes import description, holders, ignored, legal, links, metadata, papers, publiccode, reuse
from osscan.fixes.base import Thing

INIT = (
    Thing("license", legal.texts),
    Thing("readme", papers.readme),
    Thing("contributing", papers.contributing),
    Thing("coc", papers.conduct),
    Thing("security", papers.security),
    Thing("changelog", papers.changelog),
    Thing("governance", papers.governance),
    Thing("templates", papers.templates),
    Thing("ci", papers.pipeline),
    Thing("sbom", papers.sbom),
    Thing("pre-commit", papers.pre_commit),
    Thing("gitignore", ignored.started),
    Thing("publiccode", publiccode.publiccode),
    Thing("standards", papers.standards),
    Thing("reuse", reuse.started),
)
FIX = (
    Thing("metadata", metadata.mended),
    Thing("publiccode", description.mended),
    Thing("headers", holders.mended),
    Thing("links", links.mended),
    Thing("alt", links.described),
    Thing("gitignore", ignored.completed),
    Thing("reuse", reuse.mended),
)
