"""What one line looks like: prose, code, or something that may be either beside code.

The rule behind all of it: in code, Chinese stands in strings, in comments and in data. So a line is looked at without
its strings and comments; what is left of code is ASCII and has the shape of a statement.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final

__all__ = ["Shape", "shape"]

_LOOK: Final = 2000  # characters of a line that are looked at; a longer one is data, and its beginning says so


class Shape(IntEnum):
    """How much a line looks like code.

    PROSE: what people write; it ends a run of code. OPEN: code if code stands on both sides of it. BESIDE: code if
    code stands on one side, as a comment does. LIKE: code if another line beside it looks so too. CODE: code alone.
    """

    PROSE = 0
    OPEN = 1
    BESIDE = 2
    LIKE = 3
    CODE = 4


# Nothing of these in a line with Chinese that begins with ASCII, and it is prose.
_SIGN: Final = re.compile(
    r"[\"'`#<={}\\;%]|//|--|/\*|,[^,]+,|[A-Z]{4}|Error|Exception|Warning:|Caused by|\(\?|[+-]\s{2}|\A(?:[\[$-]|@@|\+|PS |[a-z_][\w.-]*:)", re.ASCII
)
_SYNTAX: Final = re.compile(r"[=(){}\[\]<>;:\"'@$|\\#]|--|//")
_QUOTE: Final = re.compile("[\"'`]")
_STRING: Final = re.compile(
    r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|(?<![A-Za-z0-9])[fFrRbBuUL]{0,2}\'(?:[^\'\\]|\\.)*\'|`[^`]*`'
)
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)|(?:\A|(?<=[\s;{}(),>]))(?://|#|--(?=\s)|%).*|(?:\A|(?<=\s));.*")
_HANZI: Final = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SENTENCE: Final = re.compile("[。！？；，、：“”…]")

# Lines that are code as they stand, Chinese outside strings or not.
_CERTAIN: Final = re.compile(
    r"(?:"
    r"//(?!转|回复|[@/\w]*[.@])[^/]|/\*|\*/|<!--|#!|#\s*(?:include|define|undef|ifdef|ifndef|endif|pragma)\b"  # comments, C
    r"|(?:\$|>>>|\.\.\.|[\w.-]{1,40}@[\w.-]{1,40}:\S{0,80}[$#])\s+[a-z./\"'(]"
    r"|(?:PS [^>\n]{0,80}|[A-Z]:\\[^>\n]{0,80})>\s*[\w.]"
    r"|(?:@@ -\d|diff --git |\+\+\+ [ab]/|--- [ab]/|index [0-9a-f]{7,40}\.\.)"  # diff
    r"|\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d\S{0,20}\s+(?:\S{1,40}\s+){0,3}\[?(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)"
    r"|\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)\]?[:\s]\s*(?![A-Za-z ]*\Z)"  # logs
    r"|at [\w$.<>/]{3,}\([\w$.: ]*\)|File \"[^\"]+\", line \d+|Traceback \(most recent|Caused by: [\w$.]+|Exception in thread \""
    r"|(?:[\w$]+\.)*[A-Z]\w*(?:Error|Exception|Warning): "  # what a program says of its failure
    r"|\\(?:documentclass|usepackage|begin|end|(?:sub){0,2}section|chapter|title|author|caption|label|ref|newcommand"
    r"|input|include|textbf|emph|footnote)\*?[\[{]"  # LaTeX
    r"|<(?:!DOCTYPE|\?xml|\?php)\b|<[A-Za-z][\w:-]*(?:\s+[\w:@.-]+(?:=(?:\"[^\"]*\"|'[^']*'|[\w#./-]+))?)+\s*/?>(?:.*>)?\Z"
    r")"
)
_SQL: Final = re.compile(
    r"(?:SELECT\s.{1,400}\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\S{1,60}\s+SET\s|DELETE\s+FROM\s|GRANT\s.{1,80}\sON\s"
    r"|(?:CREATE|ALTER|DROP|TRUNCATE)\s+(?:OR\s+REPLACE\s+|TEMPORARY\s+|UNIQUE\s+)?(?:TABLE|INDEX|VIEW|DATABASE|USER"
    r"|PROCEDURE|FUNCTION|TRIGGER)\s|COMMENT\s+ON\s)",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    r"(?:SELECT|FROM|WHERE|AND|OR|(?:LEFT |RIGHT |INNER |OUTER )?JOIN|ORDER BY|GROUP BY|HAVING|LIMIT|VALUES|SET|UNION)\b"
)
_PATTERN: Final = re.compile(r"\[\^?\\u[0-9a-fA-F]{4}|\\[dwsDWSb][+*{)\]?$]|\(\?[:=!<P]|\[\u4e00-\u9fa5")

# What is left of a line without its strings, which became "", and its comments, when it is ASCII.
_TARGET: Final = r"(?:[$@&*%.]{0,2}\w[\w$.:*&<>\[\]\"()-]*|[\[({][\w$, .*]*[\])}])"
_STATEMENT: Final = re.compile(
    rf"(?:(?:export|local|const|let|var|val|set|final|static|public|private|readonly|\w[\w<>\[\]*&:,]*)\s+){{0,4}}{_TARGET}"
    r"(?:\s*,\s*[\w$.*]+){0,8}(?:\s*:\s*[\w\[\], .|\"]+)?\s*(?:[-+*/%|&^.:?~<>]|\*\*|//|<<|>>|\|\||&&|\?\?)?=(?![=>]?\Z)\s*\S.*"
    r"|\w[\w.]*\s*(?::=|<-)\s*\S.*"  # assignments
    r"|(?:await |new |yield |return |not |!|@)?[a-z_$][\w$]*(?:(?:\.|::|->|\?\.)\w+)*(?:<\w+>)?!?\(.*\)[;,]?\s*[{:;]?"  # calls
    r"|[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.)\w+)+\(.*|(?:\.|->|::|\|>\s*)\w+\(.*"
    r"|\((?:defun|defn?|define|setq|let|print(?:ln)?|format|message|display|lambda|if|cond)\b.*"  # Lisp
    r"|(?:async |pub |static |public |export |default |private )*(?:def|class|func|fn|function|fun|sub|proc|interface|struct"
    r"|enum|trait|impl|module|namespace|object)\s+[\w.:~$<>]+\s*(?:[({:<].*|extends\b.*|\Z)"
    r"|from\s+[\w.]+\s+import\s.*|import\s+(?:static\s+)?[\w.{}*, ]+(?:\s+as\s+\w+|\s+from\s+\"\")?;?|(?:import|use|require)\s*\(?\"\".*"
    r"|(?:if|elif|else if|while|for|switch|foreach|unless|with|catch|except|match|case|when)\b.*[=<>!(\[.\"].*(?:[:{;)]|then|do)"
    r"|(?:return|raise|throw|yield|await|echo|print|puts|printf|say|export|assert|case|print_r|write-host|fmt|let|log)\b\s*(?:new\s+)?[\w.]*[(\"$@].*|@echo\s.*"
    r"|(?:public|private|protected|static|final|const|let|var|val|void|int|long|float|double|char|bool|boolean|string|auto)"
    r"\s+[\w<>\[\]*&:]+.*[=({;].*"
    r"|.*[=(){}\[\]\"$>].*[;{]|\w+;|.*\{.*[:;=(\"].*\}[;,]?|[\[{].*\"\"\s*[:,].*[\]}][;,]?"  # statements, JSON on a line
    r"|\"\"\s*(?::|=>)\s*(?:\"\"|-?[\d.]+|true|false|null|None|True|False|[\[{].*)\s*,?"
    r"|(?:-\s+)?[a-z_][\w.-]*:\s+(?:\"\"|[\[{|>].*)"  # YAML with a string
    r"|\w+\s+(?:(?:BIG|TINY)?INT|INTEGER|(?:VAR)?CHAR|TEXT|DATE|DATETIME|TIMESTAMP|DECIMAL|FLOAT|DOUBLE|BOOLEAN)\b.*"
    r"|[A-Z][a-z]+-[A-Z]\w+\s+[\"$-].*|[A-Z]+[a-z]\w*\(\"\".*\)|\w+\??:\s*[\w<>\[\]| ]+;"
    r"|[a-z-]+:\s*\S.*;|\w+\s+(?:db|dw|dd|equ)\s.*|\.\w+\s+\"\".*"  # CSS, assembly
    r"|(?:[\w/.]+\s+)?(?:FROM|RUN|CMD|COPY|ENTRYPOINT|ENV|LABEL|MAINTAINER)\s+[\[\"\w./].*"  # Dockerfile
)
_COMMAND: Final = re.compile(
    r"(?:sudo\s+)?(?:git|apt|apt-get|yum|dnf|brew|pip3?|conda|npm|npx|yarn|docker|kubectl|cd|ls|cp|mv|rm|mkdir|cat|grep|sed"
    r"|awk|curl|wget|ssh|scp|tar|unzip|chmod|chown|export|source|python3?|java|javac|gcc|g\+\+|make|cmake|go|cargo|node|mysql"
    r"|psql|redis-cli|systemctl|service|find|touch|vim|ping|alias|set|read|ffmpeg|svn|adb|php|ruby|perl|composer|dotnet"
    r"|echo|printf)\s+[-\w\"'./$~|>*{:@].*"
)
_LOOSE: Final = re.compile(  # shapes that some prose has, too
    r"[}\])]+[;,]?|\}?\s*(?:else|try|finally|do|begin|end|endif|fi|done|esac|pass|break|continue|default)\s*[:{;]?|</?[A-Za-z][\w:-]*\s*/?>"
    r"|(?:import|from|package|using|use|require|include|namespace|return|raise|throw|yield)\s+[\w.\"<*/@:-]+;?|\[[\w.:\" -]*[A-Za-z][\w.:\" -]*\]"
    r"|(?:class|def|module|func|sub|section|Dim)\s+[\w.]+(?:\s+As\s+\w+)?"
    r"|(?:-\s+)?[a-z_][\w.-]*:(?:\s+(?:[\w./:@~+-]+|\"\"))?|\s*- \"\"|@\w[\w.]*(?:\(.*\))?"
    r"|(?:mov|add|sub|jmp|jne|je|call|push|pop|lea|cmp|ret|int|xor|and|or|inc|dec|ldr|str|bl)\b[\w\s,\[\]$%.#+*-]*"
    r"|.*(?:=>|->|&&|\|\||\+\+|--|::|[=!]=)\s*.*|[\w./-]+(?:\s+[\w./:-]+){1,6};|.*[(\[{,]|[A-Z]\w*\(.*\)|\"\"\s*:\s*\S.*"
)
_MARKUP: Final = re.compile(r"</?[A-Za-z][\w:-]*>(?:.*</[A-Za-z][\w:-]*>)?\Z|<[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>\Z")
_FORMAT: Final = re.compile(r"</?(?:p|br|b|i|u|em|strong|span|font|div|a|h[1-6]|li|ul|ol|t[dhr]|center|sup|sub)\b", re.IGNORECASE)
_CHANGED: Final = re.compile(r"[+-](?:\s{2,}\S|[^\s\d+-])")  # a line of a diff
_PHRASE: Final = re.compile("[)\"][\u4e00-\u9fff]|[\u4e00-\u9fff]\"\"")  # a call or a string that goes on in Chinese
_PROPERTY: Final = re.compile(r"[a-z_][\w.-]{2,}\s*=\s*\S", re.ASCII)
_FIELD: Final = re.compile(r"(?:-\s+)?[a-z_][\w.-]*:\s+\S")
_REMARK: Final = re.compile(r"#+\s*\S|--\s|;+\s|%+\s|REM\s|'{3}|\"{3}", re.ASCII)
_DATUM: Final = re.compile(r"-?[\d.]+%?|[A-Za-z_][\w.@-]*|\"\"|\d+[-/:]\d+[-/:.\d]*")
_VALUE: Final = re.compile(r'""|[\w.%:/@#+-]+')
_CELL: Final = 20  # characters


@lru_cache(maxsize=4096)  # most lines are the same at every stage
def shape(line: str) -> Shape:
    """The shape of a line without its indentation. Linear for any practical purpose: only its beginning is read."""
    if line[0] > "\x7f":  # most lines of Chinese
        return _row(line) if line.count(",") > 1 else Shape.PROSE
    cut = line[:_LOOK]
    if not cut.isascii() and not _SIGN.search(cut):
        return Shape.PROSE
    if _CERTAIN.match(cut) or _is_query(cut):
        return Shape.CODE
    if _CHANGED.match(cut):
        return shape(cut[1:].lstrip())
    if cut[0] in "^/([\\" and _PATTERN.search(cut):
        return Shape.CODE
    bare = cut
    if not cut.isascii():
        bare = _COMMENT.sub("", _STRING.sub('""', cut) if _QUOTE.search(cut) else cut).strip()
    if not bare:
        return Shape.BESIDE if _REMARK.match(cut) else Shape.OPEN
    if bare.isascii():
        return _statement(cut, bare)
    return _data(cut, bare)


def _is_query(line: str) -> bool:
    """Whether a line is a query, and none that a sentence speaks of."""
    return bool(_SQL.match(line)) and not _SENTENCE.search(_STRING.sub("", line))


def _statement(line: str, bare: str) -> Shape:
    """The shape of a line in which Chinese, if any, stands in strings and comments."""
    if bare == line:
        if not _SYNTAX.search(line):
            return Shape.LIKE if _LOOSE.fullmatch(line) or _CLAUSE.match(line) or _COMMAND.fullmatch(line) else Shape.OPEN
        bare = _COMMENT.sub("", _STRING.sub('""', line)).strip()
        if not bare:
            return Shape.BESIDE if _REMARK.match(line) else Shape.OPEN
    if _STATEMENT.fullmatch(bare) or (_COMMAND.fullmatch(bare) and (bare != line or "-" in bare or "/" in bare)):
        return Shape.CODE if bare not in ('""', "") else Shape.OPEN
    if _LOOSE.fullmatch(bare) and not line.isascii() and _COMMENT.search(_STRING.sub('""', line)):
        return Shape.CODE  # with a remark
    if _LOOSE.fullmatch(bare) or _MARKUP.match(line) or _CLAUSE.match(bare) or _COMMAND.fullmatch(bare):
        return Shape.LIKE
    return Shape.OPEN


def _data(line: str, bare: str) -> Shape:
    """The shape of a line with Chinese that is neither a string nor a comment: markup, a pattern, a setting, a row."""
    if _MARKUP.match(line):
        return Shape.BESIDE if _FORMAT.match(line) else Shape.CODE
    if '""' in bare or bare != line:  # beside strings and remarks, names may be Chinese
        named = _HANZI.sub("x", bare)
        if _STATEMENT.fullmatch(named) and not _PHRASE.search(bare):
            return Shape.CODE
    if _SENTENCE.search(bare):
        return Shape.PROSE
    if _PROPERTY.match(line):
        return Shape.CODE
    if _FIELD.match(line):
        return Shape.BESIDE
    if "," in bare:
        return _row(line)
    return Shape.OPEN if line.startswith("- ") or _CLAUSE.match(line) else Shape.PROSE


def _row(line: str) -> Shape:
    """The shape of a row of values between commas, if it is one."""
    cells = _STRING.sub('""', line).split(",")
    if len(cells) < 3 or any(len(cell) > _CELL or not _VALUE.fullmatch(cell) for cell in cells):
        return Shape.PROSE
    if _SENTENCE.search(line) or not _HANZI.search(line):
        return Shape.PROSE
    data = sum(_DATUM.fullmatch(cell) is not None for cell in cells)
    if data > 1 and (cells[0].isdigit() or '""' in cells):
        return Shape.CODE
    return Shape.LIKE if any(cell.isdecimal() for cell in cells) else Shape.BESIDE
