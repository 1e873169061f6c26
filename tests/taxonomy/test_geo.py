import pytest

from cop.taxonomy.countries import EU_MEMBERS, is_country
from cop.taxonomy.geo import centroid, centroids


def test_every_dot_is_a_country_s_and_on_the_globe() -> None:
    assert len(centroids()) >= 110
    for code, (latitude, longitude) in centroids().items():
        assert is_country(code), code
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180


def test_two_countries_do_not_share_a_dot() -> None:
    assert len(set(centroids().values())) == len(centroids())


# (south, west, north, east): a swapped pair or a lost minus lands outside.
@pytest.mark.parametrize(
    ("codes", "box"),
    [
        (
            "AL AT BE BG CH CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL NO PL PT RO SE SK",
            (35, -10, 65, 30),
        ),
        ("BF BJ CI GH GM GN GW LR ML MR NE NG SL SN TG", (4, -17, 21, 12)),
        ("BI DJ ER ET KE RW SO SS TZ UG", (-10, 28, 18, 48)),
        ("BW LS MG MW MZ NA SZ ZA ZM ZW", (-31, 16, -12, 48)),
        ("AR BO BR CL CO EC GY PE PY SR UY VE", (-40, -80, 9, -50)),
        ("CR CU DO GT HN HT JM NI PA SV", (8, -93, 23, -70)),
        ("AM AZ GE", (39, 41, 44, 50)),
        ("AF BD BT IN LK NP PK", (6, 62, 35, 93)),
        ("ID KH LA MM MY PH SG TH TL VN", (-11, 92, 24, 128)),
        ("AE BH IL IQ IR JO KW LB OM PS QA SA SY YE", (12, 34, 38, 60)),
    ],
)
def test_dots_are_in_their_part_of_the_world(codes: str, box: tuple[int, int, int, int]) -> None:
    south, west, north, east = box
    for code in codes.split():
        latitude, longitude = centroid(code) or (0, 0)
        assert south <= latitude <= north, code
        assert west <= longitude <= east, code


def test_members_of_the_union_all_have_a_dot_and_an_unknown_code_has_none() -> None:
    assert all(centroid(code) for code in EU_MEMBERS)
    assert centroid("NO") is not None
    assert centroid("ZZ") is None
    assert centroid("AQ") is None
