"""Makes docs/report.png: the report of a page as a browser shows it, with one word pointed at.

    python tools/picture_of_report.py

Needs chromium, chromedriver, pillow, selenium and a font with Chinese characters (Debian: fonts-noto-cjk).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from selenium import webdriver

import cntextclean

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "fixtures" / "pages" / "injected_news.txt"
PICTURE = ROOT / "docs" / "report.png"
SIZE = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}
POINTED_AT = "地的司"  # a stretch whose bytes the injection had shifted
COLOURS = 48  # of the palette; text on a few grounds needs no more
LARGEST = 200_000  # bytes; the picture is a part of the repository

# Does what pointing at the words does
POINT = """
const flat = [...document.querySelectorAll("#text p")].map((paragraph) => paragraph.textContent).join("");
const start = flat.indexOf(arguments[0]);
window.say("text", start, start + arguments[0].length);
"""


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """A headless chromium with a window of SIZE."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", SIZE)
        yield driver
    finally:
        driver.quit()


def main() -> None:
    """Write the picture. Raises ValueError if it is too large to be kept."""
    report = cntextclean.clean(PAGE.read_bytes()).to_html(name=PAGE.name)
    with tempfile.TemporaryDirectory() as folder, browser() as driver:
        path = Path(folder) / "report.html"
        path.write_text(report, encoding="utf-8")
        driver.get(path.as_uri())
        driver.execute_script(POINT, POINTED_AT)
        picture = Image.open(BytesIO(driver.get_screenshot_as_png()))
    packed = BytesIO()
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    data = packed.getvalue()
    if len(data) > LARGEST:
        raise ValueError(f"the picture has {len(data)} bytes, more than {LARGEST}")
    PICTURE.write_bytes(data)


if __name__ == "__main__":
    main()
