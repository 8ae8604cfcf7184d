"""What a run keeps to be looked at: samples that depend on the pages and the seed alone, and the account read back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from corpus import page
from hypothesis import given
from hypothesis import strategies as st
from test_run import command, records, write_jsonl

from cntextclean.errors import CleanError, ConfigError
from cntextclean.report.account import PAGES, Account
from cntextclean.run import frequent
from cntextclean.run.account import read_account
from cntextclean.run.findings import host_of, samples_path
from cntextclean.run.frequent import Frequent
from cntextclean.run.sample import Plan, Sample

HOSTS = ("news.example.cn", "bbs.example.com")


def with_urls(count: int, first: int = 0) -> list[dict[str, Any]]:
    return [{**r, "url": f"https://{HOSTS[r['id'] % 3 > 0]}/{r['id']}"} for r in records(count, first)]


def account(tmp_path: Path, name: str, *args: object, files: tuple[list[dict[str, Any]], ...]) -> Account:
    for number, content in enumerate(files):
        write_jsonl(tmp_path / f"{name}-in" / f"{number}.jsonl", content)
    assert command(tmp_path / f"{name}-in", "-o", tmp_path / name, "-j", 1, "-q", *args) == 0
    return read_account(tmp_path / name)


def drawn(account: Account) -> dict[str, list[tuple[str, str]]]:
    """What was drawn, without where it stood."""
    return {stratum: [(case["id"], case["page"]) for case in cases] for stratum, cases in account.cases.items()}


def test_the_sample_is_the_same_however_the_pages_are_shared_out(tmp_path: Path) -> None:
    pages = with_urls(90)
    one = account(tmp_path, "one", "--samples", 3, files=(pages,))
    three = account(tmp_path, "three", "--samples", 3, files=(pages[60:], pages[:20], pages[20:60]))
    assert drawn(one) == drawn(three)
    assert len(one.cases[PAGES]) == 15 and max(map(len, (one.of_rule(rule) for rule in one.rules()))) == 3
    assert one.counts == three.counts and one.hosts == three.hosts and one.lines == three.lines


def test_another_seed_draws_others_and_none_draws_none(tmp_path: Path) -> None:
    pages = records(60)
    first = account(tmp_path, "first", "--samples", 2, files=(pages,))
    other = account(tmp_path, "other", "--samples", 2, "--seed", 7, files=(pages,))
    assert drawn(first).keys() == drawn(other).keys() and drawn(first) != drawn(other)
    assert other.options["seed"] == 7
    assert not account(tmp_path, "none", "--samples", 0, files=(pages,)).cases


def test_a_page_that_comes_often_is_drawn_once(tmp_path: Path) -> None:
    found = account(tmp_path, "out", files=([{"text": page(1)}] * 50, [{"text": page(1)}] * 50))
    assert {len(cases) for cases in found.cases.values()} == {1}
    assert found.counts["records"]["in"] == 100


def test_what_is_drawn_shows_the_place_and_what_became_of_it(tmp_path: Path) -> None:
    tail = "版权所有 © 2009 海边新闻网 京ICP备09000000号"
    text = f"县里打算修一座新的防波堤,預計明年秋天完工,大家都很高兴。\n{tail}"
    found = account(tmp_path, "out", files=([{"text": text, "url": "http://news.example.cn/1"}],))
    (comma,) = found.of_rule("punctuation.comma")
    left, before, right = comma["before"]
    assert left + before + right in text and before == ","
    assert comma["after"][1] == "，" and comma["after"][2].startswith(("预计", "大家"))
    assert (comma["shard"], comma["record"], comma["url"]) == ("0.jsonl", 1, "http://news.example.cn/1")
    dropped = [case for rule in found.rules() for case in found.of_rule(rule) if case["what"] == "dropped"]
    assert "版权所有" in dropped[0]["before"][1] and dropped[0]["label"] == "copyright"
    (whole,) = found.cases[PAGES]
    assert whole["text"].startswith("县里") and whole["labels"] == {"copyright": 1}
    assert found.lines.rows == ((f"copyright\t{tail}", 1),)
    assert found.hosts.rows == (("news.example.cn", 1),)


def test_a_run_that_was_resumed_adds_up(tmp_path: Path) -> None:
    whole = account(tmp_path, "out", files=(with_urls(20), with_urls(20, 20), with_urls(20, 40)))
    write_jsonl(tmp_path / "out-in" / "1.jsonl", with_urls(9, 90))
    assert command(tmp_path / "out-in", "-o", tmp_path / "out", "-j", 1, "-q", "--resume") == 0
    resumed = read_account(tmp_path / "out")
    fresh = account(tmp_path, "fresh", files=(with_urls(20), with_urls(9, 90), with_urls(20, 40)))
    assert (resumed.counts, resumed.cases, resumed.hosts, resumed.lines, resumed.shards) == (
        fresh.counts, fresh.cases, fresh.hosts, fresh.lines, fresh.shards,
    )  # fmt: skip
    assert resumed.cases != whole.cases
    assert {name for _, name, _ in resumed.slowest} == {"0.jsonl", "1.jsonl", "2.jsonl"}
    assert resumed.seconds >= sum(seconds for seconds, _, _ in resumed.slowest) * 0.99


def test_hosts_of_a_table_are_counted(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = {name: [record[name] for record in with_urls(9)] for name in ("url", "text")}
    parquet.write_table(pa.table(columns), tmp_path / "a.parquet")
    assert command(tmp_path / "a.parquet", "-o", tmp_path / "out", "-j", 1, "-q") == 0
    assert dict(read_account(tmp_path / "out").hosts.rows) == {HOSTS[0]: 3, HOSTS[1]: 6}


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no result of `cntextclean run`"):
        read_account(tmp_path)


@pytest.mark.parametrize("damage", [b'{"size": 20}\n', b"", b"{", b"[]\n"])
def test_samples_that_are_none_are_refused_with_their_name(tmp_path: Path, damage: bytes) -> None:
    account(tmp_path, "out", files=(records(1),))
    path = samples_path(tmp_path / "out" / "_cntextclean", "0.jsonl")
    assert path.exists()
    path.write_bytes(damage)
    with pytest.raises(CleanError, match=r"0\.jsonl\.jsonl\.gz: .*no samples of a run"):
        read_account(tmp_path / "out")


@pytest.mark.parametrize(
    ("url", "host", "why"),
    [
        ("https://News.Example.cn:8080/a?b", "news.example.cn", "lower case, no port"),
        ("news.example.cn/a", "", "no scheme, so no host"),
        ("http://[::1", "", "no URL at all"),
        (None, "", "no value"),
        (b"http://a.cn/", "", "a column that is no UTF-8"),
    ],
)
def test_hosts(url: object, host: str, why: str) -> None:
    assert host_of(url) == host, why


@given(st.lists(st.lists(st.integers(0, 40).map(str), max_size=30), max_size=20))
def test_the_most_frequent_are_counted_within_their_bound(parts: list[list[str]]) -> None:
    exact: Counter[str] = Counter()
    found = Frequent()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frequent, "MOST", 4)
        for part in parts:
            one = Frequent()
            one.add(Counter(part))
            found.add(one.counts, one.missed)
            exact.update(part)
        rows = dict(found.most_common())
    assert len(rows) <= 4
    assert found.missed * 5 <= exact.total()
    for value, count in exact.items():
        assert count - found.missed <= rows.get(value, 0) <= count


@given(st.lists(st.integers(0, 200).map(str), max_size=60), st.integers(0, 60), st.integers(0, 5))
def test_a_sample_is_that_of_its_parts(pages: list[str], cut: int, size: int) -> None:
    def sampled(part: list[str]) -> Sample:
        sample = Sample(Plan(size, 3))
        for name in part:
            sample.offer("rule:x", name, lambda rank, name=name: {"page": name, "rank": rank})
        return sample

    sum_ = sampled(pages[cut:])
    sum_.add(sampled(pages[:cut]))
    assert list(sum_) == list(sampled(pages))
    assert len(list(sum_)) == min(size, len(set(pages)))
