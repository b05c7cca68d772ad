// The harness of the browser tests: one server and one Chromium per test file, one fresh page per test.
//
//   import { harness } from "./harness.mjs";
//   import assert from "node:assert/strict";
//
//   const site = harness();                       // once, at the top of the file
//
//   site.test("the page has a title", async ({ page, open, axe, url }) => {
//     await open();                               // or open("#/lesson/open-and-close")
//     assert.equal(await page.title(), "Wireglass");
//     await axe();                                // zero violations of WCAG 2.2 A and AA
//   });
//
// A test fails by itself when the page throws, logs an error or a warning, or asks for anything that
// is not on our own server. Options, between the name and the function, all optional:
//
//   viewport       { width, height }; 1440x900 if absent. See VIEWPORTS.
//   colorScheme    "light" (if absent) or "dark": what the system asks for.
//   reducedMotion  "reduce" (if absent: tests do not wait for animations) or "no-preference".
//   locale         "en-US" (if absent), "zh-CN", …
//   storage        { key: value } put into localStorage before the page loads.
//   touch          true for a touch screen.
//   timeout        milliseconds the whole test may take; two minutes if absent.
//   mayFail        a RegExp: console messages and page errors it matches are expected.
//
// What the function gets: `page` and `context` (Playwright's), `url` (the site's, ending in "/"),
// `open(path = "")`, which loads a page and waits until the program has started, and
// `axe(selector?)`, which checks the page or a part of it.
//
// `cargo xtask e2e [FILTER]` builds and runs. By hand, with the program built:
// `node --test tests/e2e/NAME.test.mjs`; WIREGLASS and CHROMIUM say where the two programs are.

import axeCore from "axe-core";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { after, before, test as nodeTest } from "node:test";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The sizes every layout is looked at in. */
export const VIEWPORTS = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  embed: { width: 640, height: 420 },
};

// Generous: a busy machine is no failure. What does not come at all still ends the test.
const TEST_TIMEOUT = 120_000;
const STEP_TIMEOUT = 30_000;

// No background traffic: a closed network would answer it with errors that are not ours.
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** Starts `wireglass serve` on a free port. Resolves to its URL and a function that stops it. */
export async function startServer() {
  const program =
    process.env.WIREGLASS ?? fileURLToPath(new URL("../../target/release/wireglass", import.meta.url));
  assert.ok(existsSync(program), `${program} is not there: run \`cargo xtask build\``);
  const server = spawn(program, ["serve", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(server, "exit");
  const lines = createInterface({ input: server.stdout });
  const url = await Promise.race([
    once(lines, "line").then(([line]) => /http:\/\/\S+/.exec(line)?.[0]),
    ended.then(([code]) => assert.fail(`wireglass serve ended with ${code} before it said its address`)),
  ]);
  assert.ok(url, "wireglass serve must print its address on the first line");
  const stop = async () => {
    server.kill("SIGINT");
    await ended;
  };
  return { url, stop };
}

/** Starts a headless Chromium, with more flags if a test wants them. */
export function startBrowser(flags = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [...CHROMIUM_FLAGS, ...flags],
  });
}

/** The program has started when boot.js has taken its message away. */
export async function started(page) {
  await page.waitForFunction(() => document.getElementById("boot") === null, null, {
    timeout: STEP_TIMEOUT,
  });
}

/** Reads until `read` gives what `test` accepts: the page draws after the event, not during it. */
export async function eventually(read, test, what = "it did not come") {
  const end = Date.now() + STEP_TIMEOUT;
  for (;;) {
    const value = await read();
    if (test(value)) return value;
    if (Date.now() > end) assert.fail(`${what}; last seen:\n${value}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A key's effect is drawn in the next frame: whoever reads the page after a key reads that frame. */
function drawAfterKeys(page) {
  const press = page.keyboard.press.bind(page.keyboard);
  page.keyboard.press = async (...key) => {
    await press(...key);
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))),
    );
  };
}

/** Everything that went wrong on `page`, as it happens; `mayFail` names what is expected. */
function watch(page, origin, mayFail) {
  const wrong = [];
  const note = (what) => {
    if (!mayFail?.test(what)) wrong.push(what);
  };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) note(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => note(`page error: ${error.message}`));
  page.on("request", (request) => {
    const asked = request.url();
    if (/^https?:/.test(asked) && new URL(asked).origin !== origin) note(`request elsewhere: ${asked}`);
  });
  return wrong;
}

async function axe(page, selector) {
  // Not `addScriptTag`: the page's own policy forbids inline scripts, as it should.
  await page.evaluate(axeCore.source);
  const violations = await page.evaluate(
    async ([context, tags]) => {
      const { violations } = await globalThis.axe.run(context ?? document, {
        runOnly: { type: "tag", values: tags },
      });
      return violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
      }));
    },
    [selector, AXE_TAGS],
  );
  assert.deepEqual(violations, [], "axe found violations");
}

/** Sets up this file's server and browser; see the top of this file. */
export function harness({ flags = [] } = {}) {
  let server;
  let browser;
  before(async () => {
    // One after the other: a program that is missing must not leave a browser behind.
    server = await startServer();
    browser = await startBrowser(flags);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  function test(name, ...rest) {
    const body = rest.pop();
    const {
      storage = {},
      mayFail,
      viewport = VIEWPORTS.desktop,
      touch = false,
      timeout = TEST_TIMEOUT,
      ...options
    } = rest.pop() ?? {};
    nodeTest(name, { timeout }, async () => {
      const context = await browser.newContext({
        viewport,
        hasTouch: touch,
        locale: "en-US",
        colorScheme: "light",
        reducedMotion: "reduce",
        ...options,
      });
      try {
        context.setDefaultTimeout(STEP_TIMEOUT);
        await context.addInitScript((entries) => {
          for (const [key, value] of entries) {
            // Only once: the page may change its mind and be loaded again.
            if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
          }
        }, Object.entries(storage));
        const page = await context.newPage();
        drawAfterKeys(page);
        const { url } = server;
        const wrong = watch(page, new URL(url).origin, mayFail);
        const open = async (path = "") => {
          const response = await page.goto(new URL(path, url).href);
          await started(page);
          return response;
        };
        await body({ page, context, url, open, axe: (selector) => axe(page, selector) });
        assert.deepEqual(wrong, [], "the page complained");
      } finally {
        await context.close();
      }
    });
  }

  return { test };
}
