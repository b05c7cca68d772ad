// "How this is proved": what is published is what is shown, and what cannot be loaded is said.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { VIEWPORTS, harness } from "./harness.mjs";

const site = harness();
const published = JSON.parse(readFileSync(fileURLToPath(new URL("../../static/proof.json", import.meta.url)), "utf8"));
const requirements = published.groups.flatMap((group) => group.requirements);
const HEADING = "How this is proved";

async function opened({ page, open }) {
  await open("#/proof");
  await page.locator(".evidence li").first().waitFor();
}

for (const colorScheme of ["light", "dark"]) {
  site.test(`every piece of evidence is shown, ${colorScheme}`, { colorScheme }, async (t) => {
    const { page, axe } = t;
    await opened(t);
    await page.getByRole("heading", { level: 1, name: HEADING }).waitFor();
    assert.equal(await page.locator(".evidence li").count(), published.evidence.length);
    for (const { id, passed, command } of published.evidence) {
      const card = page.locator(`li[aria-labelledby="evidence-${id}"]`);
      const text = (await card.innerText()).replaceAll("\u202f", "");
      assert.match(text, new RegExp(`${passed} passed`));
      assert.ok(text.includes(command), `${id}: ${text}`);
    }
    assert.doesNotMatch(await page.locator("main").innerText(), /proved correct/);
    await axe();
  });
}

site.test("the requirements unfold, each with its status", async (t) => {
  const { page, axe } = t;
  await opened(t);
  const groups = page.locator(".requirements details");
  assert.equal(await groups.count(), published.groups.length);
  for (const summary of await groups.locator("summary").all()) await summary.click();
  assert.equal(await page.locator(".requirements tbody tr").count(), requirements.length);
  const shown = await page.locator(".requirements .status.not-met").count();
  assert.equal(shown, requirements.filter(({ status }) => status === "not-met").length);
  // What is not met says why.
  for (const { id, status, why } of requirements) {
    if (status === "met") continue;
    const row = page.getByRole("row").filter({ has: page.getByText(id, { exact: true }) });
    assert.ok((await row.innerText()).includes(why.en), id);
  }
  await axe();
});

site.test("in Chinese, on a phone", { locale: "zh-CN", viewport: VIEWPORTS.phone, touch: true }, async (t) => {
  const { page, axe } = t;
  await opened(t);
  await page.getByRole("heading", { level: 1, name: "如何验证" }).waitFor();
  for (const summary of await page.locator(".requirements summary").all()) await summary.click();
  const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(whole <= inner, `${whole} wide on ${inner}`);
  await axe();
});

site.test("the home page leads there, by keyboard too", async ({ page, open }) => {
  await open();
  const link = page.getByRole("link", { name: HEADING });
  await link.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: HEADING }).waitFor();
  assert.equal(new URL(page.url()).hash, "#/proof");
});

site.test("results that cannot be loaded are missed aloud, and asked for again", { mayFail: /proof\.json|ERR_FAILED|Failed to (load|fetch)/ }, async ({ page, open, axe }) => {
  let broken = true;
  await page.route(/proof\.json/, (route) => (broken ? route.abort() : route.continue()));
  await open("#/proof");
  await page.getByRole("alert").filter({ hasText: "could not be loaded" }).waitFor();
  await axe();
  broken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(".evidence li").first().waitFor();
});

site.test("going there from the player and back keeps language and colours", async ({ page, open }) => {
  await open();
  await page.getByRole("button", { name: "中文" }).click();
  await page.locator('.home-foot a[href="#/proof"]').click();
  await page.locator(".evidence li").first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
  assert.equal(await page.locator("header.bar").count(), 1);
  await page.getByRole("button", { name: "EN" }).click();
  await page.getByRole("heading", { level: 1, name: HEADING }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 2, name: "Lessons" }).waitFor();
  assert.equal(await page.locator("header.bar").count(), 1);
});

site.test("the labs' program cannot be fetched: the page says so, and a later visit tries again", { mayFail: /labs|fetch|ERR_FAILED/i }, async ({ page, open }) => {
  await page.route(/wireglass-labs/, (route) => route.abort());
  await open();
  await page.locator('.home-foot a[href="#/proof"]').click();
  await page.getByRole("alert").filter({ hasText: "cannot start here" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 2, name: "Lessons" }).waitFor();
  assert.equal(await page.locator("#boot").isVisible(), false);
  await page.unroute(/wireglass-labs/);
  await page.goForward();
  await page.locator(".evidence li").first().waitFor();
});
