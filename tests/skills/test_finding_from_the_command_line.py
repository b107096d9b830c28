"""`kanwil find` in the languages of this installation."""

from __future__ import annotations

import json

from kanwil.cli import main
from kanwil.skills import finding
from kanwil.skills.models import Framework, Skill
from tests import cast as people


def test_what_people_can_choose_is_found_with_its_own_address(cast, capsys):
    framework = Framework.objects.filter(in_use=True).first()
    skill = people.skill(framework, "schuren", "trappen schuren", "sanding stairs")
    finding.refresh()
    assert main(["find", "trap opschuren", "--json", "--limit", "3"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found[0]["uri"], found[0]["label"]) == (skill.uri, "trappen schuren")


def test_a_word_newer_than_the_index_is_found_and_a_retired_one_is_not(cast, capsys):
    framework = Framework.objects.filter(in_use=True).first()
    finding.refresh()
    skill = people.skill(framework, "schuren", "trappen schuren", "sanding stairs")
    assert main(["find", "trappen schuren", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["uri"] == skill.uri
    Skill.objects.filter(pk=skill.pk).update(status="retired")
    assert main(["find", "trappen schuren", "--json"]) == 0
    assert skill.uri not in {one["uri"] for one in json.loads(capsys.readouterr().out)}


def test_an_installation_without_a_language_says_so(db, capsys):
    assert main(["find", "lassen"]) == 2
    assert "no skills yet" in capsys.readouterr().err


def test_an_index_of_an_older_version_is_made_anew_at_the_start(cast, tmp_path, settings):
    settings.DATA = tmp_path
    assert not finding.make_anew_when_unreadable()  # a new installation has none yet
    finding.refresh()
    (file,) = finding.folder().glob("words-*.index")
    assert not finding.make_anew_when_unreadable()
    file.write_bytes(b"made by an older version")
    assert finding.current() is None
    assert finding.make_anew_when_unreadable()
    assert finding.current() is not None
