"""[sbom] in osscan.toml: what is said counts, what is misspelt stops the run."""

from __future__ import annotations

import pytest

from osscan.errors import WrongCallError
from osscan.model.bom import Party, PartyKind
from osscan.sbom.settings import SbomSettings, settings_in


def test_nothing_said_is_nothing_assumed() -> None:
    assert settings_in("", "osscan.toml") == SbomSettings()


def test_other_tables_are_left_to_others() -> None:
    assert settings_in('[registries.npm]\nurl = "https://registry.example"\n', "osscan.toml") == SbomSettings()


def test_all_that_can_be_said() -> None:
    text = """
    [sbom]
    license_ref = "LicenseRef-city-"
    effective_license = "concluded"
    public_hosts = ["Code.Example.org"]
    [sbom.creator]
    name = "City"
    email = "sbom@city.example"
    [sbom.product]
    name = "Portal"
    version = "1"
    type = "framework"
    url = "https://portal.example"
    copyright = "2026 City"
    supplier = {name = "Shop", url = "https://shop.example"}
    manufacturer = {email = "made@city.example"}
    """
    organization = PartyKind.ORGANIZATION

    assert settings_in(text, "osscan.toml") == SbomSettings(
        Party("City", organization, ("sbom@city.example",)),
        "Portal",
        "1",
        "framework",
        "https://portal.example",
        "2026 City",
        Party("Shop", organization, (), ("https://shop.example",)),
        Party("", organization, ("made@city.example",)),
        "LicenseRef-city-",
        concluded_is_effective=True,
        public_hosts=("code.example.org",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "[sbom]\ncreater = {}",
        "[sbom]\nlicense_ref = 'MIT'",
        "[sbom]\neffective_license = 'MIT'",
        "[sbom]\npublic_hosts = 'a'",
        "[sbom.creator]\nemail = 'nobody'",
        "[sbom.creator]\nurl = 'ftp://x'",
        "[sbom.product]\ntype = 'thing'",
        "[sbom.product]\nversion = 1",
        "sbom = 1",
        "[",
    ],
)
def test_what_is_misspelt_stops_the_run(text) -> None:
    with pytest.raises(WrongCallError) as fault:
        settings_in(text, "osscan.toml")

    assert [problem.code for problem in fault.value.problems] == ["settings-wrong"]
