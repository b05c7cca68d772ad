// The page loads, and when it cannot, it says so.
import assert from "node:assert/strict";
import { VIEWPORTS, harness } from "./harness.mjs";

const site = harness();

site.test("the page loads and starts", async ({ page, open, axe }) => {
  const response = await open();
  assert.equal(response.status(), 200);
  await page.getByRole("banner").getByText("Wireglass").waitFor();
  await axe();
});

site.test("the page starts in the dark", { colorScheme: "dark" }, async ({ open, axe }) => {
  await open();
  await axe();
});

site.test("the page fits a phone", { viewport: VIEWPORTS.phone, touch: true }, async ({ page, open }) => {
  await open();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px stick out`);
});

site.test("the policy allows no inline script", { mayFail: /Content Security Policy/ }, async ({ page, open }) => {
  await open();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.intruder = true";
    document.head.append(script);
    return window.intruder === true;
  });
  assert.equal(ran, false);
});

site.test("an address that does not exist is a page too", { mayFail: /404/ }, async ({ page, url, axe }) => {
  const response = await page.goto(`${url}no/such/page`);
  assert.equal(response.status(), 404);
  assert.match(await page.textContent("h1"), /no such page/);
  await axe();
});

// Theme and language are chosen before the first paint, so they hold without the program as well.
const dark = "rgb(18, 21, 27)";
const light = "rgb(251, 250, 247)";
for (const [stored, system, ground] of [
  [undefined, "light", light],
  [undefined, "dark", dark],
  ["dark", "light", dark],
  ["light", "dark", light],
  ["nonsense", "dark", dark],
]) {
  const storage = stored ? { "wireglass.theme": stored } : {};
  site.test(`theme: ${stored ?? "none"} chosen, system ${system}`, { colorScheme: system, storage }, async ({ page, open }) => {
    await open();
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), ground);
  });
}

for (const [stored, locale, lang] of [
  [undefined, "en-GB", "en"],
  [undefined, "zh-TW", "zh-CN"],
  ["en", "zh-CN", "en"],
  ["zh", "fr-FR", "zh-CN"],
]) {
  const storage = stored ? { "wireglass.lang": stored } : {};
  site.test(`language: ${stored ?? "none"} chosen, system ${locale}`, { locale, storage }, async ({ page, open }) => {
    await open();
    assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
  });
}

/** The message is there, in both languages, and accessible; nothing says "loading" any more. */
async function toldWhy(page, axe, reason) {
  const message = page.getByRole("alert");
  await message.waitFor();
  const text = await message.innerText();
  assert.match(text, /cannot start here/);
  assert.match(text, /无法在这里启动/);
  assert.match(text, /reload/);
  assert.match(text, reason);
  assert.equal(await page.locator("#boot-wait").isVisible(), false);
  await axe();
}

const expected = { mayFail: /WebAssembly|wasm|Failed to (load|fetch)|ERR_FAILED|page error|start\.js|preload/i };

site.test("no WebAssembly: the page says so", expected, async ({ page, url, axe }) => {
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(url);
  await toldWhy(page, axe, /WebAssembly: undefined/);
});

site.test("the module cannot be fetched: the page says so", expected, async ({ page, url, axe }) => {
  await page.route(/\.wasm/, (route) => route.abort());
  await page.goto(url);
  await toldWhy(page, axe, /fetch/i);
});

site.test("the module is broken: the page says so", expected, async ({ page, url, axe }) => {
  await page.route(/\.wasm/, (route) => route.fulfill({ contentType: "application/wasm", body: "not wasm" }));
  await page.goto(url);
  await toldWhy(page, axe, /WebAssembly|wasm/i);
});

site.test("the glue cannot be fetched: the page says so", expected, async ({ page, url, axe }) => {
  await page.route(/wireglass-web\.js/, (route) => route.abort());
  await page.goto(url);
  await toldWhy(page, axe, /wireglass-web\.js|start\.js/);
});

site.test("a policy forbids WebAssembly: the page says so", expected, async ({ page, url, axe }) => {
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-security-policy": "script-src 'self'" };
    await route.fulfill({ response, headers });
  });
  await page.goto(url);
  await toldWhy(page, axe, /WebAssembly/);
});

site.test("no JavaScript: the page says so", { javaScriptEnabled: false }, async ({ page, url }) => {
  await page.goto(url);
  const text = await page.locator("#boot").innerText();
  assert.match(text, /needs JavaScript/);
  assert.match(text, /需要 JavaScript/);
  assert.doesNotMatch(text, /Loading/);
});
