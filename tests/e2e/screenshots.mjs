// `cargo xtask screenshots`: the pictures of the README, from the program as it is.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { VIEWPORTS, startBrowser, startServer, started } from "./harness.mjs";

const directory = fileURLToPath(new URL("../../static/pictures/", import.meta.url));
mkdirSync(directory, { recursive: true });

/** What to show: the file's name, the page, and how to look at it. */
const pictures = [
  { name: "home-light", path: "", viewport: VIEWPORTS.desktop, colorScheme: "light" },
  { name: "home-dark", path: "", viewport: VIEWPORTS.desktop, colorScheme: "dark" },
];

const [server, browser] = await Promise.all([startServer(), startBrowser()]);
try {
  for (const { name, path, ...options } of pictures) {
    const context = await browser.newContext({ reducedMotion: "reduce", locale: "en-US", ...options });
    const page = await context.newPage();
    await page.goto(new URL(path, server.url).href);
    await started(page);
    await page.screenshot({ path: `${directory}${name}.png` });
    console.log(`static/pictures/${name}.png`);
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
