// How fast the page is in headless Chromium: one line of JSON for each figure, which
// `cargo xtask bench` puts into its table. WIREGLASS and CHROMIUM say where the programs are.

import { startBrowser, startServer, started } from "../e2e/harness.mjs";

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

const server = await startServer();
const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  await started(page);
  await simulator(page);
} finally {
  await browser.close();
  await server.stop();
}
