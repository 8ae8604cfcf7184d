"""A real browser for the pages of reports: opens them, tells what was said on the console, and asks axe-core."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
missing = not (CHROMIUM and DRIVER) and not os.environ.get("CI")
needs_browser = pytest.mark.skipif(missing, reason="needs chromium and chromedriver")

WIDTHS = {"wide": 1280, "phone": 390}


@contextmanager
def chromium() -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def opened(browser: Any, folder: Path, html: str) -> Any:
    """The browser with a page open, after its script has run."""
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    browser.get(path.as_uri())
    assert browser.execute_script("return document.documentElement.dataset.ready") == "yes"
    return browser


def assert_nothing_ran(browser: Any) -> None:
    """No word on the console, nothing fetched, no dialog."""
    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    with pytest.raises(Exception, match="no such alert"):
        browser.switch_to.alert.text  # noqa: B018


def violations(browser: Any, *, scheme: str, width: str) -> list[str]:
    """What axe-core finds wrong with the open page in a colour scheme and at a width, in words.

    Also that nothing of it has to be scrolled sideways, which axe does not look at.
    """
    size = {"width": WIDTHS[width], "height": 800, "deviceScaleFactor": 1, "mobile": width == "phone"}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.refresh()
    browser.execute_script(_axe())
    found = browser.execute_async_script("axe.run().then((result) => arguments[0](result.violations))")
    said = [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    return said + ([f"{wide} pixels wide"] if wide > WIDTHS[width] else [])


def _axe() -> str:
    """axe-core, as the package of the dev group has it; its Python is not run."""
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        if os.environ.get("CI"):
            raise AssertionError("axe-playwright-python is not installed")
        pytest.skip("needs axe-playwright-python")
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")
