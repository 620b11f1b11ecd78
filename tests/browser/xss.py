#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Hostile articles in a real browser: a page, a fragment through innerHTML and back, an AMP
page, and the report of the run are loaded; all that is in them is hovered, focused and clicked;
nothing may run, no dialog come up, nothing be asked for that the page does not need.

The control puts the same values into a page as they are: many of them must run there, or the
test proves nothing."""
import codecs
import html
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

TOP = os.environ.get("abs_top_srcdir") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("abs_top_builddir", TOP)
CONTROL_LEAST = 60  # vectors that run when nothing is escaped

PIPELINE = """stet: 1
pipelines:
  main:
    steps:
      - use: article.structure
    out:
      - { use: write.html, to: "{{ stem }}.html", with: { oembed: "https://h.example/{{ headline }}" } }
      - { use: write.html, id: house, to: "{{ stem }}.house.html", with: { template: house.html } }
      - { use: write.html, id: part, to: "{{ stem }}.part.html", with: { document: fragment } }
      - { use: write.amp, to: "{{ stem }}.amp.html", with: { url: "https://h.example/{{ headline | escape: url }}" } }
"""

HOUSE = """<!DOCTYPE html>
<html lang="{{ lang }}" dir="{{ dir }}"><head><meta charset="utf-8"><title>{{ headline }} - House</title>
<meta name="author" content='{{ byline }}'><link rel="canonical" href="{{ canonical }}"></head>
<body data-slug="{{ headline }}"><p><a href="{{ canonical }}">{{ headline }}</a>
<a href="https://h.example/?q={{ headline }}">search</a></p>{{ if has(byline) }}<p>{{ byline }}</p>{{ end }}
{{ article }}</body></html>
"""

WATCH = """
window.ran = [];
window.xss = window.alert = window.confirm = window.prompt = window.print = function () { window.ran.push('ran'); };
"""

# Everything that a person can do to an element; a link is followed only when it is a script.
TOUCH = """
const done = arguments[arguments.length - 1];
const fine = ['http:', 'https:', 'mailto:', 'tel:'];
document.addEventListener('click', function (e) {
    const a = e.target.closest && e.target.closest('a[href], area[href]');
    if (a && (a.protocol === undefined || fine.includes(a.protocol))) e.preventDefault();
}, true);
document.addEventListener('submit', function (e) {
    if (!e.target.action.startsWith('javascript:')) e.preventDefault();
}, true);
for (const d of document.querySelectorAll('details')) d.open = true;
for (const e of document.querySelectorAll('*')) {
    for (const name of ['pointerover', 'mouseover', 'mouseenter', 'mousemove', 'pointerdown', 'mousedown', 'mouseup'])
        e.dispatchEvent(new MouseEvent(name, {bubbles: true, cancelable: true}));
    try { e.focus && e.focus(); } catch (x) {}
    try { e.click ? e.click() : e.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true})); } catch (x) {}
}
setTimeout(function () { done(window.ran.length); }, arguments[0]);
"""

# What an article may not have put there.
INSPECT = """
const bad = [], inside = arguments[0];
const never = 'svg,math,iframe,object,embed,form,input,button,base,template,noscript,frame,frameset,applet,portal,' +
    'textarea,select,marquee,xmp,noembed,plaintext';
for (const e of document.querySelectorAll(never))
    if (!(e.closest('head') && e.localName === 'noscript') && !e.closest('.filters, .bar')) bad.push('<' + e.localName + '>');
for (const e of document.body.querySelectorAll('script,style,meta,link')) bad.push('<' + e.localName + '> in the body');
for (const e of document.scripts)
    if (e.type !== 'application/ld+json' && !e.src.startsWith('https://cdn.ampproject.org/')) bad.push('<script>');
    else if (e.type === 'application/ld+json') try { JSON.parse(e.textContent); } catch (x) { bad.push('JSON-LD: ' + x); }
for (const e of document.querySelectorAll('*')) for (const a of e.attributes) {
    if (a.name.startsWith('on') || ['srcdoc', 'ping', 'formaction', 'action', 'srcset'].includes(a.name)) bad.push(a.name);
    if (['href', 'src', 'cite', 'data', 'poster'].includes(a.name) && /^[\\s\\x00-\\x20]*(javascript|vbscript|data|blob)/i
            .test(a.value.replace(/[\\t\\n\\r]/g, ''))) bad.push(a.name + '=' + a.value);
}
return bad;
"""


def read_vectors():
    vectors = []
    for line in open(os.path.join(TOP, "tests/cases/xss/vectors.txt"), encoding="utf-8"):
        line = line.rstrip("\n")
        if line and not line.startswith("#"):
            vectors.append(re.sub(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|[ntr\\])",
                                  lambda m: codecs.decode(m.group(0), "unicode_escape"), line))
    return vectors


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder):
        self.leaks, self.folder = [], folder
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.address = "http://127.0.0.1:%d/" % self.server_address[1]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.lstrip("/").split("?")[0]
        path = os.path.join(self.server.folder, name)
        if name.startswith("leak"):
            self.server.leaks.append(self.path)
        if not re.fullmatch(r"[a-z0-9.]+", name) or not os.path.isfile(path):
            self.send_error(404)
            return
        body = open(path, "rb").read()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


class Browser:
    def __init__(self, driver, chromium, scratch):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        self.process = subprocess.Popen([driver, "--port=%d" % port, "--silent"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self.base, self.session = "http://127.0.0.1:%d" % port, ""
        for _ in range(200):
            try:
                self.call("GET", "/status")
                break
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                     "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                     "--user-data-dir=" + os.path.join(scratch, "profile")]
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "unhandledPromptBehavior": "dismiss and notify", "pageLoadStrategy": "normal",
            "timeouts": {"pageLoad": 60000, "script": 120000},
            "goog:chromeOptions": {"binary": chromium, "args": arguments}}}})
        self.session = "/session/" + answer["sessionId"]
        self.call("POST", "/goog/cdp/execute", {"cmd": "Page.addScriptToEvaluateOnNewDocument",
                                                 "params": {"source": WATCH}})

    def call(self, method, path, value=None):
        data = json.dumps(value or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + self.session + path, data=data, method=method,
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=180) as answer:
            return json.load(answer)["value"]

    def load(self, url):
        self.call("POST", "/url", {"url": url})

    def run(self, script, *arguments, wait=False):
        kind = "async" if wait else "sync"
        return self.call("POST", "/execute/" + kind, {"script": script, "args": list(arguments)})

    def close(self):
        try:
            self.call("DELETE", "")
        except (OSError, ValueError):
            pass
        self.process.terminate()
        self.process.wait(20)


def write_articles(folder, vectors):
    os.mkdir(folder)
    for i, v in enumerate(vectors):
        value = json.dumps(v, ensure_ascii=False)
        body = "\n\n".join([v, "# " + v.replace("\n", " "), "Text %s text." % v.replace("\n", " "),
                            "[link](<%s>)" % v.replace("\n", "").replace("<", "").replace(">", ""),
                            "![%s](https://h.example/i.png \"t\")" % re.sub(r"[\[\]\n]", "", v),
                            "- %s" % v.replace("\n", " "), "    " + v.replace("\n", " "),
                            "```%s\n%s\n```" % (re.sub(r"[`\n]", "", v), v), "| a |\n|---|\n| %s |" % re.sub(r"[|\n]", "", v)])
        with open(os.path.join(folder, "v%03d.md" % i), "w", encoding="utf-8") as f:
            f.write("---\n" + "".join("%s: %s\n" % (k, value) for k in (
                "title", "author", "description", "canonical", "image", "publisher", "section", "copyright", "license",
                "source", "lang")) + "tags: [ %s ]\n---\n\n%s\n" % (value, body))


def run_stet(scratch, vectors):
    write_articles(os.path.join(scratch, "in"), vectors)
    for name, text in (("p.yaml", PIPELINE), ("house.html", HOUSE)):
        with open(os.path.join(scratch, name), "w", encoding="utf-8") as f:
            f.write(text)
    out = os.path.join(scratch, "out")
    done = subprocess.run([os.path.join(BUILD, "stet"), "run", "-q", "p.yaml", "in", "-o", out, "--report",
                           os.path.join(scratch, "report.html")], cwd=scratch, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        print(done.stderr[-4000:])
    page = open(os.path.join(scratch, "report.html"), encoding="utf-8").read()
    assert "Content-Security-Policy" in page and "<script" not in page
    # the policy would hide what the escaping lets through
    with open(os.path.join(out, "report.html"), "w", encoding="utf-8") as f:
        f.write(re.sub(r"<meta http-equiv[^>]*>", "", page, count=1))
    return done.returncode, out


class Test:
    def __init__(self, browser, server):
        self.browser, self.server, self.fails, self.loads = browser, server, [], 0

    def judge(self, what, vector, wait):
        b = self.browser
        for bad in b.run(INSPECT, what):
            self.fails.append("%s: %r: %s" % (what, vector, bad))
        if b.run(TOUCH, wait, wait=True):
            self.fails.append("%s: %r ran" % (what, vector))
        for leak in self.server.leaks:
            self.fails.append("%s: %r asked for %s" % (what, vector, leak))
        self.server.leaks.clear()
        self.loads += 1

    def page(self, what, vector, name, wait=20):
        self.browser.load(self.server.address + name)
        self.judge(what, vector, wait)

    def fragment(self, vector, out, name):
        text = open(os.path.join(out, name), encoding="utf-8").read()
        self.browser.load(self.server.address + "blank.html")
        self.browser.run("const d = document.createElement('div'); document.body.append(d); d.innerHTML = arguments[0];"
                         "d.innerHTML = d.innerHTML; const e = document.createElement('div'); document.body.append(e);"
                         "e.innerHTML = d.innerHTML;", text)
        self.judge("fragment", vector, 20)


def control(browser, server, vectors, out):
    ran = 0
    for v in vectors:
        with open(os.path.join(out, "control.html"), "w", encoding="utf-8") as f:
            f.write("<!DOCTYPE html><meta charset=utf-8><title>x</title><body>%s</body>" % v.replace("LEAK", server.address + "leak"))
        try:
            browser.load(server.address + "control.html")
            ran += bool(browser.run(TOUCH, 60, wait=True)) or bool(server.leaks)
        except (OSError, urllib.error.URLError):
            ran += bool(server.leaks)
        server.leaks.clear()
    return ran


def main():
    if os.environ.get("STET_BROWSER") == "no":
        print("SKIPPED: STET_BROWSER is no")
        return 77
    chromium, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not chromium or not driver:
        print("SKIPPED: %s was not found" % ("chromium" if not chromium else "chromedriver"))
        return 77
    scratch = tempfile.mkdtemp(prefix="stet-xss-")
    server = Server(os.path.join(scratch, "out"))
    vectors = [v.replace("LEAK", server.address + "leak") for v in read_vectors()]
    status, out = run_stet(scratch, vectors)
    with open(os.path.join(out, "blank.html"), "w") as f:
        f.write("<!DOCTYPE html><title>blank</title><body></body>")
    browser = Browser(driver, chromium, scratch)
    test = Test(browser, server)
    written = 0
    try:
        for i, v in enumerate(vectors):
            stem = "v%03d" % i
            if not os.path.exists(os.path.join(out, stem + ".html")):
                test.fails.append("%r: no page was written" % v)
                continue
            written += 1
            test.page("page", v, stem + ".html")
            test.page("template", v, stem + ".house.html")
            test.page("AMP", v, stem + ".amp.html")
            test.fragment(v, out, stem + ".part.html")
        test.page("report", "all", "report.html", 2000)
        ran = control(browser, server, vectors, out)
    finally:
        browser.close()
        server.shutdown()
        shutil.rmtree(scratch, ignore_errors=True)
    for fail in test.fails[:40]:
        print("FAILED:", fail)
    if ran < CONTROL_LEAST:
        print("FAILED: only %d vectors run in the control: the test has no power" % ran)
    print("%d vectors, %d written, %d pages loaded, %d failures; %d ran in the control" %
          (len(vectors), written, test.loads, len(test.fails), ran))
    return 1 if test.fails or ran < CONTROL_LEAST or status not in (0, 1) else 0


sys.exit(main())
