// The player on a phone and embedded in another page; the home page.
import assert from "node:assert/strict";
import { VIEWPORTS, harness } from "./harness.mjs";

const site = harness();

const FIRST = "#/lesson/open-and-close";
const phone = { viewport: VIEWPORTS.phone, touch: true };
const embed = { viewport: VIEWPORTS.embed };

const step = (page) => page.getByRole("slider").first().getAttribute("aria-valuenow").then(Number);

/** Nothing sticks out to the side. */
async function fits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${over} px stick out`);
}

/** Everything that is touched is at least 40 px high, as fingers need. */
async function isTouchable(page, selector) {
  const small = await page.locator(selector).evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => ({ name: element.ariaLabel ?? element.textContent, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0 && (box.height < 39.5 || box.width < 34))
      .map(({ name, box }) => `${name}: ${box.width}x${box.height}`),
  );
  assert.deepEqual(small, []);
}

site.test("a phone: the diagram, the transport, the rest as a sheet", phone, async ({ page, open, axe }) => {
  await open(`${FIRST}?step=5`);
  await fits(page);
  const height = VIEWPORTS.phone.height;
  const ladder = await page.locator(".ladder").boundingBox();
  assert.ok(ladder.height > 300, `the ladder has ${ladder.height} px`);
  const transport = await page.locator(".transport").boundingBox();
  assert.ok(Math.abs(transport.y + transport.height - height) < 1, "the transport is at the bottom");
  await isTouchable(page, ".transport-keys button, .speed button, .bar button, .sheet-handle, .stages button");
  await axe();

  const handle = page.getByRole("button", { name: "Details", expanded: false });
  await handle.tap();
  await page.getByRole("tab", { name: "Packet" }).tap();
  await page.getByRole("tab", { name: "Packet", selected: true }).waitFor();
  await fits(page);
  await axe();
  assert.deepEqual(await page.locator(".transport").boundingBox(), transport, "it never moves");
  await page.getByRole("button", { name: "Forward one step" }).tap();
  assert.equal(await step(page), 6);
  await page.getByRole("button", { name: "Details", expanded: true }).tap();

  await page.getByRole("button", { name: "Menu" }).tap();
  await isTouchable(page, ".bar-more button");
  await axe();
  await page.getByRole("button", { name: "Share" }).tap();
  await page.getByRole("dialog", { name: "Share" }).waitFor();
  await fits(page);
  await axe();
});

site.test("a phone: an arrow is tapped and dropped", phone, async ({ page, open }) => {
  await open(`${FIRST}?step=5`);
  await page.locator('[data-target="frame-1"]').first().dispatchEvent("click");
  await isTouchable(page, ".frame-bar button");
  await fits(page);
  await page.getByRole("button", { name: "is lost" }).tap();
  await page.locator(".futures .alt").waitFor();
  await fits(page);
});

site.test("embedded: one diagram, the transport, and the way to the whole page", embed, async ({ page, open, axe }) => {
  await open(`${FIRST}?step=5&embed=1`);
  await fits(page);
  assert.equal(await page.getByRole("banner").count(), 0);
  const ladder = await page.locator(".ladder").boundingBox();
  assert.ok(ladder.height > 220, `the ladder has ${ladder.height} px`);
  const whole = page.getByRole("link", { name: /Wireglass/ });
  assert.match(await whole.getAttribute("href"), /#\/lesson\/open-and-close\?step=5$/);
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/step=6&embed=1/);
  await axe();
  await page.getByRole("button", { name: "Details" }).click();
  await page.locator(".why h2").waitFor();
  await axe();
  const scrolls = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight);
  assert.equal(scrolls, false, "an embedded page has no scrollbar of its own");
});

site.test("the home page is stepped at once, with the same keys", async ({ page, open }) => {
  await open();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("[role=slider]").ariaValueNow === "2");
  await page.getByRole("link", { name: "Open the lesson" }).click();
  await page.waitForURL(/#\/lesson\/open-and-close\?step=2$/);
  await page.locator(".player").waitFor();
  assert.equal(await step(page), 2);
});

site.test("the home page lists every lesson, each with its picture", async ({ page, open }) => {
  await open();
  const ids = JSON.parse(await page.evaluate(() => window.wireglass.lesson_ids()));
  const hrefs = await page.locator("a.card").evaluateAll((cards) => cards.map((card) => card.getAttribute("href")));
  // Those of networks come first, and are another program's.
  assert.deepEqual(hrefs.slice(-ids.length), ids.map((id) => `#/lesson/${id}`));
  assert.ok(hrefs.length > ids.length);
  await page.waitForFunction((count) => document.querySelectorAll(".miniature .seg").length > count, ids.length);
});

site.test("the home page begins by itself, and lets itself be stopped", { reducedMotion: "no-preference" }, async ({ page, open }) => {
  await open();
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await page.keyboard.press(" ");
  await page.getByRole("button", { name: "Play" }).waitFor();
});

site.test("the home page fits a phone", phone, async ({ page, open, axe }) => {
  await open();
  await fits(page);
  await axe();
  await isTouchable(page, ".transport-keys button, .bar button");
});
