"""How long a browser takes until a report answers: of a page of a megabyte, of a run, and of an audit.

    python bench/bench_report.py

Needs chromium, chromedriver and selenium. The time is from the beginning of the navigation until the page's script has
run and a frame has been drawn, by the browser's own clock; the best of a few.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from selenium import webdriver

import cntextclean
from cntextclean.report.audit_page import audit_html, choose
from cntextclean.report.corpus_page import account_html
from cntextclean.run.account import read_account
from cntextclean.run.engine import run
from cntextclean.run.options import RunOptions

ROOT = Path(__file__).parent.parent
LINE = "推動科創(chuàng)新,建設(shè)創(chuàng)新平臺,全縣的幹部都來了。" * 10
MEGABYTE = 1_000_000  # bytes in UTF-8
TIMES = 3

READY = """
const done = arguments[0];
requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0));
"""


def pages() -> Iterator[tuple[str, str]]:
    """What is opened, with its HTML."""
    source = "\n".join([LINE] * (MEGABYTE // len(LINE.encode())))
    yield f"explain, {len(source.encode()):,} bytes of source", cntextclean.clean(source).to_html()
    with tempfile.TemporaryDirectory() as folder:
        run([str(ROOT / "fixtures" / "pages")], Path(folder), RunOptions())
        account = read_account(Path(folder))
        yield "report of a run over the fixtures", account_html(account)
        yield "audit of 200 cases", audit_html(account, choose(account, 200))


def main() -> None:
    """Print the seconds of each."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        with tempfile.TemporaryDirectory() as folder:
            for name, html in pages():
                path = Path(folder) / "page.html"
                path.write_text(html, encoding="utf-8")
                best = min(seconds(driver, path) for _ in range(TIMES))
                print(f"{name}: {best:.2f} s ({len(html.encode()):,} bytes)")
    finally:
        driver.quit()


def seconds(driver: webdriver.Chrome, path: Path) -> float:
    """From the beginning of the navigation until the page answers."""
    driver.get(path.as_uri())
    if driver.execute_script("return document.documentElement.dataset.ready") != "yes":
        raise RuntimeError(f"{path} is not ready")
    return float(driver.execute_async_script(READY)) / 1000


if __name__ == "__main__":
    main()
