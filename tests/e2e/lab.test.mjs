// The address lab: typing, pressing and dragging bits, the working, the maps; the keyboard alone.
import assert from "node:assert/strict";
import { VIEWPORTS, eventually, harness } from "./harness.mjs";

const site = harness();
const LAB = "#/addresses";
const phone = { viewport: VIEWPORTS.phone, touch: true };

const input = (page) => page.getByLabel("Address and mask");
const fact = (page, name) => page.locator(".fact").filter({ hasText: name }).locator("dd b").innerText();
const border = (page) => page.getByRole("slider", { name: "Border between network and host" });
const length = (page) => border(page).getAttribute("aria-valuenow").then(Number);

async function fits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${over} px stick out`);
}

/** The address in the bar says so, a little after the page. */
const hashed = (page, test) => eventually(() => new URL(page.url()).hash, test, "the address did not follow");

site.test("every number follows what is typed", async ({ page, open, axe }) => {
  await open(LAB);
  assert.equal(await input(page).inputValue(), "192.168.155.77/26");
  assert.equal(await fact(page, "Broadcast"), "192.168.155.127");
  for (const [typed, network, last, usable] of [
    ["10.1.2.3/12", "10.0.0.0", "10.15.255.254", "1\u202f048\u202f574"],
    ["192.168.155.1 255.255.255.0", "192.168.155.0", "192.168.155.254", "254"],
    ["１０．０．０．１／２５５．０．０．０", "10.0.0.0", "10.255.255.254", "16\u202f777\u202f214"],
    ["10.0.0.9 0.0.0.3", "10.0.0.8", "10.0.0.10", "2"],
    ["10.0.0.9/31", "10.0.0.8", "10.0.0.9", "2"],
    ["255.255.255.255/0", "0.0.0.0", "255.255.255.254", "4\u202f294\u202f967\u202f294"],
  ]) {
    await input(page).fill(typed);
    await eventually(() => fact(page, "Network"), (value) => value === network, typed);
    assert.equal(await fact(page, "Last host"), last, typed);
    assert.equal(await fact(page, "Usable"), usable, typed);
  }
  await input(page).fill("10.0.0.9/31");
  await eventually(() => fact(page, "Broadcast"), (value) => value.toLowerCase() === "none");
  await axe();
});

site.test("what is wrong is pointed at, and the board stays", async ({ page, open, axe }) => {
  await open(LAB);
  for (const [typed, marked, said] of [
    ["10.0.300.1/24", "300", /too large/],
    ["010.0.0.1", "010", /octal/],
    ["10.0.0.1/33", "33", /32/],
    ["10.0.0.1 255.0.255.0", "255", /mask/i],
    ["1.2.3", null, /four/],
    ["", null, /.+/],
  ]) {
    await input(page).fill(typed);
    const alert = page.locator("#a-wrong");
    await alert.waitFor();
    await eventually(() => alert.innerText(), (text) => said.test(text), typed);
    if (marked) assert.equal(await alert.locator("mark").innerText(), marked);
    assert.equal(await input(page).getAttribute("aria-invalid"), "true");
    assert.equal(await fact(page, "Network"), "192.168.155.64");
  }
  await axe();
  await input(page).fill("10.0.0.1/8");
  await page.locator("#a-wrong").waitFor({ state: "detached" });
});

site.test("bits are pressed, and have names", async ({ page, open }) => {
  await open(LAB);
  const bit = page.getByRole("button", { name: "Address, bit 26 of 32: 64 in octet 4, network" });
  assert.equal(await bit.getAttribute("aria-pressed"), "true");
  await bit.click();
  await eventually(() => input(page).inputValue(), (value) => value === "192.168.155.13/26");
  assert.equal(await bit.getAttribute("aria-pressed"), "false");
  // A bit of the mask moves the border to it.
  await page.getByRole("button", { name: "Mask, bit 20 of 32" }).click();
  await eventually(() => length(page), (value) => value === 19);
  await page.getByRole("button", { name: "Mask, bit 22 of 32" }).click();
  await eventually(() => length(page), (value) => value === 22);
  await hashed(page, (hash) => hash.includes("a=192.168.155.13/22"));
});

site.test("the border is dragged", async ({ page, open }) => {
  await open(LAB);
  const handle = await page.locator("#border .apill").boundingBox();
  const bit = await page.locator("#bit-43").boundingBox();
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(bit.x + 40, handle.y, { steps: 4 });
  await page.mouse.move(bit.x + 1, handle.y, { steps: 4 });
  await page.mouse.up();
  await eventually(() => length(page), (value) => value === 11, "the 12th bit of the mask is the host's");
  await page.mouse.move(handle.x, handle.y);
  assert.equal(await length(page), 11, "let go");
});

site.test("with the keyboard alone: the field, the tabs, every bit, the border, the working", async ({ page, open }) => {
  await open(LAB);
  const focused = () => page.evaluate(() => document.activeElement.id);
  const tabTo = async (id) => {
    for (let i = 0; i < 20 && (await focused()) !== id; i += 1) await page.keyboard.press("Tab");
    assert.equal(await focused(), id);
  };
  await tabTo("tab-bits");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "tab-plan");
  await page.keyboard.press("Home");
  assert.equal(await focused(), "tab-bits");
  await tabTo("a");
  await tabTo("bit-0");
  for (const [key, id] of [["ArrowRight", "bit-1"], ["End", "bit-31"], ["ArrowDown", "bit-63"], ["ArrowLeft", "bit-62"], ["ArrowUp", "bit-30"], ["Home", "bit-0"], ["ArrowLeft", "bit-0"]]) {
    await page.keyboard.press(key);
    assert.equal(await focused(), id, key);
  }
  await page.keyboard.press(" ");
  assert.equal(await input(page).inputValue(), "64.168.155.77/26");
  await tabTo("border");
  for (const [key, value] of [["ArrowRight", 27], ["ArrowLeft", 26], ["PageDown", 18], ["PageUp", 26], ["End", 32], ["ArrowRight", 32], ["Home", 0], ["ArrowLeft", 0], ["ArrowUp", 1]]) {
    await page.keyboard.press(key);
    assert.equal(await length(page), value, key);
  }
  assert.equal(await border(page).getAttribute("aria-valuetext"), "/1: 1 network bits, 31 host bits");
  // Elsewhere the player's keys step through the working.
  await page.evaluate(() => document.activeElement.blur());
  const rows = () => page.locator(".abit:not(.empty)").count().then((bits) => bits / 32);
  for (const [key, count] of [["ArrowRight", 1], ["ArrowRight", 2], ["ArrowRight", 3], ["ArrowLeft", 2], ["End", 8], ["Home", 0]]) {
    await page.keyboard.press(key);
    assert.equal(await rows(), count, key);
  }
  await page.keyboard.press("Escape");
  assert.equal(await rows(), 5);
});

site.test("the working says what each step does", async ({ page, open, axe }) => {
  await open(LAB);
  await page.getByRole("button", { name: "Step through it" }).click();
  const said = page.locator(".steps-said");
  await eventually(() => said.innerText(), (text) => text.startsWith("step 1 of 8: Address"));
  await page.getByRole("button", { name: "Forward one step" }).click();
  await page.getByRole("button", { name: "Forward one step" }).click();
  await eventually(() => said.innerText(), (text) => /step 3 of 8: Network.*AND/.test(text));
  assert.equal(await page.locator(".arow.used").count(), 2, "what it was made from is marked");
  await axe();
  await hashed(page, (hash) => hash.includes("step=3"));
  await page.getByRole("button", { name: "Show it all at once" }).click();
  await said.waitFor({ state: "detached" });
});

site.test("the map is gone into, and a link opens it there", async ({ page, open, axe }) => {
  await open(LAB);
  await page.getByRole("button", { name: "Show the map" }).click();
  const shown = page.locator(".map-shown");
  await eventually(() => shown.innerText(), (text) => text === "0.0.0.0/0");
  assert.equal(await page.locator(".acell").count(), 256);
  await page.locator(".acell").filter({ has: page.getByText("10", { exact: true }) }).first().click();
  await eventually(() => shown.innerText(), (text) => text === "10.0.0.0/8");
  await page.getByRole("button", { name: "Closer to the address" }).click();
  await eventually(() => shown.innerText(), (text) => text === "192.168.0.0/16");
  await page.getByRole("button", { name: "Further away" }).click();
  await eventually(() => shown.innerText(), (text) => text === "192.0.0.0/8");
  await hashed(page, (hash) => hash.endsWith("map=192.0.0.0/8"));
  await axe();
  await page.reload();
  await eventually(() => shown.innerText(), (text) => text === "192.0.0.0/8");
});

site.test("a link opens the same view; back and forward go between tabs", async ({ page, open }) => {
  await open(`${LAB}?a=10.1.2.3/13&step=3`);
  assert.equal(await input(page).inputValue(), "10.1.2.3/13");
  await page.getByRole("tab", { name: "Ports" }).click();
  await hashed(page, (hash) => hash.startsWith("#/addresses?tab=ports"));
  await page.goBack();
  await page.getByRole("tab", { name: "Bits", selected: true }).waitFor();
  assert.equal(await input(page).inputValue(), "10.1.2.3/13");
  await page.goForward();
  await page.getByRole("tab", { name: "Ports", selected: true }).waitFor();
  await open(`${LAB}?tab=nowhere`);
  await page.getByRole("alert").filter({ hasText: "nowhere" }).waitFor();
});

site.test("results are copied as text, Markdown, CSV and a link; the board is saved as SVG", { permissions: ["clipboard-read", "clipboard-write"] }, async ({ page, open, url }) => {
  await open(`${LAB}?a=10.0.0.1/8&embed=1`);
  const copied = async (name) => {
    await page.getByRole("group", { name: "Copy as" }).getByRole("button", { name, exact: true }).click();
    await page.locator(".copied").filter({ hasText: "Copied." }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.match(await copied("Text"), /^Network +10\.0\.0\.0\/8$/m);
  assert.match(await copied("Markdown"), /^\| Network \| 10\.0\.0\.0\/8 \|$/m);
  assert.match(await copied("CSV"), /^Usable,16777214\r?$/m);
  assert.equal(await copied("Link"), `${url}#/addresses?a=10.0.0.1/8`);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as SVG" }).click()]);
  assert.equal(file.suggestedFilename(), "address-bits.svg");
});

site.test("the home page leads here", async ({ page, open }) => {
  await open();
  await page.getByRole("link", { name: "Open the address lab" }).click();
  await page.locator(".board").waitFor();
  assert.equal(await page.title(), "The address lab · Wireglass");
});

site.test("a phone: the octets below each other, dragged by touch", phone, async ({ page, open, axe }) => {
  await open(LAB);
  await fits(page);
  await axe();
  await page.locator("#bit-0").tap();
  await eventually(() => input(page).inputValue(), (value) => value === "64.168.155.77/26");
  const handle = await page.locator("#border .ahit").boundingBox();
  assert.ok(handle.height >= 38 && handle.width >= 44, JSON.stringify(handle));
  const small = await page.locator("#bit-0").boundingBox();
  assert.ok(small.width >= 24 && small.height >= 24, JSON.stringify(small));
  await page.getByRole("button", { name: "Step through it" }).tap();
  await fits(page);
  await page.getByRole("button", { name: "Show the map" }).tap();
  await fits(page);
  await axe();
});

site.test("embedded: without the bar, with the way to the whole page", { viewport: VIEWPORTS.embed }, async ({ page, open, axe }) => {
  await open(`${LAB}?a=10.0.0.1/8&embed=1`);
  await fits(page);
  assert.equal(await page.getByRole("banner").count(), 0);
  assert.match(await page.getByRole("link", { name: /Wireglass/ }).getAttribute("href"), /#\/addresses\?a=10\.0\.0\.1\/8$/);
  await page.locator(".board.fit2").waitFor();
  await axe();
});

for (const colorScheme of ["light", "dark"]) {
  site.test(`in Chinese, ${colorScheme}`, { locale: "zh-CN", colorScheme }, async ({ page, open, axe }) => {
    await open(`${LAB}?step=5`);
    await page.getByRole("heading", { level: 1, name: "地址实验室" }).waitFor();
    await page.getByRole("button", { name: "地址，第 26 位，共 32 位：第 4 字节的 64，网络" }).waitFor();
    await axe();
  });
}
