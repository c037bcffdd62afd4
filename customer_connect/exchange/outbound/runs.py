"""Handing packages over: first what an earlier run left unfinished, then what has been accepted since.

A crash at any instant loses nothing and doubles nothing. Before a package is staged, its changes are settled; before it
is released, where it was staged is kept; what is no longer staged there has been released.
"""

from dataclasses import dataclass, field

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.changes.actions.send_changes import mark_sent, number_package
from customer_connect.domain.changes.enums import State
from customer_connect.domain.changes.models import ChangePackage, ReportedChange
from customer_connect.exchange.outbound.packages import write_package
from customer_connect.providers.record_drops import RecordDrop


class NoSuchPackage(Exception):
    """No package has this number."""


@dataclass
class Export:
    """What a run did, or would do: packages by name with their changes, and how many wait to be put into one."""

    packages: list[tuple[str, int]] = field(default_factory=list)
    waiting: int = 0

    @property
    def changes(self) -> int:
        """How many changes went out."""
        return sum(count for _, count in self.packages)


def preview() -> Export:
    """Tell what a run would do. Nothing is changed."""
    unfinished = [(package.name, package.changes.count()) for package in ChangePackage.objects.unfinished()]
    return Export(unfinished, ReportedChange.objects.filter(state=State.ACCEPTED, package=None).count())


def export_changes(drop: RecordDrop, *, by: Actor) -> Export:
    """Hand over everything that is accepted. Raises TryAgainLater, ExportIsRunning."""
    done = Export()
    for unfinished in ChangePackage.objects.unfinished():
        done.packages.append((unfinished.name, _hand_over(unfinished, drop, by=by)))
    while package := number_package(by=by):
        done.packages.append((package.name, _hand_over(package, drop, by=by)))
    return done


def export_again(sequence: int, drop: RecordDrop, *, by: Actor) -> Export:
    """Hand a package over once more, with the same name and content. Raises NoSuchPackage, TryAgainLater."""
    package = ChangePackage.objects.filter(sequence=sequence).first()
    if package is None:
        raise NoSuchPackage
    if package.handed_over_at is None:
        return Export([(package.name, _hand_over(package, drop, by=by))])
    staged_as = drop.way.stage(write_package(package))
    try:
        drop.way.release(staged_as=staged_as, name=package.name)
    finally:
        drop.tidy(package.name)
    record("exchange.package_exported_again", by=by, package=package.name)
    return Export([(package.name, package.changes.count())])


def _hand_over(package: ChangePackage, drop: RecordDrop, *, by: Actor) -> int:
    if not package.staged_as or package.place != drop.place:
        package.staged_as = drop.way.stage(write_package(package))
        package.place = drop.place
        package.save(update_fields=["staged_as", "place"])
    drop.way.release(staged_as=package.staged_as, name=package.name)
    count = mark_sent(package=package, by=by)
    drop.tidy(package.name)
    return count
