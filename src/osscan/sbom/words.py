"""Words that the families spell differently: hash algorithms, kinds of parts, kinds of references."""

from __future__ import annotations

CARRIER = "osscan:carried"
"""Property, or beginning of an annotation, in which a conversion carries what its target has no place for."""

DELIVERABLE_PROPERTIES = {
    "bsi:component:filename": "filename",
    "bsi:component:executable": "executable",
    "bsi:component:archive": "archive",
    "bsi:component:structured": "structured",
}
"""Properties of the BSI's taxonomy and the fields of a Deliverable."""
# The taxonomy spells it with c, table 12 of TR-03183-2 with s.
EFFECTIVE_PROPERTIES = ("bsi:component:effectiveLicence", "bsi:component:effectiveLicense")

CYCLONEDX_ALGORITHMS = {
    "SHA-1": "SHA1",
    "SHA-224": "SHA224",
    "SHA-256": "SHA256",
    "SHA-384": "SHA384",
    "SHA-512": "SHA512",
}
"""CycloneDX to SPDX 2.3 (8.4) where they differ; MD5, SHA3-…, BLAKE… are spelled alike."""
ALGORITHMS_CYCLONEDX = {ours: theirs for theirs, ours in CYCLONEDX_ALGORITHMS.items()}

SPDX3_ALGORITHMS = {
    "adler32": "ADLER32",
    "blake2b256": "BLAKE2b-256",
    "blake2b384": "BLAKE2b-384",
    "blake2b512": "BLAKE2b-512",
    "blake3": "BLAKE3",
    "md2": "MD2",
    "md4": "MD4",
    "md5": "MD5",
    "md6": "MD6",
    "sha1": "SHA1",
    "sha224": "SHA224",
    "sha256": "SHA256",
    "sha384": "SHA384",
    "sha3_256": "SHA3-256",
    "sha3_384": "SHA3-384",
    "sha3_512": "SHA3-512",
    "sha512": "SHA512",
}
"""SPDX 3.0.1 (Core/HashAlgorithm) to SPDX 2.3."""
ALGORITHMS_SPDX3 = {ours: theirs for theirs, ours in SPDX3_ALGORITHMS.items()}
SPDX22_ALGORITHMS = frozenset({"SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "MD2", "MD4", "MD5", "MD6"})
SPDX23_ALGORITHMS = frozenset(SPDX3_ALGORITHMS.values())

PURPOSE_KINDS = {
    "APPLICATION": "application",
    "FRAMEWORK": "framework",
    "LIBRARY": "library",
    "CONTAINER": "container",
    "OPERATING-SYSTEM": "operating-system",
    "DEVICE": "device",
    "FIRMWARE": "firmware",
    "FILE": "file",
}
"""SPDX 2.3 (7.24) to CycloneDX; SOURCE, ARCHIVE, INSTALL and OTHER tell how a package comes, no kind."""
KIND_PURPOSES = {kind: purpose for purpose, kind in PURPOSE_KINDS.items()}

SPDX3_PURPOSE_KINDS = {
    "application": "application",
    "framework": "framework",
    "library": "library",
    "container": "container",
    "operatingSystem": "operating-system",
    "device": "device",
    "deviceDriver": "device-driver",
    "firmware": "firmware",
    "file": "file",
    "platform": "platform",
    "model": "machine-learning-model",
    "data": "data",
}
"""SPDX 3.0.1 (Software/SoftwarePurpose) to CycloneDX."""
KIND_SPDX3_PURPOSES = {kind: purpose for purpose, kind in SPDX3_PURPOSE_KINDS.items()}

SPDX2_IDENTIFIERS = {
    "purl": ("PACKAGE-MANAGER", "purl"),
    "cpe22": ("SECURITY", "cpe22Type"),
    "cpe23": ("SECURITY", "cpe23Type"),
    "swid": ("SECURITY", "swid"),
    "swhid": ("PERSISTENT-ID", "swh"),
    "omniborid": ("PERSISTENT-ID", "gitoid"),
    "maven-central": ("PACKAGE-MANAGER", "maven-central"),
    "npm": ("PACKAGE-MANAGER", "npm"),
    "nuget": ("PACKAGE-MANAGER", "nuget"),
    "bower": ("PACKAGE-MANAGER", "bower"),
}
"""Our word for an identifier to category and type of an external reference of SPDX 2.3 (annex F)."""
SPDX2_IDENTIFIER_TYPES = {type_: word for word, (_, type_) in SPDX2_IDENTIFIERS.items()}

SPDX2_REFERENCES = {
    "advisories": ("SECURITY", "advisory"),
    "fix": ("SECURITY", "fix"),
    "url": ("SECURITY", "url"),
}
"""Our word for a reference to category and type of SPDX 2.3; all others are of category OTHER under their own name."""
SPDX2_REFERENCE_TYPES = {type_: word for word, (_, type_) in SPDX2_REFERENCES.items()}

SPDX3_IDENTIFIERS = {
    "purl": "packageUrl",
    "cpe22": "cpe22",
    "cpe23": "cpe23",
    "swid": "swid",
    "swhid": "swhid",
    "omniborid": "gitoid",
}
"""Our word for an identifier to SPDX 3.0.1 (Core/ExternalIdentifierType)."""
SPDX3_IDENTIFIER_TYPES = {type_: word for word, type_ in SPDX3_IDENTIFIERS.items()}

SPDX3_REFERENCES = {
    "vcs": "vcs",
    "issue-tracker": "issueTracker",
    "website": "altWebPage",
    "advisories": "securityAdvisory",
    "bom": "other",
    "mailing-list": "mailingList",
    "social": "socialMedia",
    "chat": "chat",
    "documentation": "documentation",
    "support": "support",
    "distribution": "altDownloadLocation",
    "source-distribution": "sourceArtifact",
    "license": "license",
    "build-meta": "buildMeta",
    "build-system": "buildSystem",
    "release-notes": "releaseNotes",
    "security-contact": "securityPolicy",
    "rfc-9116": "securityOther",
    "threat-model": "securityThreatModel",
    "adversary-model": "securityAdversaryModel",
    "risk-assessment": "riskAssessment",
    "vulnerability-assertion": "vulnerabilityDisclosureReport",
    "exploitability-statement": "vulnerabilityExploitabilityAssessment",
    "pentest-report": "securityPenTestReport",
    "static-analysis-report": "staticAnalysisReport",
    "dynamic-analysis-report": "dynamicAnalysisReport",
    "runtime-analysis-report": "runtimeAnalysisReport",
    "component-analysis-report": "componentAnalysisReport",
    "certification-report": "certificationReport",
    "quality-metrics": "qualityAssessmentReport",
    "fix": "securityFix",
    "patent": "other",
}
"""Our word for a reference to SPDX 3.0.1 (Core/ExternalRefType)."""
SPDX3_REFERENCE_TYPES = {type_: word for word, type_ in reversed(SPDX3_REFERENCES.items()) if type_ != "other"}

LIFECYCLES = {
    "design": "design",
    "source": "pre-build",
    "build": "build",
    "analyzed": "post-build",
    "deployed": "operations",
    "runtime": "discovery",
}
"""Kinds of SBOM (CISA, SPDX 3.0.1 Software/SbomType) to phases of CycloneDX."""
LIFECYCLE_TYPES = {phase: type_ for type_, phase in LIFECYCLES.items()}

SPDX3_LINKS = {
    "hasDynamicLink": "DYNAMIC_LINK",
    "hasOptionalDependency": "OPTIONAL_DEPENDENCY_OF",
    "hasPrerequisite": "HAS_PREREQUISITE",
    "hasProvidedDependency": "PROVIDED_DEPENDENCY_OF",
    "hasStaticLink": "STATIC_LINK",
    "dependsOn:build": "BUILD_DEPENDENCY_OF",
    "dependsOn:development": "DEV_DEPENDENCY_OF",
    "dependsOn:runtime": "RUNTIME_DEPENDENCY_OF",
    "dependsOn:test": "TEST_DEPENDENCY_OF",
    "generates": "GENERATES",
    "hasDistributionArtifact": "DISTRIBUTION_ARTIFACT",
}
"""Relationships of SPDX 3.0.1 (with the scope behind the colon) to SPDX 2.3; `…_OF` looks from the other end."""
LINKS_SPDX3 = {word: ours for ours, word in SPDX3_LINKS.items()}

SPDX3_RELATIONSHIPS = frozenset(
    {
        "affects",
        "amendedBy",
        "ancestorOf",
        "availableFrom",
        "configures",
        "contains",
        "coordinatedBy",
        "copiedTo",
        "delegatedTo",
        "dependsOn",
        "descendantOf",
        "describes",
        "doesNotAffect",
        "expandsTo",
        "exploitCreatedBy",
        "fixedBy",
        "fixedIn",
        "foundBy",
        "generates",
        "hasAddedFile",
        "hasAssessmentFor",
        "hasAssociatedVulnerability",
        "hasConcludedLicense",
        "hasDataFile",
        "hasDeclaredLicense",
        "hasDeletedFile",
        "hasDependencyManifest",
        "hasDistributionArtifact",
        "hasDocumentation",
        "hasDynamicLink",
        "hasEvidence",
        "hasExample",
        "hasHost",
        "hasInput",
        "hasMetadata",
        "hasOptionalComponent",
        "hasOptionalDependency",
        "hasOutput",
        "hasPrerequisite",
        "hasProvidedDependency",
        "hasRequirement",
        "hasSpecification",
        "hasStaticLink",
        "hasTest",
        "hasTestCase",
        "hasVariant",
        "invokedBy",
        "modifiedBy",
        "other",
        "packagedBy",
        "patchedBy",
        "publishedBy",
        "reportedBy",
        "republishedBy",
        "serializedInArtifact",
        "testedOn",
        "trainedOn",
        "underInvestigationFor",
        "usesTool",
    }
)
"""SPDX 3.0.1 (Core/RelationshipType)."""
