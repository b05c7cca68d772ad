// How fast the page is in headless Chromium: one line of JSON for each figure, which
// `cargo xtask bench` puts into its table. WIREGLASS and CHROMIUM say where the programs are.

import assert from "node:assert/strict";
import { eventually, startBrowser, startServer, started } from "../e2e/harness.mjs";

/** The best of so many runs counts: what else the machine does makes a run slower, never faster. */
const RUNS = 3;
const BULK = 10_000_000;

const say = (figure) => console.log(JSON.stringify(figure));

async function simulator(page) {
  const [events, ms] = await page.evaluate(([runs, bytes]) => {
    let best = Infinity;
    let events = 0;
    for (let run = 0; run < runs; run += 1) {
      const begun = performance.now();
      events = window.wireglass.simulate(bytes);
      best = Math.min(best, performance.now() - begun);
    }
    return [events, best];
  }, [RUNS, BULK]);
  const of = `${BULK} bytes over TCP: ${events} events`;
  say({ name: "simulator in wasm", value: (events / ms) * 1000, unit: "events/s", of });
}

/** Hosts at switches in a row, on links so long that what some of them ask everybody is in flight at once. */
function network(hosts, perSwitch, asking) {
  const tables = ['until = "2900ms"'];
  const link = (a, b, delay) => tables.push(`[[link]]\nends = ["${a}", "${b}"]\ndelay = "${delay}"`);
  const host = (n) => `PC ${n + 1}`;
  const middle = (n) => `Switch ${n + 1}`;
  for (let n = 0; n < hosts; n += 1) {
    tables.push(`[[host]]\nname = "${host(n)}"\naddress = "10.0.0.${n + 1}/16"`);
  }
  for (let n = 0; n * perSwitch < hosts; n += 1) {
    tables.push(`[[switch]]\nname = "${middle(n)}"\nports = ${perSwitch + 2}`);
    if (n > 0) link(middle(n - 1), middle(n), "1ms");
  }
  for (let n = 0; n < hosts; n += 1) link(host(n), middle(Math.floor(n / perSwitch)), "1s");
  for (let n = 0; n < asking; n += 1) {
    // Nobody has the address: each asks all others for it (ARP).
    tables.push(`[[program]]\nhost = "${host(n)}"\nstart = "${1000 + 50 * n}ms"\nrun = "ping -c 1 10.0.9.${n + 1}"`);
  }
  // Something that happens while all is in flight, so that there is a step to play until then.
  tables.push(`[[program]]\nhost = "${host(asking)}"\nstart = "2800ms"\ncalls = ["listen 80"]`);
  return tables.join("\n\n");
}

/** What the browser spends on scripts for each frame it draws while `act` lasts, in milliseconds. */
async function perFrame(page, act) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const scripts = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "ScriptDuration").value * 1000;
  };
  await page.evaluate(() => {
    window.frames_drawn = 0;
    const count = () => {
      window.frames_drawn += 1;
      window.counting = requestAnimationFrame(count);
    };
    window.counting = requestAnimationFrame(count);
  });
  const before = await scripts();
  await act();
  const spent = (await scripts()) - before;
  const frames = await page.evaluate(() => {
    cancelAnimationFrame(window.counting);
    return window.frames_drawn;
  });
  return { ms: spent / frames, frames };
}

const HOSTS = 200;
const BUDGET = { peer: "budget: 8 ms" };

async function packets(page, url) {
  await page.goto(`${url}#/sandbox`);
  await page.locator("#open-network").setInputFiles({
    name: "flood.toml",
    mimeType: "text/plain",
    buffer: Buffer.from(network(HOSTS, 20, 6)),
  });
  const nodes = page.locator(".draft .nd");
  await eventually(() => nodes.count(), (count) => count > HOSTS, "the network, opened");

  const one = await nodes.first().boundingBox();
  const [x, y] = [one.x + one.width / 2, one.y + one.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const dragged = await perFrame(page, async () => {
    for (let step = 0; step < 120; step += 1) await page.mouse.move(x + step, y + step / 2);
  });
  await page.mouse.up();
  const nodesOf = `a node dragged among ${await nodes.count()}, ${dragged.frames} frames`;
  say({ name: "sandbox: script per frame", value: dragged.ms, unit: "ms", of: nodesOf, ...BUDGET });

  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.waitForSelector(".sandbox-ran .net-map");
  await page.keyboard.press("End");
  const drawn = page.locator(".net-map [data-target^=frame]");
  const where = () => drawn.last().evaluate((packet) => packet.outerHTML);
  await eventually(() => drawn.count(), (count) => count > 0, "the last step");
  // To the step before; one by hand is drawn moving, too.
  await page.keyboard.press("ArrowLeft");
  await page.waitForTimeout(500);
  const inFlight = await drawn.count();
  assert.ok(inFlight >= 1000, `${inFlight} packets are in flight`);
  await page.getByRole("button", { name: "¼×" }).click();
  await page.getByRole("button", { name: "Play" }).click();
  const before = await where();
  const played = await perFrame(page, () => page.waitForTimeout(3000));
  assert.notEqual(await where(), before, "the packets move");
  const packetsOf = `${inFlight} packets in flight, ${played.frames} frames`;
  say({ name: "topology: script per frame", value: played.ms, unit: "ms", of: packetsOf, ...BUDGET });
}

const server = await startServer();
const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  await started(page);
  await simulator(page);
  await packets(page, server.url);
} finally {
  await browser.close();
  await server.stop();
}
