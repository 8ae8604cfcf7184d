"""The table of look-alikes. A row is all that a new one needs; swaps.py decides where it applies.

It imports nothing, because tools/build_repair_tables.py reads it while the package is being built.

See docs/damage.md, Swaps inside words.
"""

from typing import Final

__all__ = ["SWAPS"]

# What was met, and what it stood for. 已 for 己 and 末 for 未 are honest slips of the pen far more often.
SWAPS: Final = {
    "己": "已",
    "巳": "已",
    "囚": "人",
    "西": "四",
    "首": "直",
    "囯": "国",
    "Φ": "中",
    "叁": "三",
    "贰": "二",
    "旳": "的",
}
