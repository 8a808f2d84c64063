"""A small ID manager that keeps the contract: a prefix, 13 digits of time where the kind has one, and random digits."""
import hashlib
import hmac
import re
import secrets
import time

PREFIXES = {
    "connection": "conn", "message": "msg", "request": "req", "correlation": "corr", "audit": "audit", "test": "test",
    "run": "run", "thread": "thread", "session": "sess", "context": "ctx", "user": "user",
}
UNTIMED = {"session", "context", "user", "trace", "span"}
DIGITS = {"trace": 32, "span": 16}
HEX = "[0-9a-f]"
LEGACY_RUN = re.compile(r"run_+(?P<short>[A-Za-z0-9][A-Za-z0-9_-]*)?_(?:[0-9a-f]{8})", re.ASCII)
LEGACY_THREAD_RUN = re.compile(r"thread_(?P<thread>[A-Za-z0-9_-]*)_run_[0-9]{13}_[0-9a-f]{8}", re.ASCII)
THREAD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,254}", re.ASCII)
KEY = b"the key of this deployment"


class IDs:
    name = "right"
    trace_context = True

    def __init__(self, refused):
        self.refused = refused
        self.kinds = {}
        self.patterns = {}
        for kind in [*PREFIXES, "trace", "span"]:
            prefix = PREFIXES[kind] + "_" if kind in PREFIXES else None
            timed = kind not in UNTIMED
            digits = DIGITS.get(kind, 24 if timed else 32)
            self.kinds[kind] = {
                "prefix": prefix, "timed": timed, "ordered": False, "random": digits,
                "shape": (prefix or "") + ("{digits:13}_" if timed else "") + "{hex:%d}" % digits,
            }
            body = f"{HEX}{{{digits}}}"
            self.patterns[kind] = re.compile((prefix or "") + (r"(?P<ms>[0-9]{13})_" if timed else "") + body)

    def generate(self, kind, user=None, prefix=None, thread=None):
        facts = self.kinds[kind]
        time_part = f"{time.time_ns() // 1_000_000:013d}_" if facts["timed"] else ""
        return (facts["prefix"] or "") + time_part + secrets.token_hex(facts["random"] // 2)

    def parses(self, kind):
        return True

    def parse(self, text, kind=None):
        if not isinstance(text, str) or len(text) > 90:
            return None
        kinds = [kind] if kind else [each for each in PREFIXES]
        for each in kinds:
            found = self.patterns[each].fullmatch(text) if each in self.patterns else None
            if found:
                milliseconds = int(found["ms"]) if self.kinds[each]["timed"] else None
                return {"kind": each, "canonical": text, "milliseconds": milliseconds}
        other = self.parse(text) if kind else None
        if other:
            raise self.refused(f"{other['kind']} ID, where {kind} ID is wanted")
        return None

    def validate(self, text, kind=None):
        try:
            return self.parse(text, kind) is not None
        except self.refused:
            return False

    def normalise(self, text, kind=None):
        small = text.lower() if text.isascii() else text
        if not self.validate(small, kind):
            raise self.refused("no ID")
        return small

    def legacy_thread(self, run):
        if not isinstance(run, str) or len(run) > 255 or self.validate(run, "run"):
            return None
        found = LEGACY_THREAD_RUN.fullmatch(run)
        if found:
            return self.normalise_thread(found["thread"])
        found = LEGACY_RUN.fullmatch(run)
        return (found["short"] or "") if found else None

    def thread_of(self, run=None, thread=None, chat=None):
        inner = self.legacy_thread(run)
        if inner is not None:
            return inner
        return next((self.normalise_thread(each) for each in (thread, chat) if each), None)

    def normalise_thread(self, text):
        while text.startswith("thread_"):
            text = text[7:]
        return text

    def validate_thread(self, text):
        return THREAD.fullmatch(text) is not None and "_run_" not in text

    def pair_check(self, run, thread):
        inner = self.legacy_thread(run)
        return bool(inner) and bool(thread) and inner == self.normalise_thread(thread)

    def migrate(self, text, kind):
        if self.validate(text, kind):
            return text
        thread = self.legacy_thread(text)
        if not thread or "_run_" in f"_{thread}_":
            return None
        digest = hmac.new(KEY, f"{kind}\0{text}".encode(), hashlib.sha256).hexdigest()
        time_part = (re.search(r"_([0-9]{13})_[0-9a-f]{8}\Z", text) or [None, "0" * 13])[1]
        return f"{PREFIXES[kind]}_{time_part}_{digest[:24]}"
