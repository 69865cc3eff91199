"""All profiles, versions of one name in the order of their dates."""

from __future__ import annotations

from osscan.sbom.profiles.base import Profile
from osscan.sbom.profiles.bsi_2_0 import PROFILE as BSI_2_0
from osscan.sbom.profiles.bsi_2_1 import PROFILE as BSI_2_1
from osscan.sbom.profiles.cisa_2026 import PROFILE as CISA_2026
from osscan.sbom.profiles.cra import PROFILE as CRA
from osscan.sbom.profiles.ntia_2021 import PROFILE as NTIA_2021

PROFILES: tuple[Profile, ...] = (BSI_2_0, BSI_2_1, CISA_2026, NTIA_2021, CRA)
NAMES = tuple(dict.fromkeys(profile.name for profile in PROFILES))
