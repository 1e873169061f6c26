"""What people do on the site, in a browser, said in the field's words. Found by addresses and names, so in any language."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Live, Opener

PASSWORD = "four words are enough"


@dataclass(frozen=True, slots=True)
class Browser:
    """How a journey is made: in which language, with script or without."""

    live: Live
    open_page: Opener
    language: str
    script: bool

    def at(self, path: str) -> str:
        return f"/{self.language}{path}"

    def sign_in(self, email: str) -> "Walk":
        """A new browser in which somebody signs in on the page."""
        page = self.open_page(self.live.url, script=self.script, locale=self.language)
        walk = Walk(page, self)
        walk.go("/sign-in")
        page.fill("input[name=email]", email)
        page.fill("input[name=password]", PASSWORD)
        walk.press(page.locator("main form button"))
        expect(page).to_have_url(f"{self.live.url}{self.at('/desk')}")
        return walk


@dataclass(frozen=True, slots=True)
class Walk:
    """One person at one browser."""

    page: Page
    browser: Browser

    def go(self, path: str) -> None:
        answer = self.page.goto(self.browser.at(path))
        assert answer is not None
        assert answer.status < 400, f"{answer.status} {path}"

    def press(self, button: Locator) -> None:
        """Press a button or a link and wait for the page it leads to."""
        with self.page.expect_navigation():
            button.click()

    def do(self, action: str) -> None:
        """Press the button of the form that posts to an address ending so; a confirmation is opened first."""
        form = self.page.locator(f'form[method=post][action*="{action}"]').first
        confirm = self.page.locator(f'details.confirm:has(form[action*="{action}"]) > summary')
        if confirm.count():
            confirm.first.click()
        self.press(form.locator("button").first)

    def answer(self, section: str, answers: dict[str, str], proposal: str) -> None:
        """Fill in a section and save it."""
        self.go(f"{proposal}/sections/{section}")
        for name, value in answers.items():
            field = self.page.locator(f'main form [name="{name}"]')
            kind = field.first.get_attribute("type")
            if kind in {"radio", "checkbox"}:
                self.page.locator(f'main form [name="{name}"][value="{value}"]').check()
            else:
                field.fill(value)
        self.press(self.page.locator('main form button[value="save"]'))

    def write_budget(self, proposal: str, lines: list[tuple[str, str, str, str, str]]) -> None:
        """Lines of (heading, what for, quantity, rate, funder)."""
        self.go(f"{proposal}/budget")
        while self.page.locator('[name^="rows-"][name$="-description"]').count() < len(lines):
            self.press(self.page.locator('button[value="more"]'))
        for number, (heading, words, quantity, rate, funder) in enumerate(lines):
            row = f"rows-{number}-"
            self.page.select_option(f'[name="{row}heading"]', heading)
            self.page.fill(f'[name="{row}description"]', words)
            self.page.fill(f'[name="{row}quantity"]', quantity)
            self.page.fill(f'[name="{row}rate"]', rate)
            self.page.select_option(f'[name="{row}funder"]', funder)
        self.press(self.page.locator('main form button[type="submit"]').first)

    def send_document(self, proposal: str, path: Path) -> None:
        self.go(f"{proposal}/documents")
        self.page.set_input_files("input[type=file]", path)
        self.press(self.page.locator("form[enctype] button").first)

    def submit(self, proposal: str) -> str:
        """Declare and hand in; the receipt's number."""
        self.go(f"{proposal}/submission")
        self.page.check("input[name=declared]")
        self.press(self.page.locator("form:has(input[name=declared]) button"))
        expect(self.page).to_have_url(re.compile("/receipts/"))
        return self.page.locator("dl.facts dd").first.inner_text().strip()

    def review(self, mark: int, comment: str) -> None:
        """Declare no conflict, mark everything alike, hand in."""
        self.press(self.page.locator('a[href*="/declaration"]').first)
        self.page.check('input[value="no_conflict"]')
        self.press(self.page.locator("main form button"))
        names = {field.get_attribute("name") for field in self.page.locator('[name^="mark-"]').all()}
        for name in names:
            self.page.check(f'[name="{name}"][value="{mark}"]')
        self.page.fill("textarea[name=comment]", comment)
        self.press(self.page.locator('button[value="submit"]'))


def the_mail_to(live: Live, address: str, *, about: str) -> str:
    """The newest mail to somebody that names `about`."""
    folder = live.app.config["SETTINGS"].data_dir / "mail"
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
    texts = [mail.get_content() for mail in mails if mail["To"] == address]
    return next(text for text in texts if about in text)
