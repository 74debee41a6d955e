"""Imports point strictly down the floors, and two packages on one floor do not see each other."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent / "tracker"
FLOORS = (
    ("errors",),
    ("dates", "names", "vocabulary", "texts", "quantities", "countries", "urls"),
    ("model",),
    ("fields", "filters"),
    ("notes", "report", "checks", "schema"),
    ("doubts",),
    ("store", "formats", "importers"),
    ("cli",),
    ("__init__", "__main__"),
)
FLOOR = {name: level for level, names in enumerate(FLOORS) for name in names}
GRANTED = {
    ("countries", "names"),  # a country is found by its folded name
    ("cli", "__init__"),  # the version stands there
}
ONLY_IN = {"click": {"cli"}, "sqlite3": {"cli", "store", "schema", "__init__"}}


def imports(path: Path) -> set[str]:
    """Return what a module imports, at its top, inside functions and for types alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            from_top = node.module == "tracker"
            found |= {f"tracker.{n.name}" if from_top else str(node.module) for n in node.names}
    return found


def test_imports_point_strictly_down() -> None:
    wrong = []
    for path in sorted(ROOT.rglob("*.py")):
        here = path.relative_to(ROOT).parts[0].removesuffix(".py")
        assert here in FLOOR, f"{path} stands on no floor"
        for name in sorted(imports(path)):
            top, _, rest = name.partition(".")
            there = rest.partition(".")[0]
            there = there if there in FLOOR else "__init__"
            if top == "tracker" and there != here and (here, there) not in GRANTED:
                wrong += [f"{path}: {name}"] if FLOOR[there] >= FLOOR[here] else []
            wrong += [f"{path}: {name}"] if here not in ONLY_IN.get(top, {here}) else []
    assert wrong == []
