r"""The shapes that lines of code have: one alternative to a row, with the languages or the formats that it is of.

CERTAIN is matched at the beginning of a line as it stands. STATEMENT, COMMAND and LOOSE are matched with all of what is
left of a line without its remarks, its strings written as "".
"""

from __future__ import annotations

import re
from typing import Final

from ..patterns import lazy

__all__ = ["CERTAIN", "CLAUSE", "COMMAND", "LOOSE", "QUERY", "STATEMENT"]


def _any(*alternatives: str, flags: int = 0) -> re.Pattern[str]:
    return lazy("(?:" + "|".join(alternatives) + ")", flags)


_LEVEL: Final = "(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)"
_VALUE: Final = r"(?:\"[^\"]*\"|'[^']*'|[\w#./-]+)"
CERTAIN: Final = _any(
    r"//(?!转|回复|[@/\w]*[.@])[^/]",  # a remark; on microblogs // stands before who is quoted
    r"/\*|\*/|<!--|#!",
    r"#\s*(?:include|define|undef|ifdef|ifndef|endif|pragma)\b",  # C
    r"(?:\$|>>>|\.\.\.|[\w.-]{1,40}@[\w.-]{1,40}:\S{0,80}[$#])\s+[a-z./\"'(]",  # prompts
    r"(?:PS [^>\n]{0,80}|[A-Z]:\\[^>\n]{0,80})>\s*[\w.]",
    r"(?:async )?(?:def|func|function|fn|class|sub) \w+\s*\(.*\)\s*[:{]?\Z",  # definitions with a Chinese name
    r"@@ -\d|diff --git |\+\+\+ [ab]/|--- [ab]/|index [0-9a-f]{7,40}\.\.",  # diff
    rf"\[?\d{{4}}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d\S{{0,20}}\s+(?:\S{{1,40}}\s+){{0,3}}\[?{_LEVEL}\b",  # logs
    rf"\[?{_LEVEL}\]?[:\s]\s*(?![A-Za-z ]*\Z)",
    r"at [\w$.<>/]{3,}\([\w$.: ]*\)|Caused by: [\w$.]+|Exception in thread \"",  # stacks of calls
    r"File \"[^\"]+\", line \d+|Traceback \(most recent",
    r"(?:[\w$]+\.)*[A-Z]\w*(?:Error|Exception|Warning): ",
    r"\\(?:documentclass|usepackage|begin|end|(?:sub){0,2}section|chapter|title|author|caption)\*?[\[{]",  # LaTeX
    r"\\(?:label|ref|newcommand|input|include|textbf|emph|footnote)\*?[\[{]",
    r"<(?:!DOCTYPE|\?xml|\?php)\b",
    rf"<[A-Za-z][\w:-]*(?:\s+[\w:@.-]+(?:={_VALUE})?)+\s*/?>(?:.*>)?\Z",  # an element with attributes
)
_OBJECT: Final = "(?:TABLE|INDEX|VIEW|DATABASE|USER|PROCEDURE|FUNCTION|TRIGGER)"
QUERY: Final = _any(  # SQL
    r"SELECT\s.{1,400}\sFROM\s",
    r"INSERT\s+INTO\s",
    r"UPDATE\s+\S{1,60}\s+SET\s",
    r"DELETE\s+FROM\s",
    r"GRANT\s.{1,80}\sON\s",
    rf"(?:CREATE|ALTER|DROP|TRUNCATE)\s+(?:OR\s+REPLACE\s+|TEMPORARY\s+|UNIQUE\s+)?{_OBJECT}\s",
    r"COMMENT\s+ON\s",
    flags=re.IGNORECASE,
)
CLAUSE: Final = _any(
    r"(?:SELECT|FROM|WHERE|AND|OR|HAVING|LIMIT|VALUES|SET|UNION|ORDER BY|GROUP BY)\b",
    r"(?:LEFT |RIGHT |INNER |OUTER )?JOIN\b",
)
_DECLARED: Final = r"(?:export|local|const|let|var|val|set|final|static|public|private|readonly|\w[\w<>\[\]*&:,]*)"
_TARGET: Final = r"(?:[$@&*%.]{0,2}\w[\w$.:*&<>\[\]\"()-]*|[\[({][\w$, .*]*[\])}])"
_ASSIGNED: Final = r"(?:[-+*/%|&^.:?~<>]|\*\*|//|<<|>>|\|\||&&|\?\?)?=(?![=>]?\Z)"
_MODIFIER: Final = "(?:async |pub |static |public |export |default |private )"
_NAMED: Final = "(?:def|class|func|fn|function|fun|sub|proc|interface|struct|enum|trait|impl|module|namespace|object)"
_TYPE: Final = (
    "(?:public|private|protected|static|final|const|let|var|val|void|int|long|float|double|char|bool|boolean|string"
    "|auto)"
)
_COLUMN: Final = "(?:(?:BIG|TINY)?INT|INTEGER|(?:VAR)?CHAR|TEXT|DATE|DATETIME|TIMESTAMP|DECIMAL|FLOAT|DOUBLE|BOOLEAN)"
_SAYS: Final = (
    "(?:return|raise|throw|yield|await|echo|print|puts|printf|say|export|assert|case|print_r|write-host|fmt|let|log)"
)
STATEMENT: Final = _any(
    rf"(?:{_DECLARED}\s+){{0,4}}{_TARGET}(?:\s*,\s*[\w$.*]+){{0,8}}(?:\s*:\s*[\w\[\], .|\"]+)?\s*{_ASSIGNED}\s*\S.*",
    r"\w[\w.]*\s*(?::=|<-)\s*\S.*",
    r"(?:await |new |yield |return |not |!|@)?[a-z_$][\w$]*(?:(?:\.|::|->|\?\.)\w+)*(?:<\w+>)?!?\(.*\)[;,]?\s*[{:;]?",
    r"[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.)\w+)+\(.*",  # calls of methods
    r"(?:\.|->|::|\|>\s*)\w+\(.*",
    r"[A-Z]+[a-z]\w*\(\"\".*\)",
    r"\((?:defun|defn?|define|setq|let|print(?:ln)?|format|message|display|lambda|if|cond)\b.*",  # Lisp
    rf"{_MODIFIER}*{_NAMED}\s+[\w.:~$<>]+\s*(?:[({{:<].*|extends\b.*|\Z)",
    r"from\s+[\w.]+\s+import\s.*",
    r"import\s+(?:static\s+)?[\w.{}*, ]+(?:\s+as\s+\w+|\s+from\s+\"\")?;?",
    r"(?:import|use|require)\s*\(?\"\".*",
    r"(?:if|elif|else if|while|for|switch|foreach|unless|with|catch|except|match|case|when)\b.*[=<>!(\[.\"].*"
    r"(?:[:{;)]|then|do)",
    rf"{_SAYS}\b\s*(?:new\s+)?[\w.]*[(\"$@].*",
    r"@echo\s.*",
    rf"{_TYPE}\s+[\w<>\[\]*&:]+.*[=({{;].*",
    r".*[=(){}\[\]\"$>].*[;{]",
    r"\w+;",
    r".*\{.*[:;=(\"].*\}[;,]?",
    r"[\[{].*\"\"\s*[:,].*[\]}][;,]?",  # JSON on one line
    r"\"\"\s*(?::|=>)\s*(?:\"\"|-?[\d.]+|true|false|null|None|True|False|[\[{].*)\s*,?",
    r"(?:-\s+)?[a-z_][\w.-]*:\s+(?:\"\"|[\[{|>].*)",  # YAML with a string
    rf"\w+\s+{_COLUMN}\b.*",
    r"[A-Z][a-z]+-[A-Z]\w+\s+[\"$-].*",  # PowerShell
    r"\w+\??:\s*[\w<>\[\]| ]+;",  # TypeScript
    r"[a-z-]+:\s*\S.*;",  # CSS
    r"\w+\s+(?:db|dw|dd|equ)\s.*|\.\w+\s+\"\".*",  # assembly
    r"(?:FROM|RUN|CMD|COPY|ENTRYPOINT|ENV|LABEL|MAINTAINER)\s+[\[\"\w./].*",  # Dockerfile
)
_PROGRAM: Final = (
    r"(?:git|apt|apt-get|yum|dnf|brew|pip3?|conda|npm|npx|yarn|docker|kubectl|cd|ls|cp|mv|rm|mkdir|cat|grep|sed|awk|curl"
    r"|wget|ssh|scp|tar|unzip|chmod|chown|export|source|python3?|java|javac|gcc|g\+\+|make|cmake|go|cargo|node|mysql|psql"
    r"|redis-cli|systemctl|service|find|touch|vim|ping|alias|set|read|ffmpeg|svn|adb|php|ruby|perl|composer|dotnet|echo"
    r"|printf)"
)
COMMAND: Final = _any(rf"(?:sudo\s+)?{_PROGRAM}\s+[-\w\"'./$~|>*{{:@].*")
_OPCODE: Final = "(?:mov|add|sub|jmp|jne|je|call|push|pop|lea|cmp|ret|int|xor|and|or|inc|dec|ldr|str|bl)"
LOOSE: Final = _any(  # shapes that some prose has, too
    r"[}\])]+[;,]?",
    r"\}?\s*(?:else|try|finally|do|begin|end|endif|fi|done|esac|pass|break|continue|default)\s*[:{;]?",
    r"</?[A-Za-z][\w:-]*\s*/?>",
    r"(?:import|from|package|using|use|require|include|namespace|return|raise|throw|yield)\s+[\w.\"<*/@:-]+;?",
    r"\[[\w.:\" -]*[A-Za-z][\w.:\" -]*\]",  # a section of INI
    r"(?:class|def|module|func|sub|section|Dim)\s+[\w.]+(?:\s+As\s+\w+)?",
    r"(?:-\s+)?[a-z_][\w.-]*:(?:\s+(?:[\w./:@~+-]+|\"\"))?",  # YAML
    r"- \"\"|@\w[\w.]*(?:\(.*\))?",
    rf"{_OPCODE}\b[\w\s,\[\]$%.#+*-]*",  # assembly
    r"(?=.*[A-Za-z]).*(?:=>|->|&&|\|\||\+\+|::|[=!]=).*",
    r"[\w./-]+(?:\s+[\w./:-]+){1,6};",
    r".*[(\[{,]",
    r"[A-Z]\w*\(.*\)",
    r"\"\"\s*:\s*\S.*",
)
