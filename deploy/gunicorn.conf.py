"""How gunicorn serves Customer Connect, in production and in the demo: `gunicorn --config deploy/gunicorn.conf.py`.

Environment: PORT or CONNECT_BIND (address), CONNECT_WORKERS (default: cores), CONNECT_THREADS (2 each).
Workers load the application themselves (no preload), so that none inherits another's database connection.
"""

import gc
import os
import re
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

# Numbers of people and cases, and what opens something by itself: links for choosing a password, sounds of a call.
_SECRET = re.compile(r"[^/]{32,}|\d{4,}")


class DiscreetLogger(Logger):  # type: ignore[misc]
    """Keeps numbers of people and links that open something out of the access log.

    Query strings and addresses are not in its format.
    """

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        """Return what the format may use, with long numbers and tokens struck from the path."""
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        atoms["U"] = _SECRET.sub("*", str(atoms.get("U") or ""))
        return atoms


chdir = str(Path(__file__).resolve().parent.parent)
wsgi_app = "config.wsgi:application"
bind = os.environ.get("CONNECT_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")

worker_class = "gthread"
workers = int(os.environ.get("CONNECT_WORKERS", len(os.sched_getaffinity(0))))
threads = int(os.environ.get("CONNECT_THREADS", "2"))
preload_app = False
timeout = 60
graceful_timeout = 10
keepalive = 5
# No socket to steer it by: signals do.
control_socket_disable = True
# Workers are replaced now and then, never all at once.
max_requests = 20_000
max_requests_jitter = 2_000
# Heartbeats in memory: a slow disk must not look like a hung worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def post_worker_init(worker: Any) -> None:  # noqa: ARG001
    """Keep the garbage collector from walking through all that was imported, every few requests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


logger_class = DiscreetLogger
accesslog = "-"
errorlog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
