// Every test in here must fail: harness.test.mjs runs this file and counts.
import { harness } from "../harness.mjs";

const site = harness();

site.test("a console error", async ({ page, open }) => {
  await open();
  const said = page.waitForEvent("console");
  await page.evaluate(() => console.error("wrong"));
  await said;
});

site.test("a page error", async ({ page, open }) => {
  await open();
  const thrown = page.waitForEvent("pageerror");
  await page.evaluate(() => void setTimeout(() => { throw new Error("wrong"); }, 0));
  await thrown;
});

site.test("a request to another host", { mayFail: /console/ }, async ({ page, open }) => {
  await open();
  await page.route("http://localhost:1/**", (route) => route.abort());
  const asked = page.waitForEvent("request", (request) => request.url().startsWith("http://localhost:1/"));
  await page.evaluate(() => { document.createElement("img").src = "http://localhost:1/"; });
  await asked;
});

site.test("an axe violation", async ({ page, open, axe }) => {
  await open();
  await page.evaluate(() => document.body.append(document.createElement("button")));
  await axe();
});
