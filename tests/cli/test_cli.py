"""The command, run as a user runs it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cntextclean as cn
from cntextclean.cli.clean import main
from cntextclean.io.text import is_binary

PAGE = """\
首頁 新聞 體育

5月8日,清溪縣環(huán)湖觀光巴士發(fā)車。全長(zhǎng)三十二公里。
版權所有 清溪日報社
"""
TEXT = "5月8日，清溪县环湖观光巴士发车。全长三十二公里。"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode("gb18030"))
    return path


def command(*args: str | Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cntextclean", *map(str, args)], input=data, capture_output=True, timeout=120
    )


def test_a_file_in_text_out(page: Path) -> None:
    done = command(page)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, TEXT + "\n", b"")


def test_standard_input_is_read_without_a_file_and_for_a_dash() -> None:
    for args in ((), ("-",)):
        assert command(*args, data=PAGE.encode()).stdout.decode() == TEXT + "\n"


def test_output_is_utf8_in_any_locale(page: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "cntextclean", str(page)],
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        timeout=120,
    )
    assert done.stdout.decode("utf-8") == TEXT + "\n"


def test_several_texts_have_one_empty_line_between(
    page: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([str(page), str(page)]) == 0
    assert capfdbinary.readouterr().out.decode() == f"{TEXT}\n\n{TEXT}\n"


@pytest.mark.parametrize("count", [1, 2])
def test_json_is_an_array_for_any_number_of_files(
    page: Path, count: int, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([*[str(page)] * count, "--format", "json"]) == 0
    records = json.loads(capfdbinary.readouterr().out)
    assert [(r["file"], r["text"]) for r in records] == [(str(page), TEXT)] * count


def test_jsonl_can_be_read_back(page: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([str(page), str(page), "--format", "jsonl"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert len(lines) == 2
    assert cn.Document.from_dict(json.loads(lines[0])).to_dict() == cn.clean(page.read_bytes()).to_dict()


@pytest.mark.parametrize(
    ("form", "expected"), [("text", b""), ("json", b"[]\n"), ("jsonl", b"")], ids=["text", "json", "jsonl"]
)
def test_no_page_could_be_read(form: str, expected: bytes, tmp_path: Path) -> None:
    done = command(tmp_path / "missing", "--format", form)
    assert (done.returncode, done.stdout) == (1, expected)


def test_an_output_file_may_be_the_input(page: Path) -> None:
    page.chmod(0o640)
    assert main([str(page), "-o", str(page)]) == 0
    assert page.read_text(encoding="utf-8") == TEXT + "\n"
    assert page.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in page.parent.iterdir()] == ["page.txt"]


@pytest.mark.parametrize("target", ["", "no/such/folder/out.txt"], ids=["folder", "missing-folder"])
def test_an_output_that_cannot_be_written(page: Path, tmp_path: Path, target: str) -> None:
    done = command(page, "-o", tmp_path / target)
    assert done.returncode == 1
    assert str(tmp_path / target) in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_device_as_output(page: Path) -> None:
    assert main([str(page), "-o", os.devnull]) == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--script", "zh-Hant"], "5月8日，清溪縣環湖觀光巴士發車。全長三十二公里。"),
        (["--script", "keep"], "5月8日，清溪縣環湖觀光巴士發車。全長三十二公里。"),
        (["--keep-punctuation"], TEXT.replace("，", ",")),
        (["--disable", "punctuation.comma"], TEXT.replace("，", ",")),
        (["--disable", "injection.", "--script", "keep"], None),
        (["--encoding", "gbk"], TEXT),
    ],
    ids=["hant", "keep", "punctuation", "rule", "family", "encoding"],
)
def test_options(
    page: Path, args: list[str], expected: str | None, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([str(page), *args]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert "huán" in out if expected is None else out == expected + "\n"


def test_chrome_can_be_kept(page: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([str(page), "--keep-chrome"]) == 0
    assert capfdbinary.readouterr().out.decode() == f"首页 新闻 体育\n{TEXT}\n版权所有 清溪日报社\n"


def test_explain_goes_to_standard_error(page: Path) -> None:
    done = command(page, "--explain")
    assert done.stdout.decode() == TEXT + "\n"
    first, rules, damage, *rest, folded = done.stderr.decode().splitlines()
    assert first.startswith(f"{page}: read as gb18030, script zh-Hans: 1 paragraphs kept, 2 blocks dropped, ")
    assert "injection.gloss 3" in rules
    assert damage == "  damage: injection.gloss 3"
    assert rest[0].startswith("  1:1: dropped as nav: 首頁 新聞 體育  [")
    assert "  3:8: 縣環(huán) → 县环  [script.convert injection.gloss]" in rest
    assert rest[-1].startswith("  4:1: dropped as copyright: 版權所有 清溪日報社  [")
    assert folded == "  and 2 edits of script and width alone, which --explain-all lists"
    assert str(page) not in "".join([rules, *rest])


def test_explain_all_lists_every_edit(page: Path) -> None:
    lines = command(page, "--explain-all").stderr.decode().splitlines()
    assert "  3:5: , → ，  [punctuation.comma]" in lines
    assert not any("explain-all" in line for line in lines)


class TestFailures:
    """Each is named, and the others are done all the same."""

    def failed(self, bad: Path, page: Path) -> str:
        done = command(bad, page)
        assert done.returncode == 1
        assert done.stdout.decode() == TEXT + "\n"
        message = done.stderr.decode()
        assert message.startswith(f"cntextclean: {bad}: ")
        assert message.count("\n") == 1
        return message

    def test_missing(self, page: Path, tmp_path: Path) -> None:
        assert "No such file" in self.failed(tmp_path / "missing.txt", page)

    def test_folder(self, page: Path, tmp_path: Path) -> None:
        assert "directory" in self.failed(tmp_path, page)

    def test_binary(self, page: Path, tmp_path: Path) -> None:
        (tmp_path / "page.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
        assert "not text" in self.failed(tmp_path / "page.png", page)

    @pytest.mark.parametrize("inner", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), gzip.compress(PAGE.encode())])
    def test_binary_in_an_archive(self, page: Path, tmp_path: Path, inner: bytes) -> None:
        (tmp_path / "page.gz").write_bytes(gzip.compress(inner * 4))
        assert "not text" in self.failed(tmp_path / "page.gz", page)

    def test_an_archive_that_was_cut_off(self, page: Path, tmp_path: Path) -> None:
        (tmp_path / "page.gz").write_bytes(gzip.compress(PAGE.encode())[:-9])
        assert "cut off" in self.failed(tmp_path / "page.gz", page)

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
    def test_a_device_without_end(self, page: Path) -> None:
        assert "a device" in self.failed(Path("/dev/zero"), page)

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_unreadable(self, page: Path, tmp_path: Path) -> None:
        (tmp_path / "secret").write_bytes(b"x")
        (tmp_path / "secret").chmod(0)
        assert "Permission denied" in self.failed(tmp_path / "secret", page)

    def test_a_name_that_no_file_can_have(self, page: Path) -> None:
        assert main(["a\0b"]) == 1


def test_an_empty_file_is_an_empty_page(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    done = command(tmp_path / "empty")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    "args", [["--format", "xml"], ["--encoding", "no-such"], ["--script", "zh"], ["--bogus"]]
)
def test_wrong_arguments(args: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(args)
    assert stopped.value.code == 2


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert (stopped.value.code, capsys.readouterr().out) == (0, f"cntextclean {cn.__version__}\n")


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
def test_a_broken_pipe_is_quiet(page: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)  # a reader that is gone before the first byte
    process = subprocess.Popen(
        [sys.executable, "-m", "cntextclean", str(page)], stdout=writer, stderr=subprocess.PIPE
    )
    os.close(writer)
    _, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, b"")


def test_run_is_another_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["run", "--help"])
    assert stopped.value.code == 0
    assert "cntextclean run" in capsys.readouterr().out


class TestBinary:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "gb18030", "big5hkscs", "hz"])
    def test_text_is_text(self, encoding: str) -> None:
        assert not is_binary("海上日出，天色微明。\r\n\tabc\n".encode(encoding))

    def test_a_page_with_a_stray_nul_is_text(self) -> None:
        assert not is_binary(PAGE.encode() + b"\0")

    @pytest.mark.parametrize(
        "data",
        [
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6",
            bytes(range(256)) * 4,
            b"\x7fELF" + bytes(60),
        ],
        ids=["png", "all-bytes", "elf"],
    )
    def test_binary_is_not(self, data: bytes) -> None:
        assert is_binary(data)
