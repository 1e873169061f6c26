"""What axe finds on a page, a line for each fault. Only that leaves the browser: the whole report takes as long to hand over as
to make."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

RUN = """async options => (await axe.run(options)).violations.flatMap(
  fault => fault.nodes.slice(0, 3).map(
    node => `${fault.id} ${node.html.slice(0, 200)} ${node.failureSummary.slice(0, 200)}`))"""


def bring_axe(context: BrowserContext) -> None:
    """Put axe into each page that is opened here from now on."""
    context.add_init_script(AXE_SCRIPT)


def faults(page: Page, *, colours: bool = True) -> list[str]:
    """What is not accessible on a page that axe was put into; with the contrast of every letter, or without."""
    rules = {"color-contrast": {"enabled": colours}}
    found: list[str] = page.evaluate(RUN, {"resultTypes": ["violations"], "rules": rules})
    return found
