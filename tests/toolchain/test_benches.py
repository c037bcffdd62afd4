import ast
import importlib
import importlib.util
from pathlib import Path

import pytest

OURS = {"config", "customer_connect", "tests"}
BENCHES = [
    path
    for path in sorted((Path(__file__).parents[2] / "bench").rglob("*"))
    if path.is_file() and (path.suffix == ".py" or "python" in path.read_bytes()[:40].decode(errors="ignore"))
]


@pytest.mark.parametrize("bench", BENCHES, ids=lambda path: f"{path.parent.name}_{path.name}")
def test_what_a_bench_takes_from_the_product_is_there(bench: Path) -> None:
    taken = [
        (node.module, name.name)
        for node in ast.walk(ast.parse(bench.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS
        for name in node.names
    ]
    missing = [f"{module}.{name}" for module, name in taken if not is_there(module, name)]
    assert missing == []


def is_there(module: str, name: str) -> bool:
    """Tell whether a name can be imported: something in a module, or a module of a package."""
    return hasattr(importlib.import_module(module), name) or bool(
        importlib.util.find_spec(f"{module}.{name}")
    )
