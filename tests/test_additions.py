"""What is added most often goes into one or two files: each is added to a copy of the package, and works there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cntextclean

MOST = 2  # files


class Copy:
    """A copy of the package that can be edited and tried."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "cntextclean"
        shutil.copytree(Path(cntextclean.__file__).parent, self.root, ignore=shutil.ignore_patterns("__pycache__"))
        self.edited: set[str] = set()

    def edit(self, file: str, old: str, new: str) -> None:
        """Put `new` in place of what must stand in a file just once."""
        text = (self.root / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file}: {old!r} stands there {text.count(old)} times"
        (self.root / file).write_text(text.replace(old, new), encoding="utf-8")
        self.edited.add(file)

    def create(self, file: str, text: str) -> None:
        assert not (self.root / file).exists()
        (self.root / file).write_text(text, encoding="utf-8")
        self.edited.add(file)

    def run(self, code: str, root: Path | None = None) -> str:
        """What a script prints that imports the copy (or the package as it is)."""
        path = root or self.root.parent
        environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, "-c", "import cntextclean as cn\n" + code], env=environment, capture_output=True, text=True
        )
        return (done.stdout or done.stderr.splitlines()[-1]).strip()

    def check(self, code: str, *, before: str, after: str) -> None:
        """`code` gives `before` with the package as it is and `after` with the copy, in which few files were edited."""
        assert self.run(code, Path(cntextclean.__file__).parent.parent) == before
        assert self.run(code) == after
        assert 0 < len(self.edited) <= MOST


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_look_alike(copy: Copy) -> None:
    copy.edit("repairs/obfuscation/lookalikes.py", '    "旳": "的",\n', '    "旳": "的",\n    "氺": "水",\n')
    line = "夏天要记得多喝自来氺烧开的茶，氺平也很高。"
    mended = "夏天要记得多喝自来水烧开的茶，水平也很高。"
    copy.check(f"print(cn.repair({line!r}).value)", before=line, after=mended)


def test_a_pair_of_encodings(copy: Copy) -> None:
    copy.edit(
        "repairs/mojibake/codec_pairs.py",
        '    Channel("mojibake.utf8-as-koi8r"',
        '    Channel("mojibake.utf8-as-cp866", "utf-8", ("cp866",), "\\u0400-\\u045f\\u2500-\\u25a0", one_byte=True),\n'
        '    Channel("mojibake.utf8-as-koi8r"',
    )
    line = "今年春天，城里的人都到河边去看花，孩子们在草地上放风筝。"
    seen = line.encode().decode("cp866")
    copy.check(f"print(cn.repair({seen!r}).value)", before=seen, after=line)


RULE = """
[[rule]]
id = "chrome.lantern"
label = "{label}"
cue = "drop"
pattern = '点亮灯笼第[0-9]+盏'
why = "a button that lights a lantern"
hit = ["点亮灯笼第8盏"]
miss = ["他点亮灯笼第一盏"]

[[rule]]
id = "chrome.residue-fields"
"""
PAGE = "\n".join(
    [
        "点亮灯笼第8盏",
        "元宵节那天，村里的老人和孩子提着灯笼走过石桥，一直走到河对岸的祠堂。",
        "河面上映着一串灯火，走在前面的人唱起了歌，后面的人一句一句地跟着唱。",
        "等到月亮升到屋顶上，大家才慢慢地散去，各自回家吃一碗热腾腾的汤圆。",
    ]
)
SAID = f"print(*[(d.label, d.rule) for d in cn.clean({PAGE!r}).dropped if d.rule == 'chrome.lantern'])"


def test_a_rule_for_furniture(copy: Copy) -> None:
    old = '\n[[rule]]\nid = "chrome.residue-fields"\n'
    copy.edit("boilerplate/rules/chrome.toml", old, RULE.format(label="widget"))
    copy.check(SAID, before="", after="('widget', 'chrome.lantern')")


def test_a_label(copy: Copy) -> None:
    old = '\n[[rule]]\nid = "chrome.residue-fields"\n'
    copy.edit("boilerplate/rules/chrome.toml", old, RULE.format(label="game"))
    assert "label" in copy.run(SAID), "a label that is not in the vocabulary is refused"
    copy.edit("vocabulary.py", '"filler", "hidden",', '"filler", "game", "hidden",')
    copy.check(SAID, before="", after="('game', 'chrome.lantern')")


FORMAT = '''
"""A log: each line is a page."""

from .chunks import Pages
from .files import InputFile


def read(path, most=None):
    with InputFile(path) as file:
        lines = b"".join(file.blocks()).splitlines()
        pages = tuple({"text": line} for line in lines)
        yield Pages(tuple(range(1, len(lines) + 1)), pages, file.position)
'''


def test_a_file_format(copy: Copy, tmp_path: Path) -> None:
    copy.create("io/log.py", FORMAT)
    row = '    "text": Format('
    copy.edit("io/formats.py", row, '    "log": Format(log.read, ("log",)),\n' + row)
    copy.edit("io/formats.py", " jsonl, parquet,", " jsonl, log, parquet,")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.log").write_text("第一行&#20013;&#25991;写在这里。\n第二行写在这里。\n", encoding="utf-8")
    code = (
        "import pathlib\nfrom cntextclean.cli import main\n"
        f"folder = {str(tmp_path)!r}\n"
        "main(['run', folder + '/pages', '-o', folder + '/out', '-q', '-j', '1', '--output-format', 'jsonl'])\n"
        "print(pathlib.Path(folder, 'out', 'a.jsonl').read_text(encoding='utf-8').count('第一行中文'))"
    )
    assert copy.run(code) == "1"
    assert len(copy.edited) <= MOST


def test_a_script(copy: Copy) -> None:
    copy.edit("config.py", '"zh-Hant-TW", "zh-Hant-HK"]', '"zh-Hant-TW", "zh-Hant-HK", "zh-Hant-MY"]')
    copy.edit(
        "normalize/script.py",
        '    "zh-Hant-HK": _Target(',
        '    "zh-Hant-MY": _Target("s2hk", "t2hk", "zh-Hant-HK"),\n    "zh-Hant-HK": _Target(',
    )
    code = (
        "try:\n    print(cn.unify('屋里的线', 'zh-Hant-MY').value)\n"
        "except cn.ConfigError as error:\n    print('not allowed' in str(error))"
    )
    copy.check(code, before="True", after="屋裏的線")
