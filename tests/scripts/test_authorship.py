"""著 of authorship and 着 of a verb that goes on: names in bylines, verbs in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean.scripts.authorship import aspect_margin

NAMES = (
    "曹雪芹 鲁迅 老舍 钱钟书 沈从文 陈忠实 阿来 王小波 史铁生 刘勰 许慎 顾炎武 贾思勰 欧阳修 司马光 诸葛亮 海明威 雨果 "
    "卢梭 黑格尔 亚里士多德 安徒生 冯友兰 萧红 王安忆"
)
BYLINES = (
    "{}著，人民文学出版社", "{} 著", "{}著", "（{}著）", "《红楼梦》，{}著", "作者：{}著", "{}著《边城》",
    "本书由{}著，共十卷",
    "[清]{}著", "（美）{}著", "{}编著", "{}原著", "{}所著的书", "书名：边城 {}著 商务印书馆",
    "{}著。北京：中华书局，1981年",
)  # fmt: skip
GOING_ON = (
    "对@名单", "生活@名为夜族的种族", "刻@名言", "拿@名片", "写@名字", "穿@名牌", "沿@名胜", "怀@名垂青史的梦",
    "跟@作者走",
    "带@作业", "听@作曲家的曲子", "抱@书本", "背@书包", "接@书写历史", "忙@书法练习", "意味@有新的机会",
    "看@《红楼梦》",
    "唱@《茉莉花》", "捧@《史记》的女孩", "大家等@，没有说话", "门开@，灯亮@。", "王先生坐@", "他沉默@，",
    "痛并快乐@", "就这么耗@",
    "天下@雨", "他合@眼睛", "她编@辫子", "穿@打扮", "@急", "附@力", "沉@应对", "跟@名人", "日子一天天过@",
)  # fmt: skip
WRITTEN = (
    "国内@名学者", "@名演员", "土@居民", "战功卓@", "见微知@", "以清廉@称", "@书立说", "显@提高", "有了显@的变化",
    "文学名@",
    "@作权", "司马迁@成史记", "他@有《边城》", "彰明较@", "遗@由学生整理", "这是他的新@，也是专@", "两人合@的书",
)  # fmt: skip


@pytest.mark.parametrize("line", BYLINES)
def test_after_the_name_of_who_wrote_it_is_written(line: str) -> None:
    for name in NAMES.split():
        text = line.format(name)
        assert aspect_margin(text, text.rindex("著")) < 0, text


@pytest.mark.parametrize("text", GOING_ON)
def test_after_a_verb_it_goes_on(text: str) -> None:
    plain = text.replace("@", "著")
    assert all(aspect_margin(plain, at) > 0 for at, char in enumerate(text) if char == "@")


@pytest.mark.parametrize("text", WRITTEN)
def test_in_a_word_it_is_written(text: str) -> None:
    plain = text.replace("@", "著")
    assert all(aspect_margin(plain, at) < 0 for at, char in enumerate(text) if char == "@")


@given(st.text("看著着名曹雪芹，《》 等", max_size=12), st.text(max_size=6))
def test_neighbours_of_the_same_kind_do_not_matter(before: str, after: str) -> None:
    text, other = before + "著" + after, before.replace("著", "着") + "著" + after.replace("著", "着")
    assert aspect_margin(text, len(before)) == aspect_margin(other, len(before))
