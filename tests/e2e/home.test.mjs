// The home page: chapters, search, marks of what was seen.
import assert from "node:assert/strict";
import { VIEWPORTS, eventually, harness } from "./harness.mjs";

const site = harness();

const cards = (page) => page.locator("a.card").evaluateAll((all) => all.map((card) => card.getAttribute("href")));

site.test("the course is in chapters, networks before TCP", async ({ page, open, axe }) => {
  await open();
  const chapters = page.locator(".chapter");
  assert.ok((await chapters.count()) >= 3);
  const kinds = await chapters.evaluateAll((all) => all.map((one) => one.classList.contains("of-networks")));
  assert.deepEqual(kinds, [...kinds].sort((a, b) => Number(b) - Number(a)), "networks come first");
  await axe();
});

site.test("the search finds lessons in either language, and says when there is none", async ({ page, open, axe }) => {
  await open();
  const all = await cards(page);
  const find = page.getByRole("searchbox");
  await find.fill("half-close");
  await eventually(() => cards(page), (found) => found.includes("#/lesson/half-close") && found.length < all.length);
  await find.fill("三次");
  await eventually(() => cards(page), (found) => found.length < all.length);
  await find.fill("xyzzy");
  await eventually(() => cards(page), (found) => found.length === 0);
  await page.getByText("No lesson matches.").waitFor();
  await axe(".lessons");
  await find.fill("");
  await eventually(() => cards(page), (found) => found.length === all.length);
});

site.test("what was seen is marked", async ({ page, open }) => {
  await open("#/lesson/open-and-close");
  await page.locator(".player").waitFor();
  await page.keyboard.press("End");
  await eventually(() => page.evaluate(() => localStorage.getItem("wireglass.seen")), (kept) => /open-and-close=100/.test(kept ?? ""));
  await page.goto(page.url().replace(/#.*/, "#/"));
  const card = page.locator('a.card[href="#/lesson/open-and-close"]');
  await card.locator(".seen.done").waitFor();
});

site.test("on a phone it fits", { viewport: VIEWPORTS.phone }, async ({ page, open, axe }) => {
  await open();
  await page.getByRole("searchbox").waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await axe();
});
