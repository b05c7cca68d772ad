// The sandbox: a network is built, told what will not work, run, kept, saved and linked.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { VIEWPORTS, eventually, harness } from "./harness.mjs";

const site = harness();

const add = (page, name) => page.locator(".palette button", { hasText: name }).first().click();
const node = (page, name) => page.locator(".draft .nd", { has: page.locator(`text="${name}"`) });
const cables = (page) => page.locator(".draft .cable").count();

/** Two PCs and a switch, by mouse: click to place, then C and a click for each cable. */
async function small(page) {
  await add(page, "PC");
  await add(page, "Switch");
  await add(page, "PC");
  for (const [name, address] of [["PC 1", "10.0.1.1/24"], ["PC 2", "10.0.1.2/24"]]) {
    await node(page, name).click();
    await page.fill("#of-address-0", address);
    await node(page, name).click();
    await page.keyboard.press("c");
    await node(page, "Switch 1").click();
  }
  await eventually(() => cables(page), (count) => count === 2, "two cables");
}

async function ping(page) {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.waitForSelector(".sandbox-ran .player");
}

site.test("two PCs and a switch, by mouse, are sound and run", async ({ page, open, axe }) => {
  await open("#/sandbox");
  await axe();
  await small(page);
  await eventually(() => page.locator(".findings li").count(), (count) => count === 0, "no findings");
  await axe();
  await ping(page);
  // Nobody has said what is to happen: one is told to type, where one can.
  await page.getByText("Nothing happens here by itself.").waitFor();
  await page.locator(".tty-input").fill("ping -c 1 10.0.1.2");
  await page.keyboard.press("Enter");
  await page.locator(".tty", { hasText: "1 received" }).waitFor();
  await page.getByRole("button", { name: "Back to editing" }).click();
  await eventually(() => cables(page), (count) => count === 2, "the network as it was");
});

site.test("a run keeps the sandbox's address, can be linked, and saves what is seen", async ({ page, open }) => {
  await open("#/sandbox");
  await small(page);
  await ping(page);
  await page.keyboard.press("End");
  // The address is written a moment after a step.
  await page.waitForTimeout(800);
  assert.equal(new URL(page.url()).hash, "#/sandbox");
  await page.getByRole("button", { name: "Share" }).click();
  const link = await page.locator("#share-link").inputValue();
  assert.match(link, /#\/sandbox\?net=/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const saved = async (name) => {
    const button = page.getByRole("button", { name });
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
  };
  const [picture, svg] = await saved("Save the map as SVG");
  assert.equal(picture, "Sandbox.svg");
  assert.match(svg, /Switch 1/);
  assert.doesNotMatch(svg, /class="life"/);
  await page.selectOption("#capture-of", { label: "PC 2" });
  const [capture] = await saved("Save as pcapng");
  assert.equal(capture, "Sandbox, PC 2.pcapng");
  await page.keyboard.press("Escape");
  await open(new URL(link).hash);
  await eventually(() => cables(page), (count) => count === 2, "the network that was linked");
});

site.test("the same by keyboard alone", async ({ page, open }) => {
  await open("#/sandbox");
  for (const name of ["PC", "Switch", "PC"]) {
    await page.locator(".palette button", { hasText: name }).first().focus();
    await page.keyboard.press("Enter");
  }
  for (const name of ["PC 1", "PC 2"]) {
    await page.evaluate(() => document.activeElement.blur());
    for (let tries = 0; tries < 5; tries += 1) {
      await page.keyboard.press("n");
      if ((await page.locator("#of-node").textContent()).startsWith(name)) break;
    }
    await page.keyboard.press("c");
    await page.locator("#connect-to button", { hasText: "Switch 1" }).focus();
    await page.keyboard.press("Enter");
  }
  await eventually(() => cables(page), (count) => count === 2, "two cables");
});

site.test("a cable is drawn with the mouse, and a node is dragged", async ({ page, open }) => {
  await open("#/sandbox");
  await add(page, "PC");
  await add(page, "Hub");
  await node(page, "PC 1").click();
  const handle = await page.locator(".cable-handle .knob").boundingBox();
  const hub = await node(page, "Hub 1").locator(".ico").first().boundingBox();
  await page.mouse.move(handle.x + 4, handle.y + 4);
  await page.mouse.down();
  await page.mouse.move(hub.x + hub.width / 2, hub.y + hub.height / 2, { steps: 5 });
  await page.mouse.up();
  await eventually(() => cables(page), (count) => count === 1, "a cable");
  const before = await node(page, "Hub 1").locator(".ico").first().boundingBox();
  await page.mouse.move(before.x + 10, before.y + 10);
  await page.mouse.down();
  await page.mouse.move(before.x + 150, before.y + 130, { steps: 8 });
  await page.mouse.up();
  const after = await node(page, "Hub 1").locator(".ico").first().boundingBox();
  assert.ok(after.x - before.x > 100 && after.y - before.y > 80, JSON.stringify([before, after]));
});

site.test("a wrong gateway is told at once, beside its field", async ({ page, open }) => {
  await open("#/sandbox");
  await add(page, "PC");
  await page.fill("#of-address-0", "10.0.1.10/24");
  await page.fill("#of-gateway", "10.0.2.1");
  await eventually(
    () => page.locator(".properties .complaint").allTextContents(),
    (said) => said.some((text) => text.includes("is not in its own network")),
    "what is wrong with the gateway",
  );
  await page.fill("#of-gateway", "10.0.1.1");
  await eventually(
    () => page.locator(".properties .complaint").allTextContents(),
    (said) => !said.some((text) => text.includes("is not in its own network")),
    "nothing wrong any more",
  );
});

site.test("undo and redo, and a reload that restores", async ({ page, open }) => {
  await open("#/sandbox");
  await small(page);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Control+z");
  await eventually(() => cables(page), (count) => count === 1, "one cable less");
  await page.keyboard.press("Control+y");
  await eventually(() => cables(page), (count) => count === 2, "and again");
  await page.reload();
  await eventually(() => cables(page), (count) => count === 2, "what was built");
  assert.equal(await page.locator(".notice").count(), 1, "it says that it was restored");
});

site.test("a file and a link bring the same network", async ({ page, context, open, url }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open("#/sandbox");
  await small(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  const path = await download.path();
  assert.match(await readFile(path, "utf8"), /name = "Switch 1"/);
  await page.getByRole("button", { name: "Copy a link" }).click();
  const link = await eventually(
    () => page.evaluate(() => navigator.clipboard.readText()),
    (text) => text.includes("#/sandbox?net="),
    "a link",
  );
  await page.getByRole("button", { name: "Start anew" }).click();
  await eventually(() => cables(page), (count) => count === 0, "nothing left");
  await page.setInputFiles("#open-network", path);
  await eventually(() => cables(page), (count) => count === 2, "the file's network");
  const other = await context.newPage();
  await other.goto(link.replace(/^.*#/, `${url}#`));
  await eventually(() => cables(other), (count) => count === 2, "the link's network");
});

site.test("broken files and links are told, and nothing is lost", async ({ page, open }) => {
  await open("#/sandbox");
  await add(page, "PC");
  const told = () => page.locator(".notice").allTextContents();
  for (const [text, says] of [
    ["[[host]\nname = 1", /broken\.toml/],
    ["not = a network\n", /broken\.toml/],
    ["[[host]]\nname = \"A\"\naddres = \"x\"\n", /broken\.toml/],
  ]) {
    await page.setInputFiles("#open-network", {
      name: "broken.toml",
      mimeType: "text/plain",
      buffer: Buffer.from(text),
    });
    await eventually(told, (said) => said.some((one) => says.test(one)), `what is wrong with ${text}`);
    assert.equal(await page.locator(".draft .nd").count(), 1);
  }
  await page.goto(`${page.url().split("#")[0]}#/sandbox?net=1xyz`);
  await eventually(told, (said) => said.some((one) => one.includes("broken")), "a broken link");
});

site.test("it reads in Chinese", { locale: "zh-CN" }, async ({ page, open, axe }) => {
  await open("#/sandbox");
  await add(page, "电脑");
  assert.match(await page.locator(".findings").textContent(), /没有接线/);
  await axe();
});

site.test("it works on a phone", { viewport: VIEWPORTS.phone, touch: true }, async ({ page, open, axe }) => {
  await open("#/sandbox");
  await add(page, "PC");
  await page.fill("#of-address-0", "10.0.1.10/24");
  await eventually(
    () => page.locator(".draft .na").allTextContents(),
    (lines) => lines.includes("10.0.1.10/24"),
    "its address below it",
  );
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
  await axe();
});
