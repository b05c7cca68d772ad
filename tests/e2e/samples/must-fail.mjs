// Every test in here must fail: harness.test.mjs runs this file and counts.
import { harness } from "../harness.mjs";

const site = harness();

site.test("a console error", async ({ page, open }) => {
  await open();
  await page.evaluate(() => console.error("wrong"));
});

site.test("a page error", async ({ page, open }) => {
  await open();
  await page.evaluate(() => void setTimeout(() => { throw new Error("wrong"); }, 0));
  await page.waitForTimeout(50);
});

site.test("a request to another host", { mayFail: /console/ }, async ({ page, open }) => {
  await open();
  await page.evaluate(() => { document.createElement("img").src = "http://localhost:1/a.png"; });
  await page.route("http://localhost:1/**", (route) => route.abort());
  await page.evaluate(() => fetch("http://localhost:1/").catch(() => {}));
});

site.test("an axe violation", async ({ page, open, axe }) => {
  await open();
  await page.evaluate(() => document.body.append(document.createElement("button")));
  await axe();
});
