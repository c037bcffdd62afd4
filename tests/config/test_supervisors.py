import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.supervisors import NotReadyInTime, Process, ProcessDied, Stopped, Supervisor, stoppable

IGNORES_TERM = (
    "import signal, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "print('up', flush=True)\n"
    "time.sleep(60)\n"
)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def goes_away(pid: int) -> bool:
    """Tell whether a killed process goes; the system takes its time over one that is not our own child."""
    until = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_alive(pid)


def pid_in(file: Path) -> int:
    while not (file.exists() and file.read_text().strip()):
        time.sleep(0.02)
    return int(file.read_text())


def test_it_is_started_when_every_program_answers(tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    supervisor = Supervisor(
        [
            Process(
                "slow",
                python(f"import pathlib, time; pathlib.Path({str(sign)!r}).touch(); time.sleep(60)"),
                sign.exists,
            ),
            Process("quick", python("import time; time.sleep(60)"), lambda: True),
        ],
        logs=tmp_path / "logs",
    )
    supervisor.start()
    assert sign.exists()
    supervisor.stop()


def test_a_program_that_ends_is_named_with_its_last_words(tmp_path: Path) -> None:
    supervisor = Supervisor(
        [Process("phone", python("import sys; print('the line is cut'); sys.exit(3)"), lambda: False)],
        logs=tmp_path,
    )
    with pytest.raises(ProcessDied, match=r"(?s)phone ended by itself \(exit code 3\).*the line is cut"):
        supervisor.start()
    supervisor.stop()


def test_a_program_that_ends_later_is_noticed_and_the_others_are_stopped(tmp_path: Path) -> None:
    pid_file, end = tmp_path / "pid", tmp_path / "end"
    supervisor = Supervisor(
        [
            Process(
                "web",
                python(
                    f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
                ),
                pid_file.exists,
            ),
            Process(
                "worker",
                python(
                    f"import pathlib, time\nwhile not pathlib.Path({str(end)!r}).exists(): time.sleep(.02)"
                ),
                lambda: True,
            ),
        ],
        logs=tmp_path / "logs",
    )
    supervisor.start()
    end.touch()
    with pytest.raises(ProcessDied, match="worker ended by itself"):
        supervisor.watch()
    supervisor.stop()
    assert not is_alive(pid_in(pid_file))


def test_a_program_that_never_answers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.supervisors.SECONDS_TO_GET_READY", 0.3)
    supervisor = Supervisor(
        [Process("web", python("import time; time.sleep(60)"), lambda: False)], logs=tmp_path
    )
    with pytest.raises(NotReadyInTime, match="web does not answer"):
        supervisor.start()
    supervisor.stop()


def test_who_does_not_listen_is_killed_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.supervisors.SECONDS_TO_STOP", 0.5)
    pid_file = tmp_path / "pid"
    code = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {IGNORES_TERM!r}])\n"
        f"open({str(pid_file)!r}, 'w').write(str(child.pid))\n" + IGNORES_TERM
    )
    log = tmp_path / "logs" / "stubborn.log"
    supervisor = Supervisor(
        [Process("stubborn", python(code), lambda: log.read_text().count("up") == 2)], logs=tmp_path / "logs"
    )
    supervisor.start()
    grandchild = pid_in(pid_file)
    assert is_alive(grandchild)
    supervisor.stop()
    assert goes_away(grandchild)


def test_programs_end_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    child = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    code = (
        "import pathlib, sys\n"
        "from config.supervisors import Process, Supervisor\n"
        f"process = Process('web', [sys.executable, '-c', {child!r}], pathlib.Path({str(pid_file)!r}).exists)\n"
        f"supervisor = Supervisor([process], logs=pathlib.Path({str(tmp_path)!r}))\n"
        "supervisor.start(); supervisor.watch()\n"
    )
    with subprocess.Popen(python(code)) as supervisor:
        orphan = pid_in(pid_file)
        supervisor.kill()
    while is_alive(orphan):
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_stops_and_further_ones_do_not_disturb_the_stopping(number: signal.Signals) -> None:
    cleaned = False

    def work() -> None:
        nonlocal cleaned
        with stoppable():
            try:
                os.kill(os.getpid(), number)
                time.sleep(5)
            finally:
                os.kill(os.getpid(), signal.SIGTERM)
                cleaned = True

    with pytest.raises(Stopped):
        work()
    assert cleaned
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
