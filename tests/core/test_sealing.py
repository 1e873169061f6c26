"""What is sealed opens with its key, also after another took its place, and with no other."""

from collections.abc import Callable

import pytest
from flask import Flask

from cop.core.sealing import Unopened, seal, sealed_anew, unseal
from cop.core.settings import Settings

FIRST, SECOND = "first-key" * 4, "second-key" * 4


@pytest.fixture
def keyed() -> Callable[..., Flask]:
    """An app with this key and those before it."""

    def make(key: str, *former: str) -> Flask:
        app = Flask("keyed")
        app.config["SETTINGS"] = Settings(
            _env_file=None, secret_key=key, former_keys=" , ".join(former) or None
        )
        return app

    return make


def test_it_does_not_show_and_opens(keyed: Callable[..., Flask]) -> None:
    with keyed(FIRST).app_context():
        sealed = seal("JBSWY3DPEHPK3PXP")
        assert "JBSWY3DPEHPK3PXP" not in sealed
        assert seal("JBSWY3DPEHPK3PXP") != sealed
        assert unseal(sealed) == "JBSWY3DPEHPK3PXP"


def test_a_former_key_opens_until_all_is_sealed_anew(keyed: Callable[..., Flask]) -> None:
    with keyed(FIRST).app_context():
        sealed = seal("secret")
    with keyed(SECOND).app_context(), pytest.raises(Unopened):
        unseal(sealed)
    with keyed(SECOND, FIRST).app_context():
        assert unseal(sealed) == "secret"
        anew = sealed_anew(sealed)
    with keyed(SECOND).app_context():
        assert unseal(anew) == "secret"


@pytest.mark.parametrize("other", ["", "JBSWY3DPEHPK3PXP", "gAAAA", "ü"])
def test_what_was_never_sealed_does_not_open(keyed: Callable[..., Flask], other: str) -> None:
    with keyed(FIRST).app_context(), pytest.raises(Unopened):
        unseal(other)
