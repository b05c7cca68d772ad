// The player: stepping forwards and back, what-ifs, links, languages, sizes.
import assert from "node:assert/strict";
import { harness } from "./harness.mjs";

const site = harness();

const FIRST = "#/lesson/open-and-close";

/** Waits until the transport says this step. */
async function atStep(page, step) {
  await page.waitForFunction(
    (wanted) => document.querySelector("[role=slider]")?.getAttribute("aria-valuenow") === String(wanted),
    step,
  );
}

const step = (page) => page.locator("[role=slider]").getAttribute("aria-valuenow").then(Number);
const last = (page) => page.locator("[role=slider]").getAttribute("aria-valuemax").then(Number);

/** Everything there is; attributes in the order of their names, because which was set first does not matter. */
const everything = (page) =>
  page.locator(".player").evaluate((root) => {
    const tell = (node) => {
      if (node.nodeType !== Node.ELEMENT_NODE) return node.textContent;
      // The plot takes the room that is measured after drawing; plot.test.mjs looks at it.
      if (node.matches("section.plot")) return "";
      // Of a long ladder only what is near the scroll position is drawn, and where that is depends on
      // where one came from.
      const whole = Number.parseFloat(node.parentElement?.style.height ?? "");
      if (node.matches("svg.scene") && whole > Number(node.getAttribute("height")) + 1) return "";
      const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort();
      return `<${node.localName}${attributes.join("")}>${[...node.childNodes].map(tell).join("")}</${node.localName}>`;
    };
    return tell(root);
  });

/** Two pages are the same; if not, shows where they first differ, and not all of both. */
function same(actual, expected, message) {
  if (actual === expected) return;
  let at = 0;
  while (actual[at] === expected[at]) at += 1;
  const around = (text) => text.slice(Math.max(0, at - 160), at + 80);
  assert.fail(`${message}: differs at ${at}\n  is:     ${around(actual)}\n  was:    ${around(expected)}`);
}

/** Goes to another place within the site and waits until the player is there. */
async function go(page, path) {
  await page.goto(page.url().replace(/#.*|$/, path));
  await page.locator(".player").waitFor();
}

/** Clicks the arrow of a frame. */
const arrow = (page, frame) => page.locator(`[data-target="frame-${frame}"]`).first().dispatchEvent("click");

const button = (page, name) => page.getByRole("button", { name, exact: true });

// Long: every step of every lesson, twice.
const EVERY_STEP = { timeout: 900_000 };

site.test("every lesson steps to its end and back, and the page is the same", EVERY_STEP, async ({ page, open }) => {
  // Each step is waited for by `atStep`; the key alone need not be.
  const tap = async (key) => {
    await page.keyboard.down(key);
    await page.keyboard.up(key);
  };
  await open();
  const ids = JSON.parse(await page.evaluate(() => window.wireglass.lesson_ids()));
  assert.ok(ids.includes("open-and-close"));
  for (const id of ids) {
    await go(page, `#/lesson/${id}`);
    await page.waitForFunction((href) => document.querySelector(".player") && location.hash === href, `#/lesson/${id}`);
    await atStep(page, 0);
    const end = await last(page);
    assert.ok(end > 0, `${id} has steps`);
    const forward = [];
    for (let at = 0; at <= end; at += 1) {
      await atStep(page, at);
      forward.push(await everything(page));
      await tap("ArrowRight");
    }
    await atStep(page, end);
    for (let at = end; at >= 0; at -= 1) {
      await atStep(page, at);
      same(await everything(page), forward[at], `${id}, step ${at}, on the way back`);
      await tap("ArrowLeft");
    }
  }
});

site.test("the keys, from the first to the last", async ({ page, open }) => {
  await open(FIRST);
  const end = await last(page);
  for (const [key, wanted] of [
    ["ArrowRight", 1],
    ["ArrowRight", 2],
    ["ArrowLeft", 1],
    ["End", end],
    ["ArrowRight", end],
    ["Home", 0],
    ["ArrowLeft", 0],
  ]) {
    await page.keyboard.press(key);
    await atStep(page, wanted);
  }
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Help" }).waitFor();
  await page.keyboard.press("ArrowRight"); // A dialog is a world of its own.
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await atStep(page, 0);
});

site.test("Enter goes to the cause", async ({ page, open }) => {
  await open(`${FIRST}?step=5`);
  const cause = page.getByRole("button", { name: /Caused by step/ });
  const wanted = Number(/step (\d+)/.exec(await cause.innerText())[1]);
  await page.locator("body").press("Enter");
  await atStep(page, wanted);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("End");
  await page.getByRole("button", { name: /Caused by step/ }).click();
  assert.ok((await step(page)) < (await last(page)));
});

site.test("keys in a field stay in the field", async ({ page, open }) => {
  await open(`${FIRST}?step=3`);
  await button(page, "Parameters").click();
  const field = page.getByRole("textbox", { name: "Delay, one way" });
  await field.click();
  for (const key of ["Home", "End", "ArrowLeft", " "]) await page.keyboard.press(key);
  assert.equal(await step(page), 3);
  await page.keyboard.press("Escape");
});

site.test("playing goes on by itself and stops at the end", async ({ page, open }) => {
  await open(FIRST);
  const end = await last(page);
  await go(page, `${FIRST}?step=${end - 2}`);
  await atStep(page, end - 2);
  await page.keyboard.press(" ");
  await button(page, "Pause").waitFor();
  await atStep(page, end);
  await button(page, "Play").waitFor();
});

site.test("playing moves the present smoothly", { reducedMotion: "no-preference" }, async ({ page, open }) => {
  await open(`${FIRST}?step=3`);
  await page.keyboard.press(" ");
  const places = new Set();
  for (let i = 0; i < 8; i += 1) {
    places.add(await page.locator(".cursor line").first().getAttribute("y1"));
    await page.waitForTimeout(60);
  }
  assert.ok(places.size >= 4, `${places.size} places in half a second`);
  await page.keyboard.press(" ");
});

site.test("the scrubber is dragged and clicked", async ({ page, open }) => {
  await open(FIRST);
  const end = await last(page);
  const rail = await page.locator(".rail").boundingBox();
  const y = rail.y + rail.height / 2;
  await page.mouse.click(rail.x + rail.width / 2, y);
  await atStep(page, Math.round(end / 2));
  await page.mouse.move(rail.x + rail.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(rail.x + rail.width - 1, y, { steps: 4 });
  await page.mouse.up();
  await atStep(page, end);
  await page.mouse.move(rail.x, y);
  assert.equal(await step(page), end, "moving without the button does nothing");
});

site.test("choosing an arrow shows its packet and what can be done to it", async ({ page, open }) => {
  await open(`${FIRST}?step=5`);
  await arrow(page, 0);
  const bar = page.getByRole("group", { name: "What if this frame…" });
  await bar.getByText("Client → Server").waitFor();
  await page.keyboard.press("Escape");
  await bar.waitFor({ state: "detached" });
});

site.test("a what-if makes a future that is kept, named, compared and left", async ({ page, open, axe }) => {
  await open(`${FIRST}?step=5`);
  const reality = await last(page);
  await arrow(page, 1);
  await button(page, "is lost").click();
  const futures = page.getByRole("group", { name: "Futures" });
  const future = futures.getByRole("button", { name: "What if the SYN, ACK is lost?", exact: true });
  await future.waitFor();
  assert.notEqual(await last(page), reality);
  assert.match(await page.locator(".why h2").innerText(), /What if the/);

  await button(page, "Compare").click();
  const first = page.locator(".compare tr.first");
  assert.equal(await first.count(), 1);
  await page.locator(".compare .said").getByText(/first differ/).waitFor();
  await axe();
  // A step of the other future leads there.
  await page.locator(".compare td:first-child .link").last().click();
  await futures.getByRole("button", { name: "Reality", pressed: true }).waitFor();

  await button(page, "Both ladders").click();
  assert.equal(await page.locator(".ladder svg[role=img]").count(), 2);
  await axe();
  await page.keyboard.press("]");
  await futures.getByRole("button", { name: "What if the SYN, ACK is lost?", exact: true, pressed: true }).waitFor();
  await page.getByRole("button", { name: /Delete this future/ }).click();
  assert.equal(await futures.getByRole("button").count(), 1);
  await page.locator(".player").getByRole("button", { name: "Compare" }).waitFor({ state: "detached" });
});

site.test("everything a what-if can be, by keyboard alone", async ({ page, open }) => {
  await open(`${FIRST}?step=7`);
  const names = [];
  for (const [what, heading] of [
    ["comes later", /comes .* later/],
    ["arrives twice", /arrives/],
    ["is damaged", /damaged/],
    ["closes", /closes/],
    ["aborts", /aborts/],
    ["loses power", /loses power/],
  ]) {
    await button(page, "What if…").focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "What if…" });
    await dialog.waitFor();
    await dialog.getByRole("button", { name: what }).first().focus();
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.locator(".futures .on").getByText(heading).waitFor();
    names.push(what);
    await page.locator("body").press("["); // Back to what it grew from: the one before.
    while ((await page.locator(".futures .on").innerText()) !== "Reality") await page.locator("body").press("[");
  }
  assert.equal(await page.locator(".futures .alt").count(), names.length);
});

site.test("a what-if that cannot be had is told", async ({ page, open }) => {
  await open(FIRST);
  await button(page, "What if…").click();
  await page.getByRole("dialog").getByRole("button", { name: "closes" }).first().click();
  await page.getByRole("alert").getByText(/no open connection/).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".toast").waitFor({ state: "detached" });
});

site.test("a link brings back the step and every future", async ({ page, open, context, url }) => {
  await open(`${FIRST}?step=5`);
  await arrow(page, 1);
  await button(page, "is lost").click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByRole("checkbox", { name: "Relative seq" }).check();
  await button(page, "Share").click();
  const link = await page.getByRole("textbox", { name: "Copy a link to this step" }).inputValue();
  assert.ok(link.startsWith(url), link);
  await page.keyboard.press("Escape");
  await page.waitForURL(link);
  const before = await everything(page);
  const other = await context.newPage();
  await other.goto(link);
  await other.locator(".futures .alt").waitFor();
  same(await everything(other), before, "reopened");
  await other.reload();
  await other.locator(".futures .alt").waitFor();
  same(await everything(other), before, "reopened");
});

site.test("back and forward in the browser go from place to place", async ({ page, open }) => {
  await open();
  await page.getByRole("link", { name: /Open and close a connection/ }).first().click();
  await page.waitForURL(/#\/lesson\/open-and-close$/);
  await page.locator(".player").waitFor();
  await page.keyboard.press("End");
  await page.waitForURL(/step=/);
  await arrow(page, 1);
  await button(page, "is lost").click();
  await page.waitForURL(/if=/);
  await page.goBack();
  await page.waitForURL(/step=/);
  assert.equal(await page.locator(".futures .alt").count(), 0);
  await page.goForward();
  await page.locator(".futures .alt").waitFor();
  await page.goBack();
  await page.goBack();
  await page.getByRole("heading", { name: "Lessons" }).waitFor();
});

site.test("a link with nonsense in it opens the lesson with notes", async ({ page, open, axe }) => {
  await open(`${FIRST}?step=900&variant=zzz&if=1:drop:99,foo&set.delay=banana&nope=1&view=x`);
  const notes = page.getByRole("alert", { name: "About this link" });
  assert.equal(await notes.getByRole("listitem").count(), 7);
  assert.equal(await step(page), await last(page));
  await axe();
  await notes.getByRole("button", { name: "Dismiss" }).click();
  await notes.waitFor({ state: "detached" });
});

for (const path of ["#/lesson/no-such-lesson", "#/no/such/page"]) {
  site.test(`${path} leads home and says so`, async ({ page, open }) => {
    await open(path);
    await page.getByRole("alert", { name: "About this link" }).waitFor();
    await page.getByRole("heading", { name: "Lessons" }).waitFor();
  });
}

site.test("a conversation that is not open leads to the captures", async ({ page, open }) => {
  await open("#/capture/conversation?step=3");
  await page.getByRole("alert", { name: "About this link" }).waitFor();
  await page.getByRole("heading", { name: "Open a capture" }).waitFor();
});

site.test("parameters run the lesson again at the same step", async ({ page, open, axe }) => {
  await open(`${FIRST}?step=4`);
  await button(page, "Parameters").click();
  const field = page.getByRole("textbox", { name: "Delay, one way" });
  await field.fill("150ms");
  await field.press("Enter");
  await page.waitForURL(/set\.delay=150ms/);
  await atStep(page, 4);
  await page.getByRole("slider", { name: "Delay, one way" }).press("ArrowRight");
  await page.waitForURL(/set\.delay=300ms/);
  await axe();
  await field.fill("soon");
  await field.press("Enter");
  await page.getByRole("alert").getByText(/cannot be/).waitFor();
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await page.waitForURL((address) => !address.href.includes("set."));
  await page.keyboard.press("Escape");
});

site.test("language and theme change without losing the place", async ({ page, open, axe }) => {
  await open(`${FIRST}?step=7`);
  await arrow(page, 1);
  await button(page, "中文").click();
  await page.getByRole("button", { name: "后退一步" }).waitFor();
  assert.match(await page.evaluate(() => document.documentElement.lang), /^zh/);
  assert.equal(await step(page), 7);
  await page.locator(".frame-bar").waitFor();
  await page.getByRole("button", { name: /深色/ }).click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.equal(await step(page), 7);
  await axe();
  await page.reload();
  await page.getByRole("button", { name: "后退一步" }).waitFor();
  assert.equal(await step(page), 7);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

site.test("files are saved", async ({ page, open }) => {
  await open(`${FIRST}?step=7`);
  await button(page, "Save").click();
  for (const [name, file, begins] of [
    ["Save as pcapng", "open-and-close.pcapng", "\n\r\r\n"],
    ["Save the ladder as SVG", "open-and-close.svg", "<svg "],
  ]) {
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
    assert.equal(download.suggestedFilename(), file);
    let text = "";
    for await (const chunk of await download.createReadStream()) text += chunk.toString("latin1");
    assert.ok(text.startsWith(begins), `${file} begins with ${JSON.stringify(text.slice(0, 40))}`);
  }
});

for (const scheme of ["light", "dark"]) {
  site.test(`no violations on any page, ${scheme}`, { colorScheme: scheme }, async ({ page, open, axe }) => {
    await open();
    await page.locator(".miniature svg").last().waitFor({ state: "attached" });
    await axe();
    await open("#/help");
    await page.getByRole("dialog", { name: "Help" }).waitFor();
    await axe();
    await page.keyboard.press("Escape");
    for (const at of [0, 1, 5, 14, 999]) {
      await go(page, `${FIRST}?step=${at}`);
      await axe();
    }
    for (const name of ["What if…", "Parameters", "Save", "Share"]) {
      await button(page, name).click();
      await page.getByRole("dialog").waitFor();
      await axe();
      await page.keyboard.press("Escape");
    }
    await page.goto(page.url().replace(/#.*/, "#/capture"));
    await page.getByRole("heading", { name: "Open a capture" }).waitFor();
    await axe();
  });
}
