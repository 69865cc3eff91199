"""BSI TR-03183-2, version 2.0.0 of 20 September 2024; new documents could follow it for six months after 2.1.0 (section 7)."""

from __future__ import annotations

import datetime as dt

from osscan.model.sbom_report import Level
from osscan.sbom.profiles import bsi_component, bsi_document, bsi_licences, bsi_relations
from osscan.sbom.profiles.base import Demand, Profile
from osscan.sbom.profiles.bsi_classes import of_files

PROFILE = Profile(
    "bsi-tr-03183-2",
    "2.0.0",
    "BSI TR-03183-2",
    "BSI TR-03183-2 2.0.0",
    dt.date(2024, 9, 20),
    dt.date(2026, 2, 20),
    (
        Demand("bsi-format", Level.MUST, "4", bsi_document.in_format((1, 5), (2, 2))),
        Demand("bsi-vulnerabilities", Level.MUST, "3.1", bsi_document.no_vulnerabilities),
        Demand("bsi-sbom-creator", Level.MUST, "5.2.1", bsi_document.creator),
        Demand("bsi-timestamp", Level.MUST, "5.2.1", bsi_document.timestamp),
        Demand("bsi-primary", Level.MUST, "3.2.1", bsi_document.is_about_something),
        Demand("bsi-component-creator", Level.MUST, "5.2.2", of_files(bsi_component.creator_or_supplier)),
        Demand("bsi-component-name", Level.MUST, "5.2.2", of_files(bsi_component.name)),
        Demand("bsi-component-version", Level.MUST, "5.2.2", of_files(bsi_component.version)),
        Demand("bsi-filename", Level.MUST, "5.2.2", of_files(bsi_component.filename)),
        Demand("bsi-dependencies", Level.MUST, "5.2.2", of_files(bsi_relations.dependencies)),
        Demand("bsi-associated-licence", Level.MUST, "5.2.2", of_files(bsi_licences.associated)),
        Demand("bsi-hash", Level.MUST, "5.2.2", of_files(bsi_component.digest_anywhere)),
        Demand("bsi-executable", Level.MUST, "5.2.2", of_files(bsi_component.word("executable"))),
        Demand("bsi-archive", Level.MUST, "5.2.2", of_files(bsi_component.word("archive"))),
        Demand("bsi-structured", Level.MUST, "5.2.2", of_files(bsi_component.word("structured"))),
        Demand("bsi-reached", Level.SHOULD, "5.1", of_files(bsi_relations.reached)),
        Demand("bsi-sbom-uri", Level.MUST_IF_KNOWN, "5.3.1", bsi_document.uri),
        Demand("bsi-source-uri", Level.MUST_IF_KNOWN, "5.3.2", of_files(bsi_component.source_uri)),
        Demand("bsi-deployable-uri", Level.MUST_IF_KNOWN, "5.3.2", of_files(bsi_component.deployable_uri)),
        Demand("bsi-identifiers", Level.MUST_IF_KNOWN, "5.3.2", of_files(bsi_component.identifiers)),
        Demand("bsi-concluded-licence", Level.MUST_IF_KNOWN, "5.3.2", of_files(bsi_licences.concluded)),
        Demand("bsi-declared-licence", Level.MAY, "5.4.1", of_files(bsi_licences.declared)),
        Demand("bsi-source-hash", Level.MAY, "5.4.1", of_files(bsi_component.source_digest)),
    ),
)
