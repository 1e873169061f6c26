"""What would be unsafe on the open internet, and how to mend it."""

from cop.core.settings import Settings


def problems(settings: Settings) -> list[str]:
    """One sentence a problem: what is wrong and which setting mends it. Empty when nothing is."""
    found = []
    if not settings.is_production:
        found.append("The environment is not production: set COP_ENVIRONMENT=production.")
    if not settings.uses_https:
        found.append(
            "Cookies would travel in the clear: set COP_BASE_URL to the https:// address people use."
        )
    if settings.secret_key is not None and len(settings.secret_key.get_secret_value()) < 32:
        found.append(
            "The signing key is short: set COP_SECRET_KEY to at least 32 random characters, or leave it out."
        )
    found += _in_the_clear(settings)
    if settings.proxies == 0 and settings.uses_https:
        found.append(
            "HTTPS ends at a proxy whose word is not taken: set COP_PROXIES to how many proxies stand before the site."
        )
    if settings.mail_from.rstrip("> ").endswith(".example"):
        found.append("Mails come from an address that does not exist: set COP_MAIL_FROM.")
    if settings.second_factor == "offered":
        found.append(
            "A stolen password is enough to act for the secretariat: leave COP_SECOND_FACTOR out, or set it to required."
        )
    if settings.data_dir.exists() and settings.data_dir.stat().st_mode & 0o007:
        found.append(
            f"Everybody on this machine can look into COP_DATA_DIR: chmod o= {settings.data_dir.absolute()}"
        )
    if settings.metrics_token is not None and len(settings.metrics_token.get_secret_value()) < 16:
        found.append(
            "The metrics token can be guessed: set COP_METRICS_TOKEN to at least 16 random characters."
        )
    return found


def _in_the_clear(settings: Settings) -> list[str]:
    """What would leave the machine for everybody on the way to read, or not at all."""
    found = []
    if settings.mail.startswith("file:"):
        found.append(
            "Mails are only written to a folder: set COP_MAIL_URL to smtp+starttls://user:password@host or smtps://…."
        )
    if settings.mail.startswith("smtp:"):
        found.append("Mails would travel unencrypted: use smtp+starttls:// or smtps:// in COP_MAIL_URL.")
    if settings.translator_url and not settings.translator_url.startswith("https://"):
        found.append(
            "Drafts of practices would travel in the clear: set COP_TRANSLATOR_URL to an https:// address."
        )
    return found
