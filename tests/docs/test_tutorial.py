"""The tutorial, walked through as a reader would: commands as processes, pages in a browser, nothing prepared."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page

from tests.docs.pages import ROOT, Block, Call, assert_printed, in_order, write
from tests.server.processes import LAUFZEIT, environ, free_port, fresh_home

TUTORIAL = ROOT / "docs/tutorial.md"
PASSWORD = "gelbe-birne-17-tanzt"
PROMPTS = re.compile(r"^(Password|Repeat for confirmation):\n", re.MULTILINE)


class Reader:
    """Somebody with a folder, a shell, and two browsers: one for the staff, one for the customer."""

    def __init__(self, folder: Path, port: int, browser: Browser) -> None:
        self.folder, self.port = folder, port
        self.environ = environ(folder / ".laufzeit", LAUFZEIT_BIND=f"127.0.0.1:{port}")
        self.address = f"http://localhost:{port}/wolkenregal/"
        self.staff, self.customer = (browser.new_context(locale="en-GB").new_page() for _ in range(2))
        self.link = ""
        self.running = ExitStack()

    def call(self, call: Call) -> None:
        """Type the command; what it prints has to be what the page says."""
        command = [*LAUFZEIT, *call.words]
        if call.words in (["serve"], ["worker"]):
            self.running.enter_context(self.part(command))
            return
        done = subprocess.run(
            command, cwd=self.folder, env=self.environ, input=PASSWORD, capture_output=True, text=True, timeout=120
        )
        printed = done.stdout.replace(f"localhost:{self.port}", "localhost:8000")
        expected = PROMPTS.sub("", call.output)
        assert_printed(Call(call.block, call.command, expected), printed or done.stderr)
        if call.words[0] == "signin-link":
            self.link = done.stdout.strip()

    @contextmanager
    def part(self, command: list[str]) -> Iterator[None]:
        with (self.folder / f"{command[-1]}.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=self.folder, env=self.environ, stdout=log, stderr=log)
            try:
                yield
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(40)

    def office(self) -> None:
        """Chapter 6: sign in with a second factor, make a customer, conclude a contract."""
        page = self.staff
        opened(page, f"{self.address}office/")
        page.get_by_label("E-mail address").fill("petra@wolkenregal.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("link", name="Set up").click()
        page.get_by_label("Code").fill(one_time_code(page.locator("#totp-secret").inner_text()))
        page.get_by_role("button", name="Set up").click()
        page.get_by_role("heading", name="Recovery codes", exact=True).wait_for()
        page.goto(f"{self.address}office/")
        page.get_by_role("link", name="Customers", exact=True).click()
        page.get_by_role("link", name="New customer").click()
        for label, value in {
            "Name of the organisation": "Buchhandlung Lesezeichen",
            "Street and number": "Marktgasse 8",
            "Postcode": "37073",
            "Town": "Göttingen",
            "First name": "Ines",
            "Last name": "Blum",
        }.items():
            page.get_by_label(label).fill(value)
        page.get_by_label("E-mail address", exact=True).last.fill("ines@lesezeichen.example")
        page.get_by_label("Language", exact=True).last.select_option("en")
        page.get_by_role("button", name="Create and invite").click()
        page.get_by_role("link", name="Conclude contract").click()
        for choice in ("Wolkenregal team · 2026", "by e-mail"):
            with page.expect_response("**/conclude/"):
                page.get_by_label(choice).check()
        page.wait_for_timeout(300)  # what follows has come, and is put beside the form
        page.get_by_text("team@2026", exact=True).wait_for()
        page.get_by_role("button", name="Conclude contract").click()
        page.get_by_text("The contract V-10001 is concluded.").wait_for()
        page.get_by_role("link", name="Mails", exact=True).click()
        page.get_by_role("link", name="Contract concluded").wait_for()

    def change(self) -> None:
        """Chapter 7: sign in by the link, change the plan, find the notice and the confirmation."""
        page = self.customer
        page.goto(self.link)
        page.get_by_role("link", name="Billing details").click()
        page.get_by_role("link", name="Change to Wolkenregal solo").click()
        dialog = page.get_by_role("dialog")
        for shown in ("30 June 2026", "1 July 2026", "€9.50", "€6.00", "sharing with guests", "Revocable until"):
            dialog.get_by_text(shown).first.wait_for()
        dialog.get_by_role("checkbox").check()
        dialog.get_by_role("button", name="CHANGE CONTRACT").click()
        page.get_by_text("Revoke termination").first.wait_for()
        page.get_by_role("link", name="Mailbox").click()
        page.get_by_text("Confirmation of your change to Wolkenregal solo").first.wait_for()
        page.get_by_role("link", name="Billing details").click()

    def travel(self) -> None:
        """Chapter 8: go to the day of the switch."""
        page = self.customer
        page.get_by_role("button", name="to 1 July 2026").click()
        page.get_by_text("Today is 1 July 2026").first.wait_for()
        assert "Wolkenregal solo" in page.get_by_role("region", name="My current contract").inner_text()
        page.get_by_role("link", name="Mailbox").click()
        page.get_by_text("Your contract is now Wolkenregal solo").wait_for()


def opened(page: Page, address: str) -> None:
    """The web server was started a moment ago."""
    for _ in range(120):
        try:
            page.goto(address)
            return
        except Exception as problem:
            if "ERR_CONNECTION_REFUSED" not in str(problem):
                raise
            page.wait_for_timeout(500)
    pytest.fail(f"{address} does not answer")


def one_time_code(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def steps() -> list[tuple[int, str]]:
    """The places in the tutorial where the reader goes to a browser."""
    text = TUTORIAL.read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, found.start()) + 1, found[1])
        for found in re.finditer(r"^<!-- step: (\w+) -->$", text, re.M)
    ]


@pytest.mark.slow
def test_everything_on_the_page_happens(browser: Browser) -> None:
    path: list[tuple[int, Block | Call | str]] = [
        *((one.line if isinstance(one, Block) else one.block.line, one) for one in in_order(TUTORIAL)),
        *steps(),
    ]
    with fresh_home() as folder:
        folder.mkdir(mode=0o711)
        reader = Reader(folder, free_port(), browser)
        pages: dict[str, Callable[[], None]] = {
            "office": reader.office,
            "change": reader.change,
            "travel": reader.travel,
        }
        with reader.running:
            for _, one in sorted(path, key=lambda step: step[0]):
                match one:
                    case str():
                        pages[one]()
                    case Block():
                        write(one, folder)
                    case Call() if one.words:
                        reader.call(one)
