"""The demo agency answers what it is sent, and has it on file then."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from customer_connect.demo.answers import Answers, NotAnOutboundPackage, answers_to
from tests.demo.feeds import Feed


def outbound(folder: Path, person: str) -> Path:
    folder.mkdir()
    (folder / "datapackage.json").write_text(json.dumps({"customer_connect": {"kind": "reported_changes"}}))
    (folder / "reported_changes.csv").write_text(
        f"change_id,kind,author_id\n3,other_party,{person}\n1,address,{person}\n2,address,{person}\n"
        f"4,employer,{person}\n"
    )
    (folder / "reported_values.csv").write_text(
        "change_id,field,value\n1,address_line_1,1 New Road\n1,postal_code,95811\n1,country,\n"
        "2,address_line_1,9 Nowhere\n2,postal_code,00000\n3,address,1 Elsewhere\n4,employer_name,Unknown Inc.\n"
    )
    return folder


def test_each_change_gets_one_answer_and_what_is_accepted_is_on_file(tmp_path: Path) -> None:
    feed = Feed.write(tmp_path / "feed", participants=12)
    person = feed.participants[0]["participant_id"]
    package = outbound(tmp_path / "out", person)
    out = tmp_path / "answered"
    call_command("demo-agency", out, "--delta-of", feed.folder, "--answers-to", package)
    answered = Feed(out)
    assert [tuple(row.values()) for row in answered.change_answers] == [
        ("1", "accepted", "", ""),
        ("2", "refused", "not_found", "ZIP Code not in the postal directory."),
        ("3", "accepted", "", ""),
        ("4", "refused", "needs_proof", "No employer of this name in the state's register."),
    ]
    [row] = [row for row in answered.participants if row["participant_id"] == person]
    assert (row["address_line_1"], row["postal_code"], row["country"]) == ("1 New Road", "95811", "US")
    assert row["last_name"] == feed.participants[0]["last_name"]


def test_without_answers_there_is_no_such_table(tmp_path: Path) -> None:
    feed = Feed.write(tmp_path / "feed", participants=12)
    call_command("demo-agency", tmp_path / "next", "--delta-of", feed.folder)
    assert not (tmp_path / "next" / "data" / "change_answers.csv").exists()


def test_answers_need_a_package_of_changes_and_a_delta(tmp_path: Path) -> None:
    feed = Feed.write(tmp_path / "feed", participants=12)
    with pytest.raises(NotAnOutboundPackage):
        answers_to([feed.folder])
    with pytest.raises(NotAnOutboundPackage):
        answers_to([tmp_path / "nothing"])
    with pytest.raises(CommandError, match="--delta-of"):
        call_command("demo-agency", tmp_path / "x", "--answers-to", feed.folder)
    assert answers_to([]) == Answers()
