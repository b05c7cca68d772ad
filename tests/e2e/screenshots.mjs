// `cargo xtask screenshots`: the pictures of the README, from the program as it is.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { VIEWPORTS, startBrowser, startServer, started } from "./harness.mjs";

const directory = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
mkdirSync(directory, { recursive: true });

/** What to show: the file's name, the page, and how to look at it. */
const LESSON = "#/lesson/open-and-close?step=5";
const pictures = [
  { name: "player-light", path: LESSON, viewport: VIEWPORTS.desktop, colorScheme: "light" },
  { name: "player-dark", path: LESSON, viewport: VIEWPORTS.desktop, colorScheme: "dark" },
  { name: "what-if", path: `${LESSON}&if=4:drop:1&future=1&view=both`, viewport: VIEWPORTS.desktop, colorScheme: "light" },
  { name: "phone-zh", path: "#/lesson/lost-final-ack?step=17", viewport: VIEWPORTS.phone, colorScheme: "light", locale: "zh-CN" },
  { name: "address-lab", path: "#/addresses", viewport: VIEWPORTS.desktop, colorScheme: "light" },
  { name: "embed", path: "#/lesson/lost-syn?step=6&embed=1", viewport: VIEWPORTS.embed, colorScheme: "light" },
];

const [server, browser] = await Promise.all([startServer(), startBrowser()]);
try {
  for (const { name, path, ...options } of pictures) {
    const context = await browser.newContext({ reducedMotion: "reduce", locale: "en-US", ...options });
    const page = await context.newPage();
    await page.goto(new URL(path, server.url).href);
    await started(page);
    await page.screenshot({ path: `${directory}${name}.png` });
    console.log(`docs/pictures/${name}.png`);
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
