"""Under what terms a work may be used: the licences that people choose from, as (code, label), and where each is written down."""

from cop.kernel.messages import N_

LICENCES = (
    ("CC-BY-4.0", N_("CC BY 4.0: free to use with attribution")),
    ("CC-BY-SA-4.0", N_("CC BY-SA 4.0: free to use with attribution, under the same licence")),
    ("CC-BY-NC-4.0", N_("CC BY-NC 4.0: free to use with attribution, not for profit")),
    ("reserved", N_("All rights reserved")),
)
LICENCE_PAGES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
}
