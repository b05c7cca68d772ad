// The plot under the ladder, the profile switch, and the lessons about them.
import assert from "node:assert/strict";
import { VIEWPORTS, eventually, harness } from "./harness.mjs";

const site = harness();

const SLOW_START = "#/lesson/slow-start";
const phone = { viewport: VIEWPORTS.phone, touch: true };

const step = (page) => page.locator("[role=slider]").getAttribute("aria-valuenow").then(Number);
const last = (page) => page.locator("[role=slider]").getAttribute("aria-valuemax").then(Number);
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** What the key beside the plot says, by name. */
const readings = (page) =>
  page
    .locator(".plot-key > div:not(.time)")
    .evaluateAll((entries) =>
      Object.fromEntries(entries.map((entry) => [entry.querySelector("dt").textContent.trim(), entry.querySelector("dd").textContent])),
    );

async function fits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${over} px stick out`);
}

site.test("the plot says what the present says, and goes where it is clicked", async ({ page, open, axe }) => {
  await open(`${SLOW_START}?step=100`);
  const plot = page.getByRole("region", { name: "Plot" });
  await plot.locator("svg[role=img]").waitFor();
  await page.keyboard.press("ArrowLeft");
  const end = await eventually(() => readings(page), (now) => now["Client: ssthresh"] === "2500 bytes");
  assert.match(end["Client: cwnd"], /^\d+ bytes$/);
  assert.match(await plot.locator("svg[role=img]").getAttribute("aria-label"), /cwnd: now \d+ bytes; from 500 bytes to \d+/);
  await axe();

  const canvas = page.locator(".plot-canvas");
  const box = await canvas.boundingBox();
  await canvas.click({ position: { x: box.width / 3, y: box.height / 2 } });
  const at = await eventually(() => step(page), (now) => now > 0);
  assert.ok(at < (await last(page)), "it went back");
  // Pointing shows another moment without going there.
  await page.mouse.move(box.x + box.width - 40, box.y + box.height / 2);
  await page.locator(".plot .pointed").waitFor();
  assert.equal(await step(page), at);
  await page.mouse.move(box.x, box.y - 200);
  await page.locator(".plot .pointed").waitFor({ state: "detached" });
});

site.test("another topic, no plot, and a link that says so", async ({ page, open }) => {
  await open(SLOW_START);
  await button(page, "Windows").click();
  await page.waitForURL(/plot=window/);
  await eventually(() => readings(page), (now) => "Server: RCV.WND" in now);
  await page.getByRole("checkbox", { name: "Plot" }).uncheck();
  await page.waitForURL(/plot=off/);
  await page.locator(".plot").waitFor({ state: "detached" });
  await page.reload();
  await page.locator(".player").waitFor();
  assert.equal(await page.locator(".plot").count(), 0);
  // A lesson that does not ask for one can have one all the same.
  await open("#/lesson/lost-data?plot=rto&step=5");
  await page.getByRole("region", { name: "Plot" }).waitFor();
});

site.test("the profile switch shows how another system goes on, and where it first differs", async ({ page, open, axe }) => {
  await open("#/lesson/lost-data");
  const group = page.getByRole("group", { name: "As whom it behaves" });
  await group.getByRole("button", { name: "Linux" }).click();
  await page.waitForURL(/if=0:as:linux&future=1/);
  await group.getByRole("button", { name: "Linux", pressed: true }).waitFor();
  await page.locator(".differs").getByText("They first differ").waitFor();
  await button(page, "Go to the first difference").click();
  const there = await eventually(() => step(page), (now) => now > 0);
  await axe();
  await page.locator(".differs").getByRole("button", { name: "Compare" }).click();
  await page.locator(".compare tr.first").waitFor();
  await axe();

  // The link opens the same; the lesson's own run is one key or one click away.
  await page.reload();
  await page.locator(".compare tr.first").waitFor();
  assert.equal(await step(page), there);
  await button(page, "Ladder").click();
  await group.getByRole("button", { name: "RFC" }).click();
  await group.getByRole("button", { name: "RFC", pressed: true }).waitFor();
  await page.keyboard.press("]");
  await group.getByRole("button", { name: "Linux", pressed: true }).waitFor();
});

site.test("a stranger's segment starts on the wire and bears its name", async ({ page, open }) => {
  await open("#/lesson/blind-reset?step=15");
  await page.locator(".why h2").getByText("leaves Mallory").waitFor();
  assert.ok((await page.locator(".ladder").innerText()).includes("Mallory"));
  await button(page, "As RFC 793 had it").click();
  await page.waitForURL(/variant=rfc-793/);
  await page.keyboard.press("End");
  await eventually(() => page.locator(".ladder").innerText(), (text) => text.includes("ECONNRESET"));
});

const LESSONS = [
  "window-slides",
  "zero-window",
  "delayed-ack-nagle",
  "rto-backs-off",
  "slow-start",
  "sack-two-holes",
  "sequence-wrap-paws",
  "keep-alive",
  "blind-reset",
];

for (const locale of ["en-US", "zh-CN"]) {
  site.test(`every new lesson and each of its variants, without violations (${locale})`, { locale }, async ({ page, open, axe }) => {
    for (const id of LESSONS) {
      await open(`#/lesson/${id}?step=12`);
      await page.reload();
      await page.locator(".player").waitFor();
      await axe();
      const variants = page.locator(".variants:not(.profiles) button");
      for (let i = 1; i < (await variants.count()); i += 1) {
        await variants.nth(i).click();
        await eventually(() => variants.nth(i).getAttribute("aria-pressed"), (pressed) => pressed === "true");
        assert.ok((await last(page)) > 0, `${id}, variant ${i}`);
      }
    }
  });
}

site.test("a phone: the plot fits and leaves the ladder room", phone, async ({ page, open, axe }) => {
  await open(`${SLOW_START}?step=54`);
  await page.getByRole("region", { name: "Plot" }).waitFor();
  await fits(page);
  const ladder = await page.locator(".ladder").boundingBox();
  assert.ok(ladder.height > 220, `the ladder has ${ladder.height} px`);
  await axe();
});

site.test("embedded, a plot is shown only where the link asks for it", { viewport: VIEWPORTS.embed }, async ({ page, open }) => {
  await open(`${SLOW_START}?step=20&embed=1`);
  await page.locator(".ladder").waitFor();
  assert.equal(await page.locator(".plot").count(), 0);
  await open("#/");
  await open(`${SLOW_START}?step=20&plot=congestion&embed=1`);
  await page.locator(".plot svg[role=img]").waitFor();
  await fits(page);
});
