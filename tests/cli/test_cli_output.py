"""Where results go: a target that only a result replaces, standard streams that are closed or full."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import PAGE, TEXT, command

from cntextclean.cli.clean import main
from cntextclean.cli.learn import main as learn
from cntextclean.io.files import zstd

BINARY = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
OLD = "旧的内容\n".encode()

posix = pytest.mark.skipif(os.name != "posix", reason="descriptors and shells of POSIX")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode("gb18030"))
    return path


class TestTarget:
    @pytest.mark.parametrize("form", ["text", "json", "jsonl"])
    @pytest.mark.parametrize("bad", [None, BINARY], ids=["missing", "binary"])
    def test_it_stays_when_nothing_could_be_read(self, tmp_path: Path, bad: bytes | None, form: str) -> None:
        target = tmp_path / "out"
        target.write_bytes(OLD)
        source = tmp_path / "in"
        if bad:
            source.write_bytes(bad)
        assert main([str(source), "-o", str(target), "--format", form]) == 1
        assert target.read_bytes() == OLD
        assert {p.name for p in tmp_path.iterdir()} <= {"in", "out"}

    def test_it_stays_when_it_is_the_input_that_failed(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(BINARY)
        assert main([str(tmp_path / "a"), "-o", str(tmp_path / "a")]) == 1
        assert (tmp_path / "a").read_bytes() == BINARY

    def test_it_stays_when_a_part_of_the_input_failed(
        self, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = tmp_path / "out"
        target.write_bytes(OLD)
        assert main([str(page), str(tmp_path / "missing"), "-o", str(target)]) == 1
        assert target.read_bytes() == OLD
        assert f"{target}: not written, as 1 of 2 pages could not be read" in capsys.readouterr().err

    def test_a_new_one_gets_what_could_be_read(self, page: Path, tmp_path: Path) -> None:
        assert main([str(page), str(tmp_path / "missing"), "-o", str(tmp_path / "out")]) == 1
        assert (tmp_path / "out").read_text(encoding="utf-8") == TEXT + "\n"

    def test_a_new_one_is_not_made_of_nothing(self, tmp_path: Path) -> None:
        assert main([str(tmp_path / "missing"), "-o", str(tmp_path / "out")]) == 1
        assert not (tmp_path / "out").exists()

    def test_it_stays_without_the_extra_for_html(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        page = tmp_path / "page.html"
        page.write_bytes(b"<p>x")
        monkeypatch.setitem(sys.modules, "turbohtml", None)
        assert main([str(page), "-o", str(page)]) == 1
        assert page.read_bytes() == b"<p>x"
        assert "pip install 'cntextclean[html]'" in capsys.readouterr().err

    def test_a_link_is_followed(self, page: Path, tmp_path: Path) -> None:
        (tmp_path / "deep").mkdir()
        (tmp_path / "deep" / "out").write_bytes(OLD)
        (tmp_path / "link").symlink_to(tmp_path / "deep" / "out")
        assert main([str(page), "-o", str(tmp_path / "link")]) == 0
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "deep" / "out").read_text(encoding="utf-8") == TEXT + "\n"

    def test_a_long_name(self, page: Path, tmp_path: Path) -> None:
        target = tmp_path / ("长" * 84 + ".a")  # 254 bytes
        assert main([str(page), "-o", str(target)]) == 0
        assert target.read_text(encoding="utf-8") == TEXT + "\n"

    def test_a_profile_stays_when_no_page_could_be_read(self, tmp_path: Path) -> None:
        target = tmp_path / "site.json"
        target.write_bytes(OLD)
        assert learn([str(tmp_path / "missing"), "-o", str(target)]) == 1
        assert target.read_bytes() == OLD


class TestStandardOutput:
    def test_a_dash(self, page: Path) -> None:
        done = command(page, "-o", "-")
        assert (done.returncode, done.stdout.decode(), done.stderr) == (0, TEXT + "\n", b"")

    @posix
    @pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
    def test_a_name_of_it_in_a_pipe(self, page: Path, name: str) -> None:
        done = command(page, "-o", name)
        assert (done.returncode, done.stdout.decode(), done.stderr) == (0, TEXT + "\n", b"")

    @posix
    def test_a_name_of_it_in_a_file_that_is_added_to(self, page: Path, tmp_path: Path) -> None:
        target = tmp_path / "out"
        target.write_bytes(OLD)
        with target.open("ab") as file:
            call = [sys.executable, "-m", "cntextclean", str(page), "-o", "/dev/stdout"]
            assert subprocess.run(call, stdout=file, timeout=120).returncode == 0
        assert target.read_bytes() == OLD + TEXT.encode() + b"\n"

    def test_a_profile(self, page: Path) -> None:
        done = command("learn", page, page, "-o", "-")
        assert done.returncode == 0
        assert json.loads(done.stdout)


@posix
class TestClosedStreams:
    """Nothing is said where it could be read as a result, and no file takes the place of a stream."""

    def shell(self, words: str, *args: object) -> subprocess.CompletedProcess[bytes]:
        line = f'exec "$0" -m cntextclean {words}'
        return subprocess.run(["sh", "-c", line, sys.executable, *map(str, args)], capture_output=True, timeout=120)

    def test_output(self, page: Path) -> None:
        done = self.shell('"$1" >&-', page)
        assert (done.returncode, done.stderr) == (1, b"cntextclean: standard output: closed\n")

    def test_output_that_is_not_wanted(self, page: Path, tmp_path: Path) -> None:
        done = self.shell('"$1" -o "$2" >&- 2>&- <&-', page, tmp_path / "out")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert (tmp_path / "out").read_text(encoding="utf-8") == TEXT + "\n"

    def test_input(self) -> None:
        done = self.shell("<&-")
        assert (done.returncode, done.stderr) == (1, b"cntextclean: standard input: closed\n")

    @pytest.mark.parametrize("words", ['"$1" "$2" --explain 2>&-', '"$1" "$2" --explain 2>/dev/full'])
    def test_errors(self, page: Path, tmp_path: Path, words: str) -> None:
        done = self.shell(words, tmp_path / "missing", page)
        assert (done.returncode, done.stdout.decode(), done.stderr) == (1, TEXT + "\n", b"")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
    @pytest.mark.parametrize("words", ['"$1" >/dev/full', '"$1" -o /dev/full', 'learn "$1" -o /dev/full'])
    def test_full(self, page: Path, words: str) -> None:
        done = self.shell(words, page)
        assert done.returncode == 1
        assert done.stderr.endswith(b": No space left on device\n")
        assert done.stderr.count(b"\n") == 1

    @pytest.mark.parametrize("words", ['run "$1" -o "$2" -j 2 >&- 2>&- <&-', 'run "$1" -o "$2" -j 1 2>&-'])
    def test_a_run(self, page: Path, tmp_path: Path, words: str) -> None:
        done = self.shell(words, page, tmp_path / "out")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert (tmp_path / "out" / "page.txt").read_text(encoding="utf-8") == TEXT + "\n"


@pytest.mark.parametrize("name", ["gz", "bz2", "xz", "zst"])
def test_a_compressed_page(tmp_path: Path, name: str) -> None:
    packed = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd().compress}[name]
    (tmp_path / f"page.txt.{name}").write_bytes(packed(PAGE.encode("gb18030")))
    (tmp_path / f"page.html.{name}").write_bytes(packed(("<p>" + PAGE).encode()))
    done = command(tmp_path / f"page.txt.{name}")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, TEXT + "\n", b"")
    assert b"<p>" not in command(tmp_path / f"page.html.{name}").stdout


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ('script = "zh-Hant"', "5月8日，清溪縣環湖觀光巴士發車。全長三十二公里。"),
        ('[tool.cntextclean]\nscript = "keep"', "5月8日，清溪縣環湖觀光巴士發車。全長三十二公里。"),
        ('[tool.other]\nx = 1', TEXT),
        ('punctuation = "keep"', TEXT.replace("，", ",")),
        ('disable = ["punctuation."]', TEXT.replace("，", ",")),
    ],
)
def test_options_in_a_file(
    page: Path, tmp_path: Path, toml: str, expected: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "options.toml").write_text(toml, encoding="utf-8")
    assert main([str(page), "--config", str(tmp_path / "options.toml")]) == 0
    assert capfdbinary.readouterr().out.decode() == expected + "\n"


def test_an_argument_has_the_last_word(
    page: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "options.toml").write_text('script = "zh-Hant"\ndisable = ["punctuation."]', encoding="utf-8")
    assert main([str(page), "--config", str(tmp_path / "options.toml"), "--script", "zh-Hans"]) == 0
    assert capfdbinary.readouterr().out.decode() == TEXT.replace("，", ",") + "\n"


@pytest.mark.parametrize("toml", ["script = ", 'script = "klingon"', "bogus = 1", "disable = 3", "tool = 3"])
def test_a_file_of_options_that_does_not_hold_together(
    page: Path, tmp_path: Path, toml: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "options.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main([str(page), "--config", str(tmp_path / "options.toml")])
    assert stopped.value.code == 2
    assert "options.toml: " in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--config", "--site"])
def test_a_file_that_an_option_names_and_that_is_not_there(page: Path, option: str) -> None:
    assert main([str(page), option, str(page.parent / "none")]) == 1, "no usage error: the call is right"


def test_verbose_logs_and_otherwise_nothing_does(page: Path) -> None:
    done = command(page, "-v")
    assert done.stdout.decode() == TEXT + "\n"
    assert f"INFO cntextclean.cli.clean: {page}: read as gb18030" in done.stderr.decode()
    assert command(page).stderr == b""
