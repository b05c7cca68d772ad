// Networks: the map, tables of nodes, what a hop changes, filters, the terminal, questions.
import assert from "node:assert/strict";
import { VIEWPORTS, eventually, harness } from "./harness.mjs";

const site = harness();

const LESSON = "#/lesson/first-ping";

const step = (page) => page.locator("[role=slider]").getAttribute("aria-valuenow").then(Number);
const last = (page) => page.locator("[role=slider]").getAttribute("aria-valuemax").then(Number);
const atStep = (page, wanted) => eventually(() => step(page), (now) => now === wanted, `step ${wanted}`);
const map = (page) => page.locator(".net-map");
const node = (page, name) => page.locator(".walk button", { hasText: name }).first();

/** Everything on the map, for comparing. */
const drawn = (page) => map(page).evaluate((svg) => svg.outerHTML);

site.test("a lesson of networks opens on its map, with every node and cable", async ({ page, open, axe }) => {
  await open(LESSON);
  await map(page).waitFor();
  const nodes = await page.locator(".walk ul").first().locator("button").count();
  assert.ok(nodes >= 3, `${nodes} nodes`);
  assert.equal(await page.locator('.net-map [data-target^="node-"]').count(), nodes);
  assert.ok((await page.locator('.net-map [data-target^="link-"]').count()) >= nodes - 1);
  await axe();
});

site.test("the map steps to its end and back, and is the same", { timeout: 300_000 }, async ({ page, open }) => {
  await open(LESSON);
  await map(page).waitFor();
  const end = Math.min(await last(page), 40);
  const forward = [];
  for (let at = 0; at <= end; at += 1) {
    await atStep(page, at);
    forward.push(await drawn(page));
    await page.keyboard.press("ArrowRight");
  }
  await page.evaluate((href) => { location.hash = href; }, `${LESSON}?step=${end}`);
  for (let at = end; at >= 0; at -= 1) {
    await atStep(page, at);
    assert.equal(await drawn(page), forward[at], `step ${at} on the way back`);
    await page.keyboard.press("ArrowLeft");
  }
});

site.test("a packet under way is on the map, and choosing it follows it everywhere", async ({ page, open }) => {
  await open(LESSON);
  await map(page).waitFor();
  const packet = page.locator('.net-map [data-target^="frame-"]');
  while ((await packet.count()) === 0) await page.keyboard.press("ArrowRight");
  await packet.first().dispatchEvent("click");
  await page.locator(".frame-bar").waitFor();
  await page.getByRole("tab", { name: "Fields and bytes" }).click();
  await page.locator(".packet-panel").waitFor();
});

site.test("a node opens its tables beside it, by click and by keys", async ({ page, open, axe }) => {
  await open(`${LESSON}?step=4`);
  await page.locator('.net-map [data-target="node-0"]').dispatchEvent("click");
  const card = page.locator(".node-card");
  await card.waitFor();
  assert.match(await card.innerText(), /10\.0\./);
  await eventually(() => page.url(), (url) => /node=0/.test(url), "the open node is in the link");
  await axe();
  await page.locator('.net-map [data-target="node-0"]').dispatchEvent("click");
  await card.waitFor({ state: "detached" });

  await page.locator(".walk button[tabindex='0']").focus();
  await page.locator(".walk-ring").waitFor();
  const before = await page.evaluate(() => document.activeElement.id);
  for (const key of ["ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"]) await page.keyboard.press(key);
  assert.equal(await step(page), 4, "arrows walk here and do not step");
  const reached = new Set([before]);
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowUp"]) {
    await page.keyboard.press(key);
    reached.add(await page.evaluate(() => document.activeElement.id));
  }
  assert.ok(reached.size > 1, "arrows lead from node to node");
  await page.keyboard.press("Enter");
  await card.waitFor();
});

site.test("the map zooms by keys, buttons and wheel, and shows all of it again", async ({ page, open }) => {
  await open(LESSON);
  await map(page).waitFor();
  const box = () => map(page).getAttribute("viewBox");
  const whole = await box();
  await page.locator(".walk button[tabindex='0']").focus();
  await page.keyboard.press("+");
  const near = await eventually(box, (now) => now !== whole, "plus brings closer");
  await page.keyboard.press("0");
  await eventually(box, (now) => now === whole, "0 shows all of it");
  await page.getByRole("button", { name: "Closer" }).click();
  await eventually(box, (now) => now === near, "the button does the same");
  await page.keyboard.press("-");
  await eventually(box, (now) => now === whole, "minus goes back");
  await map(page).hover();
  await page.mouse.wheel(0, -300);
  await eventually(box, (now) => now !== whole, "the wheel zooms");
});

site.test("what this hop changes: two frames side by side, and the way of the packet", async ({ page, open, axe }) => {
  await open(LESSON);
  await map(page).waitFor();
  const pair = page.locator(".hop svg", { hasText: "came in on" });
  while ((await pair.count()) === 0) await page.keyboard.press("ArrowRight");
  const here = await step(page);
  await page.getByRole("button", { name: "Follow this packet" }).click();
  const way = page.locator(".way li button");
  await way.first().waitFor();
  assert.ok((await way.count()) >= 2, "at least two links");
  await eventually(() => page.url(), (url) => /follow=\d+/.test(url), "the followed packet is in the link");
  await axe(".side");
  await way.first().click();
  assert.ok((await step(page)) < here, "the first link lies before this hop");
  await page.getByRole("tab", { name: "Stack" }).click();
  await page.locator(".stack-panel svg").waitFor();
  await axe(".side");
});

site.test("filters leave packets out, and are in the link", async ({ page, open }) => {
  await open(`${LESSON}?view=ladder`);
  await page.locator(".ladder").waitFor();
  const arrows = () => page.locator(".ladder .seg").count();
  const all = await eventually(arrows, (count) => count > 0, "arrows");
  await page.getByLabel("Only", { exact: false }).first().selectOption("ICMP");
  await eventually(arrows, (count) => count > 0 && count < all, "fewer arrows");
  await eventually(() => page.url(), (url) => /only=icmp/.test(url), "the filter is in the link");
  await page.reload();
  await eventually(arrows, (count) => count > 0 && count < all, "and after a reload");
});

site.test("a command makes a future that plays, prints, and is in the link", async ({ page, open, axe }) => {
  await open(`${LESSON}?term=1`);
  await map(page).waitFor();
  await page.keyboard.press("End");
  const input = page.locator(".tty-input");
  await input.fill("arp -n");
  await input.press("Enter");
  const lines = () => page.locator(".tty").allInnerTexts();
  await eventually(lines, (all) => all.some((line) => line.includes("arp -n")), "the command");
  await eventually(() => page.locator(".future-name").count(), (count) => count === 2, "a future");
  const printed = await eventually(lines, (all) => all.length >= 2, "its output");
  await eventually(() => page.url(), (url) => /run:1:arp/.test(url), "the link");
  await axe(".terminal");
  // A line leads to its step, and stepping back takes lines away.
  const end = await step(page);
  await page.locator(".tty").last().click();
  assert.ok((await step(page)) <= end);
  await page.keyboard.press("Home");
  await eventually(lines, (all) => all.length < printed.length, "nothing is printed yet at the beginning");
  await page.reload();
  await page.locator(".tty-log").waitFor();
  await eventually(() => page.locator(".future-name").count(), (count) => count === 2, "the future after a reload");
});

site.test("the line one types into: history, completion, refusals, Ctrl-L", async ({ page, open }) => {
  await open(`${LESSON}?term=0`);
  const input = page.locator(".tty-input");
  const lines = () => page.locator(".tty").allInnerTexts();
  await input.fill("frobnicate");
  await input.press("Enter");
  await eventually(lines, (all) => all.some((line) => /command not found/.test(line)), "a refusal");
  await input.fill("pin");
  await input.press("Tab");
  assert.equal(await input.inputValue(), "ping ");
  await input.fill("");
  await input.press("ArrowUp");
  assert.equal(await input.inputValue(), "frobnicate");
  await input.press("ArrowDown");
  assert.equal(await input.inputValue(), "");
  await input.press("Control+l");
  await eventually(lines, (all) => all.length === 0, "an empty screen");
  // Escape, and the tab key leaves.
  await input.fill("p");
  await input.press("Escape");
  await input.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.className), "tty-input");
});

site.test("Ctrl-C stops a command that goes on for ever", async ({ page, open }) => {
  await open(`${LESSON}?term=0`);
  const input = page.locator(".tty-input");
  await input.fill("ping 10.99.99.99");
  await input.press("Enter");
  await eventually(() => page.locator(".future-name").count(), (count) => count === 2, "a future");
  await input.press("Control+c");
  await eventually(() => page.locator(".future-name").count(), (count) => count === 3, "another future");
  await eventually(() => page.url(), (url) => /stop:/.test(url), "the link");
});

site.test("a question is judged, explained, shown and remembered", async ({ page, open, axe }) => {
  await open(LESSON);
  await map(page).waitFor();
  await page.keyboard.press("End");
  const questions = page.locator(".lesson-questions");
  await questions.waitFor();
  if (!(await questions.evaluate((it) => it.open))) await questions.locator("summary").click();
  await axe(".lesson-questions");
  const forms = questions.locator("form");
  await eventually(() => forms.count(), (count) => count >= 3, "at least three");
  const form = forms.filter({ has: page.locator("input[type=radio], input[type=checkbox]") }).first();
  const options = form.locator("input");
  await form.getByRole("button", { name: "Check" }).click();
  await form.locator(".answer-feedback .wrong").waitFor();
  const said = new Set();
  for (let index = 0; index < (await options.count()); index += 1) {
    for (let other = 0; other < (await options.count()); other += 1) {
      if ((await options.nth(other).getAttribute("type")) === "checkbox") await options.nth(other).uncheck();
    }
    await options.nth(index).focus();
    await page.keyboard.press(" ");
    await form.getByRole("button", { name: "Check" }).click();
    await form.locator(".answer-feedback p").first().waitFor();
    said.add(await form.locator(".answer-feedback").innerText());
  }
  assert.equal(said.size, await options.count(), "each answer has its own feedback");
  if ((await options.first().getAttribute("type")) === "radio") {
    await form.locator(".done-mark").waitFor();
    await page.reload();
    await page.locator(".lesson-questions .count-done").waitFor();
    assert.match(await page.locator(".lesson-questions .count-done").innerText(), /1 of/);
  }
});

site.test("it fits a phone, with terminal and tables as sheets", { viewport: VIEWPORTS.phone, touch: true }, async ({ page, open, axe }) => {
  await open(`${LESSON}?step=4`);
  await map(page).waitFor();
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(await fits());
  await axe();
  await page.locator('.net-map [data-target="node-0"]').dispatchEvent("click");
  await page.locator(".node-card").waitFor();
  assert.ok(await fits());
  await axe();
  await page.getByRole("button", { name: "Close the tables" }).click();
  await page.locator(".terminal-nodes button").first().click();
  await page.locator(".tty-input").waitFor();
  assert.ok(await fits());
  await axe();
});

site.test("in Chinese and in the dark it has no flaw either", { locale: "zh-CN", colorScheme: "dark" }, async ({ page, open, axe }) => {
  await open(`${LESSON}?step=6&term=0&node=0`);
  await page.locator(".node-card").waitFor();
  await axe();
});

site.test("embedded it is the map and the transport", { viewport: VIEWPORTS.embed }, async ({ page, open, axe }) => {
  await open(`${LESSON}?step=6&view=topology&embed=1`);
  await map(page).waitFor();
  const box = await map(page).boundingBox();
  assert.ok(box.height > 180, `${box.height} pixels of map`);
  await axe();
});

site.test("while a step is played, only what moves is drawn again", { reducedMotion: "no-preference" }, async ({ page, open }) => {
  await open(LESSON);
  await map(page).waitFor();
  const seen = await page.evaluate(async () => {
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    const [ground, packets] = document.querySelectorAll(".net-map > g");
    let touched = 0;
    const watch = new MutationObserver((list) => { touched += list.length; });
    document.querySelector(".transport .play").click();
    // Until something is under way.
    for (let turn = 0; turn < 400 && !packets.querySelector("[data-target^=frame]"); turn += 1) await frame();
    watch.observe(ground, { subtree: true, childList: true, attributes: true });
    const places = new Set();
    for (let turn = 0; turn < 12; turn += 1) {
      await frame();
      places.add(packets.querySelector("[data-target^=frame]")?.getAttribute("transform"));
    }
    return { touched, places: places.size };
  });
  assert.ok(seen.places > 6, `a packet was seen at ${seen.places} places`);
  assert.ok(seen.touched < 100, `what stands still was touched ${seen.touched} times`);
});

site.test("leaving the terminal's line by a click does what was clicked", async ({ page, open }) => {
  await open(`${LESSON}?step=4`);
  await map(page).waitFor();
  const line = page.locator(".tty-input");
  await page.keyboard.press("End");
  await line.click();
  const icon = await page.locator('.net-map [data-target="node-0"] .ico').first().boundingBox();
  await page.mouse.click(icon.x + icon.width / 2, icon.y + icon.height / 2);
  await page.locator(".node-card").waitFor();
  await page.keyboard.press("Escape");
  await line.click();
  await page.locator(".terminal > header button").last().click();
  await page.locator(".terminal.closed").waitFor();
});
