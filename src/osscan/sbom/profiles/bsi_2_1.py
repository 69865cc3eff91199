"""BSI TR-03183-2, version 2.1.0 of 20 August 2025."""

from __future__ import annotations

import datetime as dt

from osscan.model.sbom_report import Level
from osscan.sbom.profiles import bsi_component, bsi_document, bsi_licences, bsi_relations
from osscan.sbom.profiles.base import Demand, Profile

PROFILE = Profile(
    "bsi-tr-03183-2",
    "2.1.0",
    "BSI TR-03183-2",
    "BSI TR-03183-2 2.1.0",
    dt.date(2025, 8, 20),
    None,
    (
        Demand("bsi-format", Level.MUST, "4", bsi_document.in_format((1, 6), (3, 0, 1))),
        Demand("bsi-vulnerabilities", Level.MUST, "3.1", bsi_document.no_vulnerabilities),
        Demand("bsi-sbom-creator", Level.MUST, "5.2.1", bsi_document.creator),
        Demand("bsi-timestamp", Level.MUST, "5.2.1", bsi_document.timestamp),
        Demand("bsi-primary", Level.MUST, "3.2.1", bsi_document.is_about_something),
        Demand("bsi-component-creator", Level.MUST, "5.2.2", bsi_component.creator),
        Demand("bsi-component-name", Level.MUST, "5.2.2", bsi_component.name),
        Demand("bsi-component-version", Level.MUST, "5.2.2", bsi_component.version),
        Demand("bsi-filename", Level.MUST, "5.2.2", bsi_component.filename),
        Demand("bsi-dependencies", Level.MUST, "5.2.2", bsi_relations.dependencies),
        Demand("bsi-completeness", Level.MUST, "5.2.2", bsi_relations.completeness),
        Demand("bsi-distribution-licence", Level.MUST, "5.2.2", bsi_licences.distribution),
        Demand("bsi-hash", Level.MUST, "5.2.2", bsi_component.digest),
        Demand("bsi-executable", Level.MUST, "5.2.2", bsi_component.word("executable")),
        Demand("bsi-archive", Level.MUST, "5.2.2", bsi_component.word("archive")),
        Demand("bsi-structured", Level.MUST, "5.2.2", bsi_component.word("structured")),
        Demand("bsi-reached", Level.SHOULD, "5.1", bsi_relations.reached),
        Demand("bsi-referenced-only", Level.SHOULD, "3.2.5", bsi_component.no_more_than_referenced),
        Demand("bsi-sbom-uri", Level.MUST_IF_KNOWN, "5.2.3", bsi_document.uri),
        Demand("bsi-source-uri", Level.MUST_IF_KNOWN, "5.2.4", bsi_component.source_uri),
        Demand("bsi-deployable-uri", Level.MUST_IF_KNOWN, "5.2.4", bsi_component.deployable_uri),
        Demand("bsi-identifiers", Level.MUST_IF_KNOWN, "5.2.4", bsi_component.identifiers),
        Demand("bsi-original-licence", Level.MUST_IF_KNOWN, "5.2.4", bsi_licences.original),
        Demand("bsi-effective-licence", Level.MAY, "5.2.5", bsi_licences.effective),
        Demand("bsi-source-hash", Level.MAY, "5.2.5", bsi_component.source_digest),
        Demand("bsi-security-txt", Level.MAY, "5.2.5", bsi_component.security_txt),
        Demand("bsi-logical", Level.MAY, "3.2.2", bsi_component.judged_as_logical),
    ),
)
