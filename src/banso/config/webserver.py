"""The web server: gunicorn with a master that stays small.

Whoever has loaded the application and goes on living keeps a copy of what those who parted from it have long changed (Python counts
references in every object it touches). So a process of its own loads it, parts into all workers, which share what is never touched,
and ends; the master, become their parent, has nothing of it in its memory.
"""

import ctypes
import gc
import os
import selectors
import signal
import time
from functools import partial
from typing import Any, NoReturn

from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.arbiter import Arbiter
from gunicorn.errors import HaltServer
from gunicorn.workers.gthread import ThreadWorker

from .parts import die_with

_ADOPT = 36  # Linux's name: PR_SET_CHILD_SUBREAPER
_NUMBER = 4  # bytes of a process's number in the pipe
_LOOK_SECONDS = 0.005
_libc = ctypes.CDLL(None)


class Master(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Begins, watches and ends the workers, and never loads the application."""

    def start(self) -> None:
        """Listen, and be the parent of every process below whose own has ended."""
        _libc.prctl(_ADOPT, 1)
        super().start()

    def spawn_workers(self) -> None:
        """All workers anew, whichever is missing: only those that part together share memory. The older ones answer what they
        have begun and are let go (`manage_workers`). Raises HaltServer if the application cannot be loaded."""
        workers = [self._next() for _ in range(self.num_workers)]
        reading, writing = os.pipe()
        loader = os.fork()
        if loader == 0:
            os.close(reading)
            self._load(workers, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as parted:
            while number := parted.read(_NUMBER):
                self._keep(workers.pop(0), int.from_bytes(number, "big"))
        for worker in workers:
            worker.tmp.close()
        status = os.waitstatus_to_exitcode(os.waitpid(loader, 0)[1])
        if status > 0:  # below: something ended it from outside, and the next turn begins another
            raise HaltServer("The application could not be loaded.", self.APP_LOAD_ERROR)

    def _next(self) -> Any:
        self.worker_age += 1
        return self.worker_class(
            self.worker_age, self.pid, self.LISTENERS, self.app, self.timeout / 2.0, self.cfg, self.log
        )

    def _keep(self, worker: Any, pid: int) -> None:
        worker.pid = pid
        worker.tmp.notify()  # its time to answer begins now
        self.WORKERS[pid] = worker
        self._stats["workers_spawned"] += 1

    def _load(self, workers: list[Any], parted: int) -> NoReturn:
        """The life of the process that loads: what it has loaded the collector never touches again, which would copy it."""
        for number in (*self.SIGNALS, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)  # the master's would only note it down, in a copy of its list
        try:
            die_with(self.pid)
            self.app.wsgi()
            gc.collect()
            gc.freeze()
            here = os.getpid()
            for worker in workers:
                pid = os.fork()
                if pid == 0:
                    os.close(parted)
                    self._work(worker, [other for other in workers if other is not worker], here)
                os.write(parted, pid.to_bytes(_NUMBER, "big"))
        except BaseException:
            self.log.exception("The application could not be loaded.")
            os._exit(self.APP_LOAD_ERROR)
        os._exit(0)

    def _work(self, worker: Any, others: list[Any], loader: int) -> NoReturn:
        """The life of a worker, once the master is its parent. It does not outlive the master: else it would hold the port."""
        status = self.WORKER_BOOT_ERROR
        try:
            for other in (*others, *self.WORKERS.values()):
                other.tmp.close()
            while os.getppid() == loader:
                time.sleep(_LOOK_SECONDS)
            die_with(self.pid)
            worker.pid = os.getpid()
            worker.init_process()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        except BaseException:
            self.log.exception("A worker ended.")
            status = 1 if worker.booted else self.WORKER_BOOT_ERROR
        finally:
            os._exit(status)


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker whose threads are for those who ask something.

    gunicorn has a thread wait five seconds for what a new connection may say, and a browser opens connections it may never use: two
    or three people with a page open held up everybody else, so many times five seconds. Here such a connection waits with the kept-alive ones.
    """

    def enqueue_req(self, conn: Any) -> None:
        """Have a thread answer, once there is something to answer."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))


class Server(WSGIApplication):  # type: ignore[misc]
    """gunicorn with our master; the options are gunicorn's own."""

    def run(self) -> None:
        """Until a signal ends it."""
        Master(self).run()


if __name__ == "__main__":
    Server("%(prog)s [OPTIONS] [APP_MODULE]").run()
