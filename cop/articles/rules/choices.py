"""The answers to choose from in the template of a practice: (code, label)."""

from cop.kernel.messages import N_

EFFECTS = tuple((str(n), f"{n:+d}".replace("-", "−") if n else "0") for n in range(-3, 4))
DIMENSIONS = (
    ("social", N_("Social")),
    ("economic", N_("Economic")),
    ("institutional", N_("Institutional")),
    ("environmental", N_("Environmental")),
)
SCALES = (
    ("local", N_("Local")),
    ("national", N_("National")),
    ("regional", N_("Regional")),
    ("global", N_("Global")),
)
GENDER = (
    ("0", N_("0 – not a concern of the practice")),
    ("1", N_("1 – women and men are considered")),
    ("2", N_("2 – equality is one of its aims")),
    ("3", N_("3 – equality is its main aim")),
)
CURRENCIES = tuple((code, code) for code in ("EUR", "USD", "CHF", "GBP", "XOF", "CDF", "BIF", "RWF"))
