// The inspector: five tabs, each a function of the position, linked by one selection.
import assert from "node:assert/strict";
import { VIEWPORTS, eventually, harness } from "./harness.mjs";

const site = harness();
const lesson = (step) => `#/lesson/open-and-close?step=${step}`;
const TABS = ["machine", "packet", "variables", "tables", "steps"];

const tab = (page, name) => page.locator(`#tab-${name}`);

/** Opens the lesson at a step, with a tab in front. */
async function show({ page, open }, name, step = 9) {
  await open(lesson(step));
  await tab(page, name).click();
  await page.locator(`.tab-panel.panel-${name}`).waitFor();
}

/** Presses keys that are the player's, not those of the tab that was just clicked. */
async function play(page, ...keys) {
  await page.evaluate(() => document.activeElement.blur());
  for (const key of keys) await page.keyboard.press(key);
}

/** Everything that is lit or chosen, by what it stands for. */
const lit = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".packet-panel .lit, .packet-panel .chosen, .packet-panel .sel")]
      .map((element) => element.dataset.target)
      .sort(),
  );

for (const scheme of ["light", "dark"]) {
  site.test(`every tab is accessible (${scheme})`, { colorScheme: scheme }, async (t) => {
    for (const name of TABS) {
      await show(t, name);
      await t.axe(".inspector");
    }
  });
}

site.test("every tab is there in Chinese", { locale: "zh-CN" }, async (t) => {
  for (const name of TABS) {
    await show(t, name);
    assert.match(await t.page.locator(".inspector").innerText(), /[一-鿿]/);
  }
  await t.axe(".inspector");
});

site.test("tabs by keyboard alone, without moving the player", async ({ page, open }) => {
  await open(lesson(9));
  await tab(page, "machine").focus();
  const before = await page.url();
  for (const next of ["packet", "variables", "tables", "steps", "machine"]) {
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.id), `tab-${next}`);
    assert.equal(await tab(page, next).getAttribute("aria-selected"), "true");
  }
  assert.equal(page.url(), before);
});

site.test("each tab is the same after there and back", async (t) => {
  const { page } = t;
  for (const name of TABS) {
    await show(t, name);
    const side = page.locator(".side-scroll");
    const read = () => side.innerText();
    const at = (step) => page.waitForURL(new RegExp(`step=${step}\\b`));
    const first = await read();
    await play(page, "ArrowRight", "ArrowRight");
    await at(11);
    await eventually(read, (text) => text !== first, `${name} did not change`);
    await play(page, "ArrowLeft", "ArrowLeft");
    await at(9);
    await eventually(read, (text) => text === first, `${name} is not what it was:\n${first}\n`);
  }
});

site.test("a state explains itself, a transition goes to its step", async (t) => {
  const { page } = t;
  await show(t, "machine");
  await page.locator(".fsm [data-target='state-TIME-WAIT']").click();
  assert.match(await page.locator(".explained").innerText(), /2MSL/);
  await page.getByRole("button", { name: "Client", exact: false }).first().click();
  await page.locator(".path button").filter({ hasText: "SYN-SENT" }).click();
  assert.match(await page.locator(".last-transition").innerText(), /CLOSED.*SYN-SENT/s);
});

site.test("a field, its cell and its bytes light up together", async (t) => {
  const { page } = t;
  await show(t, "packet");
  const field = page.locator(".layer.tcp [role=option]").filter({ hasText: "Sequence number" });
  const name = await field.getAttribute("data-target");
  await field.hover();
  const found = await lit(page);
  assert.equal(found.filter((target) => target === name).length, 2, "the field and its cell");
  // Four bytes, each in hexadecimal and as text.
  assert.equal(found.filter((target) => target.startsWith("byte-")).length, 8);
  assert.match(await page.locator(".field-detail").innerText(), /Sequence number/);

  // And the other way round.
  const byte = found.find((target) => target.startsWith("byte-"));
  await page.locator(`.hex [role=gridcell][data-target='${byte}']`).hover();
  assert.ok((await lit(page)).includes(name));
  await page.locator(`.bit-grid [data-target='${name}']`).hover();
  assert.ok((await lit(page)).includes(byte));
});

site.test("fields and bytes by keyboard", async (t) => {
  const { page } = t;
  await show(t, "packet");
  const first = page.locator(".layer.tcp [role=option]").first();
  await first.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.match(await page.locator(".field-detail .head").innerText(), /Sequence number/);
  await page.locator(".hex [role=gridcell]").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.target), "byte-17");
});

site.test("every flag is explained, the checksum judged", async (t) => {
  const { page } = t;
  await show(t, "packet");
  const flags = page.locator(".layer.tcp .flag");
  assert.ok((await flags.count()) >= 8);
  const told = new Set();
  for (let i = 0; i < (await flags.count()); i += 1) {
    await flags.nth(i).focus();
    told.add(await page.locator(".field-detail").innerText());
  }
  assert.equal(told.size, await flags.count());
  assert.ok((await page.locator(".layer.tcp .verdict.right").count()) > 0);
});

site.test("a damaged packet, as sent and as arrived", async ({ page, open, axe }) => {
  // The SYN, with one bit of byte 40 flipped on its way.
  await open("#/lesson/open-and-close?step=5&if=3:flip:0:40:04&future=1");
  await tab(page, "packet").click();
  await page.getByRole("button", { name: "As received", pressed: true }).waitFor();
  assert.match(await page.locator(".troubles").innerText(), /Byte 40/);
  assert.match(await page.locator(".packet-caption").innerText(), /thrown away/);
  assert.equal(await page.locator(".layer.tcp .verdict.bad").count(), 1);
  await axe(".inspector");
  await page.getByRole("button", { name: "As sent" }).click();
  assert.equal(await page.locator(".layer.tcp .verdict.bad").count(), 0);
  assert.equal(await page.locator(".layer.tcp .verdict.right").count(), 1);
});

site.test("bytes can be copied", { permissions: ["clipboard-read", "clipboard-write"] }, async (t) => {
  const { page } = t;
  await show(t, "packet");
  await page.getByRole("button", { name: "Copy bytes" }).click();
  await page.getByText("Copied", { exact: true }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^([0-9a-f]{2}[ \n]?)+$/);
});

site.test("variables show what just changed, from what to what", async (t) => {
  const { page } = t;
  await show(t, "variables");
  const changed = page.locator(".variables td.changed").first();
  assert.match(await changed.innerText(), /→/);
  const name = page.locator(".variables th button").filter({ hasText: "SND.UNA" });
  await name.click();
  assert.equal(await name.getAttribute("aria-expanded"), "true");
  await page.locator(".variables tr.help").waitFor();
  assert.ok((await page.locator(".space").count()) >= 2);
});

site.test("tables as netstat shows them", async (t) => {
  const { page } = t;
  await show(t, "tables");
  const text = await page.locator(".host-tables").innerText();
  assert.match(text, /LISTEN/);
  assert.match(text, /ESTABLISHED/);
  assert.match(text, /accept|recv|send/);
});

site.test("the list of steps tells the whole story and goes anywhere", async (t) => {
  const { page } = t;
  await show(t, "steps");
  const items = page.locator(".steps li button");
  assert.ok((await items.count()) > 20);
  assert.equal(await page.locator(".steps [aria-current=step]").count(), 1);
  await items.nth(3).click();
  assert.equal(await items.nth(3).getAttribute("aria-current"), "step");
  await items.nth(0).click();
  assert.equal(await items.nth(0).getAttribute("aria-current"), "step");
});

site.test("on a phone nothing sticks out", { viewport: VIEWPORTS.phone, touch: true }, async ({ page, open }) => {
  await open(lesson(9));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px stick out`);
});
