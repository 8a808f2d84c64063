#!/usr/bin/env python3
"""Drives Fixtures/Server/two-users.html in headless Chromium against a real `ssot serve`: two users side by side.

    Tests/Browser/two_users.py SSOT [--picture FILE]

Prints one line a check and exits 1 if one fails. Needs Python 3.9 and a Chromium; no package, no network.
"""
import argparse
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from chromium import Browser  # noqa: E402

SERVER = pathlib.Path(__file__).resolve().parents[2] / "Fixtures" / "Server"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("ssot")
    parser.add_argument("--picture")
    options = parser.parse_args()
    port, admin = free_port(), free_port()
    failures = []

    def check(words, holds):
        print(f"{'ok  ' if holds else 'FAIL'} {words}")
        if not holds:
            failures.append(words)

    with tempfile.TemporaryDirectory() as folder:
        text = (SERVER / "serve.yaml").read_text()
        config = pathlib.Path(folder, "serve.yaml")
        config.write_text(text.replace("port: 8080", f"port: {port}").replace("admin-port: 8081", f"admin-port: {admin}"))
        server = subprocess.Popen([options.ssot, "serve", "--config", str(config)], stderr=subprocess.DEVNULL)
        try:
            for _ in range(100):
                try:
                    socket.create_connection(("127.0.0.1", port), 0.2).close()
                    break
                except OSError:
                    time.sleep(0.05)
            with Browser() as browser:
                drive(browser, f"{(SERVER / 'two-users.html').as_uri()}#{port}", check, options.picture)
        finally:
            server.terminate()
            check("the server ends by itself when asked", server.wait(10) == 0)
    sys.exit(1 if failures else 0)


def drive(browser, page, check, picture):
    browser.open(page)

    def lines(user):
        return browser.run(f"[...document.querySelectorAll('#{user} li')].map((l) => l.textContent)")

    def state(user):
        return browser.run(f"document.querySelector('#{user} small').textContent")

    def click(user, label):
        browser.run(
            f"[...document.querySelectorAll('#{user} button')].find((b) => b.textContent === '{label}').click()")

    def wait(words, condition):
        for _ in range(200):
            if condition():
                return check(words, True)
            time.sleep(0.05)
        print(lines("alice"), lines("bob"), state("alice"), state("bob"))
        check(words, False)

    wait("both are connected, and the token is not told back",
         lambda: [state("alice"), state("bob")] == ["connected, events.v1"] * 2)
    for user in ("alice", "bob"):
        click(user, "Join news")
        click(user, "Join staff")
    wait("bob is not let into staff", lambda: 'denied "staff"' in lines("bob") and 'joined "staff"' in lines("alice"))
    click("alice", "Say it in news")
    said = 'said "alice was here"'
    wait("what is said in a topic reaches its members", lambda: said in lines("alice") and said in lines("bob"))
    click("bob", "Claim to be the other")
    click("bob", "Tell myself")
    wait("what bob sends as alice is bob's", lambda: 'noted "only for bob"' in lines("bob"))
    check("and reaches bob only",
          'forged "whose is it?"' in lines("bob") and not any("forged" in line or "only for bob" in line for line in lines("alice")))
    if picture:
        browser.picture(picture)
    click("alice", "Drop and resume")
    wait("alice resumes with nothing lost", lambda: "welcome true" in lines("alice"))


main()
