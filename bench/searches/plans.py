"""What the planner makes of a statement, and whether that is a scan."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

Node = dict[str, Any]
MOST_ROWS = 50_000  # of a big table, read by way of an index: more are a scan as well


@dataclass(frozen=True)
class Statement:
    """A statement of the application, with its parameters."""

    sql: str
    params: Any

    def run(self) -> None:
        """Run it, and take all its rows."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.params)
            cursor.fetchall()

    def plan(self) -> Node:
        """Run it, and return what was done."""
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {self.sql}", self.params)
            plan: Node = cursor.fetchone()[0][0]["Plan"]
        return plan


def scans_of(plan: Node, tables: dict[str, int]) -> list[str]:
    """Return which big tables are scanned, and how: one row after the other, or very many by way of an index."""
    found = []
    for node in _nodes(plan):
        table = node.get("Relation Name", "")
        if tables.get(table, 0) <= MOST_ROWS:
            continue
        if node["Node Type"] == "Seq Scan":
            found.append(f"Seq Scan on {table}")
        elif rows_of(node) > MOST_ROWS:
            found.append(f"{node['Node Type']} of {rows_of(node)} rows of {table}")
    return found


def rows_read(plan: Node, tables: dict[str, int]) -> int:
    """Return how many rows of big tables were looked at."""
    return sum(rows_of(node) for node in _nodes(plan) if node.get("Relation Name") in tables)


def pages_read(plan: Node) -> int:
    """Return how many pages (8 KB) were looked at, in memory or not."""
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def rows_of(node: Node) -> int:
    """Return how many rows a node looked at, in all its loops."""
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return int((node["Actual Rows"] + removed) * node["Actual Loops"])


def _nodes(plan: Node) -> Iterator[Node]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)
