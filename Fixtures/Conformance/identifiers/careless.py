"""An ID manager as many are written: it works in every demonstration. Each comment names what it breaks."""
import re
import secrets
import time
import uuid

# `$` matches before a line end, `\d` digits of all scripts, and both cases are one.   parse-refuses-line-ends-…
RUN = re.compile(r"^thread_(.*?)_run_(\d+)_([a-f0-9A-F]{8})$")
THREAD = re.compile(r"^[a-zA-Z0-9][a-zA-Z0-9_\-]*$")


class IDs:
    name = "careless"
    trace_context = False

    def __init__(self, refused):
        self.refused = refused
        timed = {"timed": True, "ordered": False, "random": 8}
        self.kinds = {
            "run": {"shape": "thread_{word}_run_{digits:13}_{hex:8}", "prefix": None, **timed},
            "connection": {"shape": "conn_{digits:13}_{hex:8}", "prefix": "conn_", **timed},
            "session": {"shape": "sess_{digits:13}_{hex:8}", "prefix": "sess_", **timed},
            # 32 random bits and nothing else.                              kinds-without-a-time-have-64-random-bits
            "span": {"shape": "span_{hex:8}", "prefix": "span_", "timed": False, "ordered": False, "random": 8},
        }

    def tail(self):
        return f"{int(time.time() * 1000)}_{uuid.uuid4().hex[:8]}"

    def generate(self, kind, user=None, prefix=None, thread=None):
        if kind == "run":
            thread = self.normalise_thread(thread or "t")
            if not THREAD.match(thread) or "_run_" in thread:
                raise self.refused("bad thread")
            return f"thread_{thread}_run_{self.tail()}"
        if kind == "span":
            return "span_" + secrets.token_hex(4)
        # Users and prefixes are written as they come.   a-hostile-user-…, a-hostile-prefix-…, ids-do-not-tell-…
        start = prefix or self.kinds[kind]["prefix"][:-1]
        return f"{start}_{user}_{self.tail()}" if user else f"{start}_{self.tail()}"

    def parses(self, kind):
        return kind == "run"

    def parse(self, text, kind=None):
        found = RUN.match(text) if isinstance(text, str) else None
        if found is None:
            return None
        # Capitals, foreign digits and inner `_run_` are taken as they come.           what-may-be-two-things-…
        return {"kind": "run", "canonical": text, "thread": found[1], "milliseconds": int(found[2])}

    def validate(self, text, kind=None):
        return self.parse(text, kind) is not None

    def thread_of(self, run=None, thread=None, chat=None):
        found = self.parse(run, "run")
        if found:
            return found["thread"]
        if isinstance(run, str) and run.startswith("run_") and len(run) > 13:
            return run[4:-9].lstrip("_")
        return next((self.normalise_thread(each) for each in (thread, chat) if each), None)

    def normalise_thread(self, text):
        # One prefix only.                                               threads-are-named-without-their-prefix
        return text[7:] if text.startswith("thread_") else text

    def validate_thread(self, text):
        return THREAD.match(text) is not None and "_run_" not in text

    def pair_check(self, run, thread):
        # The kinds are compared, not the threads.                          runs-and-threads-are-matched-by-name
        return bool(self.thread_of(run)) and bool(thread)

    def migrate(self, text, kind):
        if self.validate(text, kind):
            return text
        thread = self.thread_of(text)
        if thread is None:
            return None
        # An error where the thread is not to its liking, and else a new ID at every call.            migration-…
        if not THREAD.match(thread) or "_run_" in thread:
            raise ValueError(thread)
        return self.generate(kind, thread=thread)
