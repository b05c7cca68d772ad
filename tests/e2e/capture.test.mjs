// Captures: choosing and dropping a file, the list of conversations, what is wrong with a file.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test as nodeTest } from "node:test";
import { fileURLToPath } from "node:url";
import { VIEWPORTS, harness } from "./harness.mjs";

const site = harness();
const fixture = fileURLToPath(new URL("../fixtures/kernel-conversation.pcap", import.meta.url));
// Captures of others, beside the project's own directory; not part of it.
const shared = fileURLToPath(new URL("../../../shared/captures/", import.meta.url));

const input = (page) => page.locator("input[type=file]");
const rows = (page) => page.locator(".conversations tbody tr");

/** Opens a file on the page of captures, and waits until it is there or refused. */
async function choose({ page, open }, file) {
  await open("#/capture");
  await input(page).setInputFiles(file);
  await page.locator(".capture-found, .capture-failed").waitFor();
}

site.test("the page that opens captures", async ({ page, open, axe }) => {
  await open("#/capture");
  await page.getByRole("heading", { level: 1, name: "Open a capture" }).waitFor();
  await axe();
});

site.test("the capture of a kernel's conversation", async (t) => {
  const { page, axe } = t;
  await choose(t, fixture);
  assert.equal(await rows(page).count(), 1);
  const text = await rows(page).innerText();
  assert.match(text, /10\.9\.0\.1:42252/);
  assert.match(text, /TIME-WAIT/);
  assert.match(await page.locator(".capture-found").innerText(), /12 packets .*1 TCP conversation.*2 packets are not TCP/s);
  await axe();
});

site.test("the sample opens without a file", async ({ page, open }) => {
  await open("#/capture");
  await page.getByRole("button", { name: "Try one" }).click();
  await rows(page).first().waitFor();
});

site.test("a conversation is saved whole: it was captured at one place already", async (t) => {
  const { page } = t;
  await choose(t, fixture);
  await rows(page).getByRole("button").click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const save = page.getByRole("button", { name: "Save as pcapng" });
  assert.equal(await page.locator("#capture-of").count(), 0);
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  assert.equal(download.suggestedFilename(), "conversation.pcapng");
});

site.test("a conversation opens in the player", async (t) => {
  const { page, axe } = t;
  await choose(t, fixture);
  await rows(page).getByRole("button").click();
  await page.getByRole("tab", { name: "State machine" }).waitFor();
  await page.keyboard.press("End");
  await page.getByRole("tab", { name: "Variables" }).click();
  await page.locator("table.variables").waitFor();
  // What a capture cannot show is said to be unknown, not made up.
  await page.getByText("A capture does not show timers.").waitFor();
  await page.getByRole("tab", { name: "Steps" }).click();
  assert.equal(await page.locator(".steps li").count(), 11);
  await axe(".inspector");
});

site.test("a capture says why there is no what-if", async (t) => {
  const { page, axe } = t;
  await choose(t, fixture);
  await rows(page).getByRole("button").click();
  await page.getByRole("button", { name: "What if…" }).click();
  await page.getByRole("dialog").getByText("A capture shows what did happen").waitFor();
  await axe();
});

site.test("a file dropped anywhere opens", async ({ page, open }) => {
  await open();
  const bytes = [...readFileSync(fixture)];
  const transfer = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], "dropped.pcap"));
    return transfer;
  }, bytes);
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  await page.locator(".drop-zone").waitFor({ state: "visible" });
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await page.locator(".drop-zone").waitFor({ state: "hidden" });
  await page.getByRole("heading", { name: /dropped\.pcap/ }).waitFor();
});

site.test("a file cut off says where, and shows what was read", async (t) => {
  const { page, axe } = t;
  const whole = readFileSync(fixture);
  await choose(t, { name: "cut.pcap", mimeType: "", buffer: whole.subarray(0, whole.length - 30) });
  await page.getByRole("heading", { name: "Problems in the file" }).waitFor();
  assert.match(await page.locator(".capture-problems").innerText(), /\d/);
  assert.equal(await rows(page).count(), 1);
  await axe();
});

for (const [name, buffer, expected] of [
  ["empty.pcap", Buffer.alloc(0), /empty/],
  ["page.pcap", Buffer.from("<!doctype html><title>Log in</title>"), /web page/],
  ["packed.pcap.gz", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), /gzip/],
  ["noise.pcap", Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), /01 02 03 04/],
]) {
  site.test(`not a capture: ${name}`, async (t) => {
    const { page, axe } = t;
    await choose(t, { name, mimeType: "", buffer });
    assert.match(await page.getByRole("alert").innerText(), expected);
    await axe();
  });
}

site.test("a file too large is refused before it is read", async ({ page, open }) => {
  await open("#/capture");
  await page.evaluate(() => {
    const file = new File(["x"], "huge.pcap");
    Object.defineProperty(file, "size", { value: 3 * 2 ** 30 });
    const transfer = new DataTransfer();
    const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer });
    Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files: Object.assign([file], { item: () => file }) } });
    document.body.dispatchEvent(event);
  });
  assert.match(await page.getByRole("alert").innerText(), /too large.*3\.0 GiB/s);
});

site.test("the list can be filtered and sorted", async (t) => {
  const { page } = t;
  await choose(t, fixture);
  const filter = page.getByRole("searchbox");
  await filter.fill("no-such-host");
  await page.getByText("No conversation matches the filter.").waitFor();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await filter.fill("7000 time-wait");
  assert.equal(await rows(page).count(), 1);
  await page.getByRole("columnheader", { name: "Packets" }).getByRole("button").click();
  assert.equal(await page.getByRole("columnheader", { name: "Packets" }).getAttribute("aria-sort"), "descending");
});

site.test("in Chinese", { locale: "zh-CN" }, async (t) => {
  const { page, axe } = t;
  await choose(t, { name: "x.pcap", mimeType: "", buffer: Buffer.from("hello, this is text\n") });
  assert.match(await page.getByRole("alert").innerText(), /纯文本/);
  await input(page).setInputFiles(fixture);
  await rows(page).first().waitFor();
  await axe();
});

site.test("on a phone, in the dark", { viewport: VIEWPORTS.phone, touch: true, colorScheme: "dark" }, async (t) => {
  const { page, axe } = t;
  await choose(t, fixture);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px stick out`);
  await axe();
});

if (existsSync(shared)) {
  const expected = {
    "tcp_handshake.pcapng": /ESTABLISHED|SYN/,
    "tcp_teardown.pcapng": /CLOSED|TIME-WAIT|LAST-ACK/,
    "tcp_retransmissions.pcapng": /retransmission/,
    "http_google.pcapng": /:80/,
  };
  for (const name of readdirSync(shared).filter((name) => name in expected)) {
    site.test(`the capture ${name}`, async (t) => {
      const { page } = t;
      await choose(t, shared + name);
      assert.match(await page.locator(".conversations").innerText(), expected[name]);
      await rows(page).first().getByRole("button").click();
      await page.getByRole("tab", { name: "Packet" }).waitFor();
      await page.keyboard.press("End");
      await page.getByRole("tab", { name: "Packet" }).click();
      await page.locator(".hex-row").first().waitFor();
    });
  }
} else {
  nodeTest("captures of others", { skip: "they are not beside this directory: shared/captures" }, () => {});
}
