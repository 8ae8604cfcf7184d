"""The command that shows what was done to a page."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from test_cli import PAGE, command

import cntextclean as cn
from cntextclean.cli.clean import main
from cntextclean.report.entries import explain
from cntextclean.report.views import columns


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode("gb18030"))
    return path


def in_terminal(*args: str | Path, **env: str) -> str:
    """What the command shows in a terminal."""
    ours, theirs = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    with subprocess.Popen(
        [sys.executable, "-m", "cntextclean", "explain", *map(str, args)],
        stdout=theirs, stdin=subprocess.DEVNULL, env={**plain, "TERM": "xterm", **env},
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while block := os.read(ours, 1 << 16):
                shown += block
        except OSError:  # Linux says EIO where the other side has closed
            pass
        os.close(ours)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def test_it_prints_what_explain_says_beside_the_text(page: Path) -> None:
    done = command("explain", page)
    assert done.returncode == 0
    assert done.stdout == command(page, "--explain").stderr
    assert "  1:1: dropped as nav: 首頁 新聞 體育  [chrome." in done.stdout.decode()
    assert "  3:21: 發(fā)車 → 发车  [script.convert injection.gloss]\n" in done.stdout.decode()


def test_all_lists_every_edit(page: Path) -> None:
    done = command("explain", page, "--all")
    assert done.stdout == command(page, "--explain-all").stderr
    assert len(done.stdout.splitlines()) > len(command("explain", page).stdout.splitlines())


def test_standard_input_and_the_options_of_cleaning() -> None:
    done = command("explain", "--keep-chrome", "--disable", "injection.", "--encoding", "gbk", data=PAGE.encode("gbk"))
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert shown.startswith("-: read as gb18030")
    assert "dropped as" not in shown
    assert "injection." not in shown


def test_html_is_one_file_that_appears_when_it_is_whole(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    done = command("explain", page, "--html", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert out.read_text(encoding="utf-8") == cn.clean(PAGE.encode("gb18030")).to_html(name=str(page))
    assert {path.name for path in tmp_path.iterdir()} == {"page.txt", "report.html"}
    assert command("explain", page, "--html", "-").stdout == out.read_bytes()


def test_a_page_that_cannot_be_read_leaves_a_report_alone(tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    out.write_text("as it was")
    done = command("explain", tmp_path / "missing.txt", "--html", out)
    assert done.returncode == 1
    assert b"missing.txt: No such file" in done.stderr
    assert out.read_text() == "as it was"


def test_a_report_that_cannot_be_written(page: Path, tmp_path: Path) -> None:
    done = command("explain", page, "--html", tmp_path / "nowhere" / "report.html")
    assert done.returncode == 1
    assert b"nowhere" in done.stderr


def test_html_pages_are_known_by_their_name_or_said_to_be_such(tmp_path: Path) -> None:
    pytest.importorskip("turbohtml")
    source = b"<html><body><p>" + "傍晚时分，渔船陆续回港。".encode() + b"</p></body></html>"
    path = tmp_path / "page.html"
    path.write_bytes(source)
    assert (
        "<p>"
        not in command("explain", path, "--html", "-")
        .stdout.decode()
        .partition("<main>")[2]
        .partition("text-heading")[0]
    )
    by_name = command("explain", path).stdout.decode().partition(": ")[2]
    assert by_name == command("explain", "--from-html", data=source).stdout.decode().partition(": ")[2]


@pytest.mark.parametrize(
    ("argument", "said"),
    [("--script=zz", "zz"), ("--encoding=x-no", "x-no")],
)
def test_wrong_arguments(page: Path, argument: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["explain", str(page), argument])
    assert left.value.code == 2
    assert said in capfd.readouterr().err


def test_a_terminal_gets_colours_that_take_nothing_away(page: Path) -> None:
    plain = command("explain", page).stdout.decode()
    shown = in_terminal(page)
    assert "\x1b[9;31m發(fā)車\x1b[0m → \x1b[1;32m发车\x1b[0m" in shown
    for code in ("1", "36", "9;31", "1;32", "35", "2", "0"):
        shown = shown.replace(f"\x1b[{code}m", "")
    assert shown == plain


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_no_colours_where_none_are_wanted(page: Path, env: dict[str, str]) -> None:
    assert in_terminal(page, **env) == command("explain", page).stdout.decode()


def test_a_unified_view_shows_what_went_and_what_came(page: Path) -> None:
    lines = command("explain", page, "--view", "unified").stdout.decode().splitlines()
    assert lines[0] == "- 首頁 新聞 體育" and lines[1].startswith("  [dropped as nav: chrome.")
    changed = next(n for n, line in enumerate(lines) if "發(fā)車" in line)
    assert lines[changed].startswith("- ") and lines[changed + 1].startswith("+ ")
    assert "发车" in lines[changed + 1] and "injection.gloss" in lines[changed + 2]


def test_two_columns_are_as_wide_as_the_terminal(page: Path) -> None:
    lines = in_terminal(page, "--view", "side", COLUMNS="60", NO_COLOR="1").splitlines()
    assert {columns(line.partition(" │ ")[0]) for line in lines if " │ " in line} == {28}
    assert max(map(columns, lines)) <= 60
    left, right = ("".join(line.partition(" │ ")[part].strip() for line in lines) for part in (0, 2))
    assert "首頁 新聞 體育" in left and "發(fā)車" in left
    assert "发车" in right and "首页" not in right


@pytest.mark.parametrize("view", ["unified", "side"])
def test_views_are_in_colour_in_a_terminal_only(page: Path, view: str) -> None:
    assert "\x1b[1;32m" in in_terminal(page, "--view", view)
    assert "\x1b" not in in_terminal(page, "--view", view, NO_COLOR="1")
    assert b"\x1b" not in command("explain", page, "--view", view).stdout


def test_damage_and_what_is_unsettled_are_told() -> None:
    document = cn.clean("推動科創(chuàng)新，建設(shè)創(chuàng)新平臺。")
    assert "  damage: injection.gloss 3" in list(explain(document))
    restless = replace(document, damage={**document.damage, "unsettled": 1})
    assert "  Unsettled: cleaning this text again would change it." in list(explain(restless))
    assert "Unsettled: cleaning" in restless.to_html() and "unsettled" not in document.to_html().lower()
