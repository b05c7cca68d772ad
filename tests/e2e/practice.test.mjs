// Exercises: the same sets as everywhere, mistakes by name, solutions, results, sheets.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { VIEWPORTS, eventually, harness } from "./harness.mjs";

const site = harness();
const TITLE = "Practise addressing";
const SUBNET = "#/practice?kind=subnet&level=2&seed=7&n=1"; // 10.182.20.65/25

// What the native tests hold fast: exercise 1 of set 7 of every kind and level, with its answers.
const file = fileURLToPath(new URL("../../crates/course/src/practice/tests/sets.txt", import.meta.url));
const sets = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => /^(\w+) (\d) \w+ (.*)$/.exec(line))
  .map(([, kind, level, answers]) => ({ kind, level, answers: answers.split(" | ") }));

/** Answers the fields, in order: typed, or chosen. */
async function answer(page, answers) {
  for (const [at, text] of answers.entries()) {
    const field = page.locator(".ask .field").nth(at);
    if (await field.locator("input[type=text]").count()) await field.locator("input").fill(text);
    else await field.locator(`input[value="${text}"]`).check();
  }
}

const check = (page, name = "Check") => page.getByRole("button", { name, exact: true }).click();
const heard = (page) => page.locator(".ask [role=status]").textContent();
const figure = (page, name) => page.locator(".practice-record dl div", { hasText: name }).locator("dd").innerText();
const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

site.test("the page draws what the native program draws, and takes its answers", async ({ page, open, axe }) => {
  assert.equal(sets.length, 27);
  for (const { kind, level, answers } of sets) {
    await open(`#/practice?kind=${kind}&level=${level}&seed=7`);
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
    assert.equal(await page.locator(".ask .field").count(), answers.length, `${kind} ${level}`);
    await answer(page, answers);
    await check(page);
    await page.locator(".ask.done").waitFor();
    assert.equal(await heard(page), "Right.", `${kind} ${level}`);
    if (level === "3") await axe();
  }
});

site.test("each wrong field is told which mistake it is, and the solution is that of this question", async ({ page, open, axe }) => {
  await open(SUBNET);
  await answer(page, ["10.182.20.0", "10.182.20.0", "10.182.20.254", "10.182.20.128", "128"]);
  await check(page);
  const notes = await eventually(() => page.locator(".ask .note").allInnerTexts(), (all) => all[4] !== "");
  const expected = [/right/, /another value.*Network address/s, /block size of \/24/, /the next network/, /take off two/];
  for (const [at, pattern] of expected.entries()) assert.match(notes[at], pattern);
  const said = await heard(page);
  assert.match(said, /^Not yet\..*First host: .*Broadcast address: .*take off two\.$/s);
  // Where one goes on: the first that is wrong, and it says so.
  const wrong = page.getByRole("textbox", { name: "First host" });
  assert.equal(await wrong.getAttribute("aria-invalid"), "true");
  assert.equal(await wrong.evaluate((node) => document.activeElement === node), true);
  await page.getByRole("button", { name: "Show the solution" }).click();
  const worked = page.getByRole("region", { name: "Solution" });
  assert.match(await worked.innerText(), /10\.182\.20\.65.*255\.255\.255\.128.*10\.182\.20\.127/s);
  await axe();
});

site.test("what is missing or unreadable is told and does not count", async ({ page, open }) => {
  await open(SUBNET);
  await answer(page, ["256.1.1.1"]);
  await check(page);
  const notes = await eventually(() => page.locator(".ask .note").allInnerTexts(), (all) => all[1] !== "");
  assert.match(notes[0], /255/);
  assert.match(notes[1], /Nothing here yet/);
  assert.match(await heard(page), /^Not finished yet\. Network address: /);
  assert.equal(await figure(page, "Tried"), "0");
  // Full-width digits, as input methods write them.
  await answer(page, ["１０．１８２．２０．０"]);
  await check(page);
  await eventually(() => page.locator(".ask .note").first().innerText(), (text) => text === "right");
});

site.test("with the keyboard alone, from question to question", async ({ page, open }) => {
  await open("#/practice?kind=binary&level=1&seed=7&n=1");
  const field = page.locator("#answer-0");
  for (let tabs = 0; !(await field.evaluate((node) => node === document.activeElement)); tabs++) {
    assert.ok(tabs < 30, "the field cannot be reached");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type("00110001");
  await page.keyboard.press("Enter");
  await page.locator(".ask.done").waitFor();
  await eventually(() => page.evaluate(() => document.activeElement.id), (id) => id === "practice-next");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Question 2" }).waitFor();
  assert.equal(new URL(page.url()).hash, "#/practice?kind=binary&level=1&seed=7&n=2");
  await eventually(() => page.evaluate(() => document.activeElement.id), (id) => id === "answer-0");
  await page.goBack();
  await page.getByRole("heading", { name: "Question 1" }).waitFor();
});

site.test("a choice is made with the arrow keys", async ({ page, open }) => {
  await open("#/practice?kind=route&level=1&seed=7&n=1");
  await page.locator("#answer-0").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".ask.done").waitFor();
});

site.test("results are kept, counted once, and forgotten on demand", async ({ page, open }) => {
  const [right] = sets.filter(({ kind, level }) => kind === "binary" && level === "1");
  await open("#/practice?kind=binary&level=1&seed=7&n=1");
  await answer(page, right.answers);
  await check(page);
  await eventually(() => figure(page, "In a row"), (text) => text === "1");
  await page.getByRole("link", { name: "Next question" }).click();
  await page.getByRole("heading", { name: "Question 2" }).waitFor();
  // Looked up: it has been tried, and the row is broken. Once.
  await page.getByRole("button", { name: "Show the solution" }).click();
  await eventually(() => figure(page, "Tried"), (text) => text === "2");
  await answer(page, [await page.locator(".worked .answers code").innerText()]);
  await check(page);
  await page.locator(".ask.done").waitFor();
  const all = async () => Promise.all(["In a row", "Longest", "Tried", "Right at once"].map((name) => figure(page, name)));
  assert.deepEqual(await all(), ["0", "1", "2", "1"]);
  await page.reload();
  await page.locator(".practice-record").waitFor();
  assert.deepEqual(await all(), ["0", "1", "2", "1"]);
  await page.getByRole("button", { name: "Forget my results" }).click();
  await eventually(all, (now) => now.join() === "0,0,0,0");
  assert.equal(await page.evaluate(() => localStorage.getItem("wireglass.practice")), null);
});

const damaged = { "wireglass.practice": "binary.1=9/1/1/1 {]}\u0000 subnet.2=3/7/12/9" };
site.test("damaged results are no problem, and what is whole is kept", { storage: damaged }, async ({ page, open }) => {
  await open(SUBNET);
  assert.equal(await figure(page, "Longest"), "7");
  await open("#/practice?kind=binary&level=1&seed=7");
  assert.equal(await figure(page, "Longest"), "0");
});

site.test("a link without a set gets one; another set, kind or level is another address", async ({ page, open }) => {
  await open("#/practice");
  const hash = () => new URL(page.url()).hash;
  await eventually(hash, (now) => /^#\/practice\?kind=mix&level=1&seed=\d+$/.test(now));
  await page.getByLabel("Kind").selectOption("vlsm");
  await eventually(hash, (now) => now.includes("kind=vlsm"));
  await page.getByLabel("Level").selectOption("3");
  await page.getByLabel("Set", { exact: true }).fill("2026");
  await page.keyboard.press("Enter");
  await eventually(hash, (now) => now === "#/practice?kind=vlsm&level=3&seed=2026");
  await page.getByRole("button", { name: "New set" }).click();
  await eventually(hash, (now) => !now.includes("seed=2026"));
});

site.test("what a link says wrongly is told, and the rest is used", async ({ page, open, axe }) => {
  await open("#/practice?kind=poems&level=2&seed=7&sheet=1000");
  await page.getByText("poems").waitFor();
  await page.getByText("1000").waitFor();
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
  await axe();
});

site.test("a sheet prints its questions, and its answers on another page", async ({ page, open, axe }) => {
  await open("#/practice?kind=subnet&level=1&seed=7&sheet=3");
  const papers = page.locator(".paper");
  assert.equal(await papers.count(), 2);
  assert.equal(await papers.nth(0).locator(".questions > li").count(), 3);
  const [first] = sets.filter(({ kind, level }) => kind === "subnet" && level === "1");
  const given = await papers.nth(1).locator(".questions > li").first().locator("code").allInnerTexts();
  assert.deepEqual(given, first.answers);
  assert.doesNotMatch(await papers.nth(0).innerText(), new RegExp(first.answers[3].replaceAll(".", "\\.") + "\\b"));
  await axe();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".bar").isVisible(), false);
  assert.equal(await page.getByRole("button", { name: "Print" }).isVisible(), false);
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 2);
});

for (const colorScheme of ["light", "dark"]) {
  site.test(`in Chinese, on a phone, ${colorScheme}`, { locale: "zh-CN", viewport: VIEWPORTS.phone, touch: true, colorScheme }, async ({ page, open, axe }) => {
    await open("#/practice?kind=vlsm&level=3&seed=7");
    await page.getByRole("heading", { level: 1, name: "地址练习" }).waitFor();
    await answer(page, ["192.168.11.160/26", "什么"]);
    await check(page, "检查");
    const notes = await eventually(() => page.locator(".ask .note").allInnerTexts(), (all) => all[0] !== "");
    assert.match(notes[0], /更小的块/);
    await page.getByRole("button", { name: "查看解法" }).click();
    assert.ok((await wide(page)) <= 0);
    await axe();
    await open("#/practice?kind=mix&level=3&seed=7&sheet=9");
    await page.getByRole("heading", { level: 1, name: "地址练习卷" }).waitFor();
    assert.ok((await wide(page)) <= 0);
    await axe();
  });
}

site.test("the home page leads there", async ({ page, open }) => {
  await open();
  const link = page.getByRole("link", { name: TITLE });
  await link.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
});
