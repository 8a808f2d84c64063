"""A headless Chromium, driven by the DevTools protocol over two pipes: no port, no package, no download."""

import base64
import itertools
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


class Failure(Exception):
    """The browser refused something, or a script in the page threw."""


class Browser:
    """One page of one browser; use it in a `with` statement."""

    def __init__(self):
        program = next((path for path in map(shutil.which, PROGRAMS) if path), None)
        if program is None:
            raise FileNotFoundError("no Chromium here; install one of " + ", ".join(PROGRAMS))
        self.profile = tempfile.mkdtemp(prefix="ssot-browser-")
        to_browser, self.output = os.pipe()
        self.input, from_browser = os.pipe()
        # The protocol speaks on descriptors 3 and 4 of the browser. Where pipes already are 3 and 4 they must first
        # step aside, or one would close the other.
        first, second = os.dup2(to_browser, 103), os.dup2(from_browser, 104)
        command = (
            'exec 3<&103 4>&104 103<&- 104>&-; exec "$0" --headless=new --no-sandbox --disable-gpu --hide-scrollbars'
            ' --no-first-run --disable-background-networking --disable-component-update --disable-sync'
            ' --remote-debugging-pipe --user-data-dir="$1" about:blank'
        )
        self.process = subprocess.Popen(
            ["bash", "-c", command, program, self.profile], pass_fds=(first, second), stderr=subprocess.DEVNULL)
        for descriptor in (to_browser, from_browser, first, second):
            os.close(descriptor)
        self.buffer = b""
        self.numbers = itertools.count(1)
        self.events = []
        self.session = None

    def __enter__(self):
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(domain + ".enable")
        return self

    def __exit__(self, *_):
        try:
            self.session = None
            self.send("Browser.close")
        finally:
            self.process.wait(timeout=20)
            shutil.rmtree(self.profile, ignore_errors=True)

    def send(self, method, **parameters):
        """The result of one command of the protocol; events that come meanwhile are kept in `events`."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive(60)
            if answer.get("id") == number:
                if "error" in answer:
                    raise Failure(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def receive(self, seconds):
        deadline = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.input], [], [], max(0, deadline - time.monotonic()))
            part = os.read(self.input, 1 << 20) if ready else b""
            if not part:
                raise Failure("the browser says nothing more")
            self.buffer += part
        line, self.buffer = self.buffer.split(b"\0", 1)
        message = json.loads(line)
        if "method" in message:
            self.events.append(message)
        return message

    def open(self, address):
        """Opens a page and waits until it is loaded."""
        start = len(self.events)
        self.send("Page.navigate", url=address)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events[start:]):
            self.receive(60)

    def run(self, script):
        """The value of an expression in the page; a promise is waited for."""
        result = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise Failure(details.get("exception", {}).get("description", details["text"]))
        return result["result"].get("value")

    def settle(self):
        """Waits until what was asked for is drawn."""
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")

    def press(self, key, text=None):
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, "ArrowLeft": 37,
                 "ArrowRight": 39, "Home": 36, "End": 35, " ": 32}
        code = codes.get(key, ord(key[0].upper()))
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "") if text is None else text
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                      **({"text": text} if text and kind == "keyDown" else {}))

    def look(self, width, height=900, dark=False, reduced=False, scale=1):
        """Sets the window's size and what the system prefers."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale,
                  mobile=False)
        self.send("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if reduced else "no-preference"}])
        self.settle()

    def picture(self, path, whole=False):
        options = {}
        if whole:
            size = self.send("Page.getLayoutMetrics")["cssContentSize"]
            options = {"captureBeyondViewport": True,
                       "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000),
                                "scale": 1}}
        data = self.send("Page.captureScreenshot", format="png", **options)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
