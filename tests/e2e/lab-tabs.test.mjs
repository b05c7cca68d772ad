// The address lab's other tabs: split and plan, talk, look-up, IPv6, ports.
import assert from "node:assert/strict";
import { VIEWPORTS, eventually, harness } from "./harness.mjs";

const site = harness();
const tab = (name, more = "") => `#/addresses?tab=${name}${more}`;
const phone = { viewport: VIEWPORTS.phone, touch: true };

/** The first column of a table. */
const column = (page, selector) => page.locator(`${selector} tbody tr td:first-child`).allInnerTexts();
const TREE = 'section[aria-labelledby="tree"]';
const VLSM = 'section[aria-labelledby="vlsm"]';
const SUMMARY = 'section[aria-labelledby="summary"]';

site.test("a network is split and joined, with the bits shown", async ({ page, open, axe }) => {
  await open(tab("plan"));
  await page.getByRole("button", { name: "Split 172.16.0.0/20" }).click();
  await page.getByRole("button", { name: "Split 172.16.8.0/21" }).click();
  await eventually(() => column(page, TREE), (rows) => rows.join() === "172.16.0.0/21,172.16.8.0/22,172.16.12.0/22");
  const borrowed = page.locator(`${TREE} tbody tr`).nth(2).locator(".lab-bits .b");
  assert.deepEqual(await borrowed.allInnerTexts(), ["1", "1"]);
  await axe();
  await eventually(() => new URL(page.url()).hash, (hash) => hash.includes("split=172.16.0.0/20,172.16.8.0/21"));
  await page.reload();
  await eventually(() => column(page, TREE), (rows) => rows.length === 3);
  await page.getByRole("button", { name: "Join into 172.16.8.0/21" }).click();
  await eventually(() => column(page, TREE), (rows) => rows.join() === "172.16.0.0/21,172.16.8.0/21");
  await page.getByLabel("All subnets to").selectOption("24");
  await eventually(() => column(page, TREE), (rows) => rows.length === 16 && rows[15] === "172.16.15.0/24");
  await page.getByRole("button", { name: "Start again" }).click();
  await eventually(() => column(page, TREE), (rows) => rows.length === 1);
});

site.test("the network of the board is carried over", async ({ page, open }) => {
  await open(tab("plan", "&a=10.9.8.7/22"));
  await page.getByRole("button", { name: "Use this network 10.9.8.0/22" }).click();
  assert.equal(await page.getByLabel("Network to divide").inputValue(), "10.9.8.0/22");
  await eventually(() => column(page, TREE), (rows) => rows.join() === "10.9.8.0/22");
});

site.test("needs become a plan, with reasons, waste and what is left", async ({ page, open, axe }) => {
  await open(tab("plan"));
  const blocks = () => page.locator(`${VLSM} tbody tr td:nth-child(2)`).allInnerTexts();
  assert.deepEqual(await blocks(), ["172.16.0.0/21", "172.16.8.0/26", "172.16.8.64/28", "172.16.8.80/31", "172.16.8.82/31"]);
  const text = await page.locator(VLSM).innerText();
  assert.match(text, /2048 − 2 = 2046/);
  assert.match(text, /255\.255\.0\.0/, "what the class would cost");
  const needs = page.getByLabel(/^Needs/);
  await needs.fill("lab 100, 60");
  await eventually(blocks, (rows) => rows.join() === "172.16.0.0/25,172.16.0.128/26");
  await needs.fill("5000");
  await page.locator(`${VLSM} .complaint`).waitFor();
  await axe();
  await needs.fill("a b c");
  await page.locator(`${VLSM} .complaint mark`).waitFor();
});

site.test("prefixes are summarised; wrong lines are told by number", async ({ page, open, axe }) => {
  await open(tab("plan"));
  const list = () => page.locator(`${SUMMARY} .lab-list .lab-row > code:first-child`).allInnerTexts();
  const field = page.getByLabel("Prefixes, one a line");
  await field.fill("192.168.0.0/24\n192.168.1.0/24\n10.0.0.0/33\n192.168.1.128/25");
  await eventually(list, (rows) => rows.length === 1 || rows.includes("192.168.0.0/23"));
  assert.match(await page.locator(SUMMARY).innerText(), /Line 3/);
  await page.locator(`${SUMMARY} summary`).click();
  await axe();
  const many = Array.from({ length: 1000 }, (_, i) => `10.${i >> 8}.${i & 255}.0/24`).join("\n");
  await field.fill(many);
  await eventually(list, (rows) => rows.join() === "10.0.0.0/15,10.2.0.0/16,10.3.0.0/17,10.3.128.0/18,10.3.192.0/19,10.3.224.0/21");
});

site.test("two hosts: both ways, one way, no way", async ({ page, open, axe }) => {
  await open(tab("talk"));
  const verdict = () => page.locator(".verdict").innerText();
  assert.match(await verdict(), /Lopsided/);
  await axe();
  const b = page.getByRole("region", { name: "Host B" });
  await b.getByLabel("Address and mask").fill("192.168.1.200/24");
  await page.locator(".verdict.good").waitFor();
  await b.getByLabel("Address and mask").fill("10.0.0.1/8");
  await b.getByLabel(/Default gateway/).fill("");
  await page.locator(".verdict.bad").waitFor();
  await b.getByLabel("Address and mask").fill("10.0.0.256/8");
  await b.locator(".complaint mark").waitFor();
  assert.equal(await page.locator(".verdict").count(), 0);
  await axe();
});

site.test("the longest prefix wins, and each other row says why not", async ({ page, open, axe }) => {
  await open(tab("match"));
  const winner = () => page.locator("tr.win td.net").innerText();
  assert.equal(await winner(), "10.1.2.0/24");
  assert.match(await page.locator(".verdict").innerText(), /R5/);
  await axe();
  await page.getByLabel("Destination").fill("10.200.0.1");
  await eventually(winner, (net) => net === "10.0.0.0/8");
  const table = page.getByLabel(/^Routing table/);
  await table.fill("10.0.0.0/8 R1\n10.1.2.3/16 R2\n10.1.0.0 255.255.0.0");
  await eventually(() => page.locator(".complaint").count(), (count) => count === 2);
  await page.getByLabel("Destination").fill("192.0.2.1");
  await page.locator(".verdict.bad").waitFor();
  await axe();
});

site.test("IPv6: forms, kinds, subnets by nibble, and what a MAC address gives", async ({ page, open, axe }) => {
  await open(tab("ipv6", "&a6=2001:db8:0:0:1:0:0:1/61"));
  const main = page.locator("main");
  const text = await main.innerText();
  for (const form of ["2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1", "16"]) assert.ok(text.includes(form), form);
  assert.equal(await page.locator('section[aria-labelledby="prefix"] tbody tr').count(), 8, "/61 to /64");
  assert.ok(text.includes("fe80::21b:21ff:fe3c:9df8") && text.includes("ff02::1:ff3c:9df8") && text.includes("33:33:ff:3c:9d:f8"));
  await axe();
  await page.getByLabel("IPv6 address and prefix").fill("2001::db8::1");
  await page.locator("#a6-wrong mark").waitFor();
  await page.getByLabel("MAC address", { exact: true }).fill("00:1b:21");
  await page.locator("#mac-wrong").waitFor();
  await axe();
});

site.test("ports: kinds, names, privilege, ephemeral ranges", async ({ page, open, axe }) => {
  await open(tab("ports"));
  const field = page.getByLabel("Port", { exact: true });
  assert.match(await page.locator(".alts").innerText(), /https/);
  await field.fill("40000");
  await eventually(() => page.locator("tr.win th").allInnerTexts(), (rows) => rows.includes("Linux") && !rows.includes("Windows"));
  await page.getByRole("button", { name: /^22 ssh/ }).click();
  assert.equal(await field.inputValue(), "22");
  assert.match(await page.getByRole("row", { name: /Linux/ }).innerText(), /needed/);
  await axe();
  await field.fill("70000");
  await page.locator("#port-wrong").waitFor();
});

for (const name of ["plan", "talk", "match", "ipv6", "ports"]) {
  site.test(`${name} on a phone, in Chinese and dark`, { ...phone, locale: "zh-CN", colorScheme: "dark" }, async ({ page, open, axe }) => {
    await open(tab(name));
    await page.locator("main h1").waitFor({ state: "attached" });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px stick out`);
    await axe();
  });
}
