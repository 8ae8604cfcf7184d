"""The floors of the package, its public names, and the size of its parts."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import cntextclean

PACKAGE = Path(cntextclean.__file__).parent
FLOORS = (
    ("alignment", "errors", "extras", "vocabulary", "known_rules", "patterns", "_data"),
    ("text", "config", "marks", "page", "models", "scripts"),
    ("decoding", "repairs", "normalize", "boilerplate", "metadata", "report"),
    ("document", "source", "settle", "draft", "assemble", "_pass"),
    ("html", "pool"),
    ("_api", "io", "run", "adapters", "cli", "__init__", "__main__"),
)
FLOOR = {part: number for number, parts in enumerate(FLOORS) for part in parts}
FILES = sorted(path for path in PACKAGE.rglob("*.py"))
LINES, FUNCTION_LINES = 400, 40
NO_LOGIC = "_data"
TOO_LONG: tuple[str, ...] = ()


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """The parts of the package that a file imports, and whether it does so only inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for n in ast.walk(f)}
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            here = [*path.relative_to(PACKAGE).parts][: depth - node.level]
            target = [*here, *(node.module.split(".") if node.module else [])]
            names = [target[0]] if target else [alias.name for alias in node.names]
            for name in names:
                yield name, id(node) in inner
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            for module in modules:
                if module.partition(".")[0] == "cntextclean":
                    yield [*module.split("."), "__init__"][1], id(node) in inner


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    """Parts of one floor may know each other; no import goes up, inside a function or out of it."""
    floor = FLOOR[part_of(path)]
    for name, _ in imports(path):
        if name == "__version__":
            continue
        assert FLOOR[name] <= floor, f"{path.name} stands below {name}"


def test_the_parts_of_a_floor_make_no_ring() -> None:
    graph: dict[str, set[str]] = {part: set() for part in FLOOR}
    for path in FILES:
        if part_of(path) != "__init__":
            graph[part_of(path)] |= {name for name, inside in imports(path) if not inside and name in FLOOR}
    done: list[str] = []
    while len(done) < len(graph):
        free = [part for part in graph if part not in done and graph[part] - {part} <= {*done}]
        assert free, f"ring among {sorted(set(graph) - set(done))}"
        done += free


def test_all_is_complete_and_sorted() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    imported = [a.asname or a.name for n in tree.body if isinstance(n, ast.ImportFrom) for a in n.names]
    assert sorted(imported) == sorted(cntextclean.__all__)


def test_every_module_says_what_it_offers() -> None:
    optional = {"pyarrow", "fastwarc", "datasets", "datatrove", "pyspark", "ray", "pandas"}
    for info in pkgutil.walk_packages([str(PACKAGE)], "cntextclean."):
        if info.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(info.name)
        except ImportError as error:
            missing = error if error.name else error.__cause__
            assert getattr(missing, "name", "").partition(".")[0] in optional, info.name
            continue
        assert module.__doc__, info.name
        for name in getattr(module, "__all__", ()):
            assert hasattr(module, name), f"{info.name} promises {name}"


def test_importing_the_library_loads_no_engine_and_no_model() -> None:
    import subprocess
    import sys

    heavy = ["pyarrow", "pandas", "pyspark", "ray", "datasets", "torch", "sklearn", "multiprocessing.pool"]
    code = f"import sys, cntextclean; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"


def _sized() -> list[object]:
    marks = {name: [pytest.mark.xfail(reason="to be split", strict=True)] for name in TOO_LONG}
    names = {str(path.relative_to(PACKAGE)): path for path in FILES}
    return [pytest.param(path, marks=marks.get(name, []), id=name) for name, path in names.items()]


@pytest.mark.parametrize("path", _sized())
def test_files_and_functions_fit_on_screens(path: Path) -> None:
    if part_of(path) == NO_LOGIC:
        return
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
            size = node.end_lineno - node.lineno + 1
            assert size <= FUNCTION_LINES, f"{node.name} has {size} lines"
