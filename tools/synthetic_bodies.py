# ruff: noqa: E501, SIM905  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""What articles are made of besides paragraphs: lists, tables, verse, dialogue, programmes, steps, captions, signatures.

These lines are short and have few marks, like furniture, and are content. Their words come from real bodies.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Protocol

UNITS = "办公室 某某局 人民政府 编辑部 组委会 秘书处 宣传部 某某大学 某某公司 理事会".split()
PEOPLE = "张三 李四 王小明 陈某 刘志强 赵敏 孙丽 周伟 欧阳修平 Tom Smith".split()
HEADS = "背景 简介 目的 方法 步骤 注意事项 结论 材料 用法 概述 特点 历史 影响 评价 参考资料 报名条件 时间地点 主要内容 工作要求 联系方式 常见问题 安装 配置 示例 参数说明 外部链接".split()
CODE = ["def run(path):", "    return open(path).read()", "$ pip install example", "import os", "for (int i = 0; i < n; i++) {", "}", "SELECT * FROM users WHERE id = 1;", "<div class=\"box\">", "print(\"hello\")", "git commit -m \"fix\"", "server { listen 80; }", "# 输出结果", "npm run build", "0x7fff 00 1a 2b", "public static void main(String[] args) {"]


class Source(Protocol):
    """Where words and dates come from: synthetic_pages.Maker."""

    random: Random

    def day(self) -> str: ...
    def sentence(self) -> str: ...
    def paragraphs(self, most: int) -> list[str]: ...


def phrase(source: Source, low: int, high: int) -> str:
    """A few words of a real sentence."""
    parts = [part for part in source.sentence().replace("；", "，").replace("、", "，").replace(",", "，").split("，") if part]
    text = source.random.choice(parts) if parts else "内容"
    return text.strip("“”\"'：: 　")[: source.random.randint(low, high)] or "内容"


def short_body(source: Source) -> list[str]:
    """Lines of one of the kinds below, sometimes with paragraphs before, between or after."""
    r = source.random
    kinds: list[Callable[[Source], list[str]]] = [_numbered, _fields, _table, _verse, _dialogue, _programme, _questions, _sections, _code, recipe, _bare, _regulation]
    lines: list[str] = []
    if r.random() < 0.5:
        lines += source.paragraphs(4)
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        lines += r.choice(kinds)(source)
        if r.random() < 0.4:
            lines += source.paragraphs(3)
    return lines


def short_lines(source: Source) -> list[str]:
    """Lines of one of the kinds that have no sentences."""
    return source.random.choice([_programme, _programme, _fields, _numbered, _table, _verse, recipe, _bare])(source)


def opening(source: Source) -> list[str]:
    """A short first line that belongs to the text."""
    r = source.random
    return [r.choice([
        "各位老师、同学：", "各有关单位：", "各市、县人民政府：", f"{r.choice(UNITS)}：", f"文/{r.choice(PEOPLE)}", "编者按：", f"{phrase(source, 6, 20)}", "一、" + phrase(source, 4, 12),
        f"（{r.choice(PEOPLE)}）", "【摘要】" + source.sentence()[:60] + "。", "前言", "尊敬的客户：", "你好！", "第一章 " + phrase(source, 3, 8), f"{phrase(source, 8, 18)}——{phrase(source, 5, 14)}",
    ])]  # fmt: skip


def closing(source: Source) -> list[str]:
    """Short last lines that belong to the text: signatures, captions, notes."""
    r = source.random
    name, unit = r.choice(PEOPLE), r.choice(UNITS)
    return r.choice([
        [unit, source.day().split(" ")[0]], [f"（{name}）"], [f"（记者 {name} {r.choice(PEOPLE)}）"], ["（完）"], ["（未完待续）"], [f"图为{phrase(source, 6, 20)}。{name} 摄"], ["特此通知。", unit, source.day().split(" ")[0]],
        [f"附件：{phrase(source, 6, 16)}.doc"], ["愿平安！"], [f"新华社发（{name}摄）"], [f"（作者单位：{unit}）"], [phrase(source, 4, 14)], [f"文/{name} 图/{r.choice(PEOPLE)}"], ["谢谢大家！"], ["1. " + phrase(source, 6, 24), "2. " + phrase(source, 6, 24)],
        [f"{name}，{source.day().split(' ')[0]}"], [f"（摘自《{phrase(source, 4, 8)}》）"], [f"联系人：{name} 电话：010-{r.randint(10000000, 99999999)}"],
    ])  # fmt: skip


def _count(source: Source, most: int) -> range:
    return range(1, source.random.randint(3, most) + 1)


def _numbered(source: Source) -> list[str]:
    form = source.random.choice(["{i}. {t}", "{i}、{t}", "（{i}）{t}", "{i}.{t}。", "• {t}", "第{i}条 {t}。", "- {t}", "{i}） {t}；", "★{t}", "{t}"])
    return [form.format(i=i, t=phrase(source, 4, 34)) for i in _count(source, 25)]


def _fields(source: Source) -> list[str]:
    joint = source.random.choice(["：", ":", "\t", "　", "  "])
    return [phrase(source, 2, 5) + joint + phrase(source, 2, 24) for _ in _count(source, 20)]


def _table(source: Source) -> list[str]:
    r = source.random
    width, joint = r.randint(2, 6), r.choice(["\t", "\t\t ", "  ", " | ", "\t"])

    def cell() -> str:
        return r.choice([phrase(source, 2, 6), phrase(source, 2, 10), str(r.randint(1, 9999)), f"{r.random() * 100:.1f}%"])

    if r.random() < 0.4:
        return [cell() for _ in range(width * r.randint(3, 18))]
    return [joint.join(cell() for _ in range(width)) for _ in _count(source, 25)]


def _verse(source: Source) -> list[str]:
    high = source.random.randint(5, 14)
    mark = source.random.choice(["", "", "，", "。"])
    return [phrase(source, 4, high) + mark for _ in _count(source, 24)]


def _dialogue(source: Source) -> list[str]:
    r = source.random
    forms = ["“{t}。”", "“{t}？”他问。", "“{t}！”", "{t}。", "{n}：{t}。", "记者：{t}？", "“{t}，”她说，“{u}。”", "……"]
    return [r.choice(forms).format(t=phrase(source, 2, 24), u=phrase(source, 3, 14), n=r.choice(PEOPLE)) for _ in _count(source, 30)]


def _programme(source: Source) -> list[str]:
    r = source.random
    lines = []
    for _ in _count(source, 22):
        clock = f"{r.randint(7, 21)}:{r.choice(['00', '30', '15'])}"
        lines.append(r.choice([f"{clock}—{r.randint(8, 22)}:00 {phrase(source, 4, 16)}", f"{r.randint(1, 12)}月{r.randint(1, 28)}日 {phrase(source, 4, 20)}", f"主持人：{r.choice(PEOPLE)}（{r.choice(UNITS)}）", f"{r.choice(PEOPLE)}（{r.choice(UNITS)}）{phrase(source, 8, 30)}", f"地  点：{phrase(source, 4, 14)}", f"{source.day()} {phrase(source, 4, 16)}", f"({r.randint(1, 9)}) {phrase(source, 3, 10)}"]))
    return lines


def _questions(source: Source) -> list[str]:
    ask, answer = source.random.choice([("问：", "答："), ("Q：", "A："), ("", ""), ("记者：", "某某："), ("1、", "（ ）")])
    lines = []
    for _ in _count(source, 8):
        lines += [ask + phrase(source, 6, 26) + "？", answer + source.sentence()[:90] + "。"]
    return lines


def _sections(source: Source) -> list[str]:
    r = source.random
    form = r.choice(["{h}", "{h}[编辑]", "{i}、{h}", "【{h}】", "## {h}", "第{i}章 {h}", "（{i}）{h}", "{i}.{i} {h}", "◆ {h}"])
    lines = []
    for i in _count(source, 7):
        lines += [form.format(h=r.choice(HEADS) if r.random() < 0.6 else phrase(source, 3, 12), i="一二三四五六七八九十"[i % 10] if r.random() < 0.5 else i), *source.paragraphs(2)]
    return lines


def _code(source: Source) -> list[str]:
    r = source.random
    lines = []
    for _ in _count(source, 6):
        lines += [source.sentence()[:60] + r.choice(["：", "。", ":"]), *(r.choice(CODE) for _ in range(r.randint(1, 9)))]
    return lines


def recipe(source: Source) -> list[str]:
    r = source.random
    food = "鸡蛋 番茄 盐 白糖 面粉 五花肉 生姜 大葱 料酒 生抽 豆腐 青椒 土豆 牛奶 黄油 酵母".split()
    amount = "适量 少许 2个 300克 1勺 半斤 200ml 一把 3瓣".split()
    lines = ["材料：", *(f"{r.choice(food)}{r.choice([' ', '  ', '', '：'])}{r.choice(amount)}" for _ in _count(source, 10)), "做法："]
    return [*lines, *(f"{i}{r.choice(['. ', '、', '：'])}{phrase(source, 6, 30)}。" for i in _count(source, 9))]


def _bare(source: Source) -> list[str]:
    return [phrase(source, 2, 30) for _ in _count(source, 30)]


def _regulation(source: Source) -> list[str]:
    lines = []
    for i in _count(source, 20):
        if i % 6 == 1:
            lines.append(f"第{'一二三四五'[i // 6 % 5]}章　{phrase(source, 2, 6)}")
        lines.append(f"第{i}条　{source.sentence()[:80]}。")
    return lines
