"""What a machine can do, and what happens where it cannot."""

from types import SimpleNamespace

import pytest
from tests_support import GOOD, hand_in

from autograder import commands, doctor
from autograder.errors import AutograderError, UsageError
from autograder.kernels import kernel, sandbox


def test_a_machine_is_examined(toy, monkeypatch):
    """Each thing that grading needs is found here, with what it is."""
    monkeypatch.chdir(toy.root)
    findings = {finding.name: finding for finding in doctor.examine()}
    assert list(findings) == ["Python", "packages", "machine", "course", "data", "sandbox", "kernels", "libraries"]
    assert all(finding.fine or not finding.needed for finding in findings.values()), findings
    assert "toy" in findings["course"].found
    assert findings["course"].fine


def test_what_is_missing_comes_with_its_remedy(toy, monkeypatch, capsys):
    """A machine without a sandbox, and a course without our configuration, are told what helps."""
    monkeypatch.chdir(toy.root)
    (toy.root / "nbgrader_config.py").write_text("c = get_config()\n")
    monkeypatch.setattr(sandbox, "available", lambda: "The sandbox needs Linux.")
    monkeypatch.setattr(kernel, "WARM", ("json",))  # that kernels start is seen above
    with pytest.raises(AutograderError, match="cannot grade yet: sandbox"):
        commands.doctor()
    printed = " ".join(capsys.readouterr().out.split())
    assert "The sandbox needs Linux. Or grade work that you trust with --sandbox off." in printed
    assert "c.merge(nbgrader_settings())" in printed


def test_names_that_are_gone_are_listed(monkeypatch):
    """A library that has changed inside is named, with what that means and what helps; grading goes on."""
    said = SimpleNamespace(stdout='noise\n["_symbolic_build"]\n')
    monkeypatch.setattr(doctor.subprocess, "run", lambda *arguments, **named: said)
    finding = doctor._names()
    assert not finding.fine and not finding.needed
    assert "_symbolic_build" in finding.found and "requirements.lock" in finding.remedy


def test_grading_refuses_without_walls(toy, warm, monkeypatch):
    """Unless somebody says that the work can be trusted."""
    hand_in(toy, "ann", GOOD)
    monkeypatch.chdir(toy.root)
    monkeypatch.setattr(sandbox, "available", lambda: "The sandbox needs Linux.")
    with pytest.raises(UsageError, match="needs Linux.*--sandbox off"):
        commands.grade("toy", commands.How(), sandbox="on")
    with pytest.raises(UsageError, match="on or off"):
        commands.grade("toy", commands.How(), sandbox="maybe")
    commands.grade("toy", commands.How(), sandbox="off")
