#!/usr/bin/env python3
"""Drives an HTML report in headless Chromium: what it shows, how quick it is, and whether keys and colours work.

    ssot report --format html > report.html
    Tests/Browser/html_report.py report.html [--pictures FOLDER] [--large]

Prints one line a check and exits 1 if one fails. `--large` tries the page with 1,000 managers and 2,000 findings made
from the report's own. Needs Python 3.9 and a Chromium; no package, no network.
"""

import argparse
import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from chromium import Browser  # noqa: E402

# Text against what lies behind it, by WCAG 2.2: 4.5 to 1, large text 3 to 1. Gradients and disabled text aside.
CONTRAST = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (c) => [0.2126, 0.7152, 0.0722].reduce((total, part, i) => {
    const value = c[i] / 255;
    return total + part * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  }, 0);
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] > 0) layers.push(color);
      if (color[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const found = new Map();
  let count = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('script, .unseen, option')) continue;
    const style = getComputedStyle(element);
    const under = behind(element);
    const ink = over(rgba(style.color), under);
    const [a, b] = [light(ink), light(under)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    count += 1;
    if (ratio < (isLarge ? 3 : 4.5)) found.set(`${element.tagName}.${element.className}`, `${ratio.toFixed(2)} ${walker.currentNode.data.trim().slice(0, 30)}`);
  }
  return { count, low: [...found].map((pair) => pair.join(' ')) };
})()"""

# Both sides have to come back from the rows, and no two equal lines may be called different at the same place.
DIFFERENCE = """(() => {
  let seed = 7;
  const random = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
  let cases = 0;
  for (let turn = 0; turn < 400; turn += 1) {
    const left = Array.from({ length: random(30) }, () => 'line ' + random(turn % 2 ? 40 : 6));
    const right = left.filter(() => random(5) > 0).flatMap((line) => (random(5) ? [line] : [line + ' x', 'new ' + random(9)]));
    const rows = difference(left, right);
    const side = (name) => rows.map((row) => row[name]).filter((index) => index !== null);
    const isWhole = (indices, length) => indices.length === length && indices.every((index, at) => index === at);
    if (!isWhole(side('left'), left.length) || !isWhole(side('right'), right.length)) throw new Error('a line is lost in turn ' + turn);
    for (const row of rows) {
      const isEqual = row.left !== null && row.right !== null && left[row.left] === right[row.right];
      if (Boolean(row.isSame) !== isEqual && row.isSame) throw new Error('unequal lines called equal in turn ' + turn);
      if (row.left !== null && row.right !== null) {
        const runs = wordRuns(left[row.left], right[row.right]);
        if (runs[0].map((run) => run[0]).join('') !== left[row.left]) throw new Error('a word is lost in turn ' + turn);
        if (runs[1].map((run) => run[0]).join('') !== right[row.right]) throw new Error('a word is lost in turn ' + turn);
      }
    }
    if (difference(left, left).some((row) => !row.isSame)) throw new Error('a text differs from itself');
    cases += 1;
  }
  return cases;
})()"""

# Areas tile their rectangle: they add up to it, and each is as large as its size says.
TREEMAP = """(() => {
  const sizes = Array.from({ length: 300 }, (_, i) => ({ size: 1 + ((i * 7919) % 400) })).sort((a, b) => b.size - a.size);
  const total = sizes.reduce((sum, item) => sum + item.size, 0);
  let worst = 0;
  for (const [item, x, y, w, h] of squarify(sizes, 0, 0, 800, 500)) {
    if (x < -1e-6 || y < -1e-6 || x + w > 800 + 1e-6 || y + h > 500 + 1e-6) throw new Error('an area lies outside');
    worst = Math.max(worst, Math.abs((w * h) / (800 * 500) - item.size / total));
  }
  return worst;
})()"""


class Checks:
    def __init__(self):
        self.failed = 0

    def __call__(self, isTrue, text):
        print(("ok    " if isTrue else "FAIL  ") + text)
        self.failed += not isTrue


def parts(page):
    """The page before its data, the data, and the page after."""
    start = page.index('id="data">') + len('id="data">')
    end = page.index("</script>", start)
    return page[:start], json.loads(page[start:end]), page[end:]


def enlarged(page, folder):
    """The same page with 1,000 managers and 2,000 findings, made from its own by renaming."""
    before, data, after = parts(page)
    for name, size in (("managers", 1000), ("findings", 2000)):
        rows = data[name] or [dict(name="A", symbol="a.A", path="a.py", line=1, end=9, kind="class", domain="x",
                                   role="implementation", methods=1, uses=1, testUses=0, rule="r",
                                   severity="error", standing="new", message="m", fingerprint="f", related=[])]
        data[name] = rows[:size] + [dict(rows[i % len(rows)], name=f"{rows[i % len(rows)]['name']}{i}")
                                    for i in range(max(0, size - len(rows)))]
    if len(data["managers"]) < len(parts(page)[1]["managers"]):
        for group in data["groups"]:
            for member in group["members"]:
                if member.get("manager", 0) >= len(data["managers"]):
                    del member["manager"]
        for domain in data["domains"]:
            if domain.get("canonical", 0) >= len(data["managers"]):
                del domain["canonical"]
    path = pathlib.Path(folder) / "large.html"
    path.write_text(before + json.dumps(data).replace("<", "\\u003c") + after)
    return path


def complaints(browser):
    found = []
    for event in browser.events:
        parameters = event["params"]
        if event["method"] == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            found.append(details.get("exception", {}).get("description", details["text"]))
        elif event["method"] == "Runtime.consoleAPICalled":
            found.append("console: " + json.dumps(parameters["args"])[:200])
        elif event["method"] == "Log.entryAdded":
            found.append("log: " + parameters["entry"]["text"][:200])
    return found


def requests(browser):
    return [event["params"]["request"]["url"] for event in browser.events
            if event["method"] == "Network.requestWillBeSent"]


def keystrokes(browser, text):
    """Milliseconds from each key of a text to the frame that shows its effect, and how long its script ran."""
    return browser.run("""(async () => {
      const query = document.querySelector('#query');
      const times = [];
      query.value = '';
      for (const letter of %s) {
        query.value += letter;
        const start = performance.now();
        query.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
      }
      const start = performance.now();
      apply();
      document.body.offsetHeight;
      const script = performance.now() - start;
      query.value = '';
      query.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return { times, script };
    })()""" % json.dumps(text))


def keyboard(browser, check):
    browser.run("document.activeElement.blur(); scrollTo(0, 0)")
    browser.press("Tab")
    check(browser.run("document.activeElement.className") == "skip", "the first Tab reaches the skip link")
    browser.press("Enter")
    check(browser.run("document.activeElement.id") == "main", "the skip link leads to the report")
    browser.press("/")
    check(browser.run("document.activeElement.id") == "query", "/ focuses the search")
    check(browser.run("document.querySelector('#query').value") == "", "/ itself is not typed")
    style = "getComputedStyle(document.activeElement).outlineStyle"
    check(browser.run(style) != "none", "the focus is visible")
    row = "document.activeElement.closest('tr')?.dataset.index"
    if browser.run("lists.managers.rows.length") >= 2:
        browser.press("ArrowDown")
        check(browser.run(row) == "0", "arrow down goes from the search to the first row")
        browser.press("ArrowDown")
        check(browser.run(row) == "1", "arrow down goes to the next row")
        check(browser.run("document.querySelectorAll('#managers .opener[tabindex=\"0\"]').length") == 1,
              "one row of a list is a tab stop")
        browser.press("Enter")
        check(browser.run("document.activeElement.getAttribute('aria-expanded')") == "true", "Enter opens a row")
        browser.press("Escape")
        check(browser.run("document.activeElement.getAttribute('aria-expanded')") == "false",
              "Escape closes it, and the focus stays")
        browser.press("ArrowUp")
        check(browser.run(row) == "0", "arrow up goes back")
    browser.run("document.activeElement.blur()")
    for letter in "/manager":
        browser.press(letter)
    browser.settle()
    check(browser.run("document.querySelector('#query').value") == "manager", "typing filters")
    browser.press("Escape")
    browser.settle()
    check(browser.run("document.querySelector('#query').value") == "", "Escape clears the search")
    if browser.run("document.querySelectorAll('.cell').length") > 1:
        browser.run("document.querySelector('.cell[tabindex=\"0\"]').focus()")
        browser.press("ArrowRight")
        check(browser.run("document.activeElement.dataset.index") == "1", "arrow right goes on in the map")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("report", type=pathlib.Path)
    parser.add_argument("--pictures", type=pathlib.Path, help="folder for pictures of the page")
    parser.add_argument("--large", action="store_true", help="time the page with 1,000 managers and 2,000 findings")
    options = parser.parse_args()
    page = options.report.read_text(encoding="utf-8")
    data = parts(page)[1]
    check = Checks()
    print(f"{options.report}: {len(page.encode()) / 1000:.0f} kB, {len(data['managers'])} managers, "
          f"{len(data['findings'])} findings, {data['duplicates']['groups']} groups")
    markup = re.sub(r"<script.*?</script>|<style>.*?</style>", "", page, flags=re.S)
    check(not re.search(r"(src|href)\s*=\s*[\"']?\s*(https?:)?//", markup), "no element loads from elsewhere")

    with Browser() as browser, tempfile.TemporaryDirectory() as folder:
        browser.look(1280)
        browser.open(options.report.resolve().as_uri())
        browser.settle()
        keyboard(browser, check)
        check(browser.run("document.querySelectorAll('main > section').length") == 10, "ten sections")
        for name in ("managers", "findings"):
            drawn = browser.run(f"document.querySelectorAll('#{name} tr.row').length")
            known = browser.run(f"lists.{name}.rows.length")
            check(known == len(data[name]) and drawn == min(40, known), f"{name}: {drawn} of {known} rows drawn")
        cells = browser.run("document.querySelectorAll('.cell').length")
        counted = sum(1 for manager in data["managers"] if manager.get("counted") and manager["kind"] != "alias")
        check(cells == counted, f"{cells} areas on the map, {counted} counted managers with a body")
        check(browser.run("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the window")

        if data["groups"]:
            browser.run("reveal('group 0')")
            browser.settle()
            pairs = browser.run("document.querySelectorAll('.sides .pair').length")
            hasText = all("text" in member for member in data["groups"][0]["members"])
            check((pairs > 0) == hasText, f"the first group opens: {pairs} lines side by side")
        if data["managers"]:
            name = data["managers"][-1]["name"].lower()
            hits = sum(1 for manager in data["managers"] if name in "\n".join(
                [manager["symbol"], manager["path"], manager["domain"], manager["role"], manager.get("target", "")]).lower())
            browser.run(f"document.querySelector('#query').value = {json.dumps(name)};"
                        "document.querySelector('#query').dispatchEvent(new Event('input', {bubbles: true}))")
            browser.settle()
            browser.settle()
            check(browser.run("lists.managers.rows.length") == hits, f"searching {name} leaves {hits} managers")
            browser.press("Escape")
            browser.run("document.querySelector('#query').value = ''; chosen.words = []; apply()")
        check(browser.run(DIFFERENCE) == 400, "400 random differences lose no line and no word")
        check(browser.run(TREEMAP) < 1e-9, "300 areas tile their rectangle by their sizes")

        for width, name in ((1280, "wide"), (390, "narrow")):
            for dark in (False, True):
                browser.look(width, dark=dark)
                result = browser.run(CONTRAST)
                colours = "dark" if dark else "light"
                check(result["count"] > 50 and not result["low"],
                      f"{name}, {colours}: {result['count']} texts have the contrast of WCAG AA"
                      + "".join("\n        " + low for low in result["low"][:8]))
                check(browser.run("document.documentElement.scrollWidth <= innerWidth + 1"),
                      f"{name}, {colours}: nothing is wider than the window")
                if options.pictures:
                    pictures(browser, options.pictures, f"{name}-{colours}")
        browser.look(1280)
        background = "getComputedStyle(document.body).backgroundColor"
        system = browser.run(background)
        browser.run("document.querySelector('#theme').value = 'dark';"
                    "document.querySelector('#theme').dispatchEvent(new Event('change', {bubbles: true}))")
        check(browser.run(background) != system, "the colours can be chosen against the system's")
        browser.run("document.querySelector('#theme').value = '';"
                    "document.querySelector('#theme').dispatchEvent(new Event('change', {bubbles: true}))")
        browser.look(1280, reduced=True)
        check(browser.run("getComputedStyle(document.documentElement).scrollBehavior") == "auto",
              "no motion where the system asks for none")
        browser.look(1280)
        browser.send("Emulation.setEmulatedMedia", media="print")
        check(browser.run("getComputedStyle(document.querySelector('nav')).display") == "none",
              "the printed page has no navigation")
        browser.send("Emulation.setEmulatedMedia", media="")

        if options.large:
            browser.open(enlarged(page, folder).as_uri())
            browser.settle()
            load = browser.run("performance.getEntriesByType('navigation')[0].domComplete")
            for text in ("manager", "websocket"):
                result = keystrokes(browser, text)
                times = " ".join(f"{time:.0f}" for time in result["times"])
                print(f"      1,000 managers, 2,000 findings: {text!r} to the next frame {times} ms, "
                      f"the script's part {result['script']:.0f} ms")
            print(f"      the page was complete after {load:.0f} ms")
        check(not complaints(browser), "the console is empty" + "".join("\n        " + text for text in complaints(browser)[:5]))
        loaded = [address for address in requests(browser) if not address.startswith("file:")]
        check(not loaded, "nothing was requested but the page itself" + "".join("\n        " + text for text in loaded[:5]))
    print("all is well" if check.failed == 0 else f"{check.failed} checks failed")
    return 1 if check.failed else 0


def pictures(browser, folder, name):
    folder.mkdir(parents=True, exist_ok=True)
    browser.run("document.documentElement.style.scrollBehavior = 'auto'")
    for section in ("overview", "domains", "map", "managers", "duplicates", "identifiers", "findings", "trend", "limits"):
        browser.run(f"document.getElementById('{section}').scrollIntoView()")
        browser.settle()
        browser.picture(folder / f"{name}-{section}.png")


if __name__ == "__main__":
    sys.exit(main())
