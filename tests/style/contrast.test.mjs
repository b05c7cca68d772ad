// The colours of static/styles/tokens.css, computed: words at 4.5:1 and shapes at 3:1 (WCAG 2.2
// success criteria 1.4.3 and 1.4.11), in both themes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../static/styles/tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/^\s*--([a-z0-9-]+):\s*([^;]+);/gm)].map(([, name, value]) => [name, value.trim()]),
);

/** The colour of a token: `theme` is 0 for light, 1 for dark. */
function color(name, theme) {
  const value = tokens.get(name);
  assert.ok(value, `--${name} is not in tokens.css`);
  const alias = /^var\(--([a-z0-9-]+)\)$/.exec(value);
  if (alias) return color(alias[1], theme);
  const pair = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value);
  assert.ok(pair, `--${name} must be light-dark(#rrggbb, #rrggbb)`);
  return pair[1 + theme];
}

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const roles = ["syn", "synack", "ack", "data", "fin", "rst", "retx", "arp", "icmp", "udp"];
const families = ["st-idle", "st-open", "st-est", "st-close", "st-wait"];
const words = ["ink", "ink-2", "ink-3", "accent", ...[...roles, ...families].map((name) => `${name}-text`)];

for (const [theme, title] of ["light", "dark"].entries()) {
  test(`${title}: words stand out from what they are on`, () => {
    for (const name of words) {
      for (const ground of ["paper", "panel", "line-2"]) {
        const ratio = contrast(color(name, theme), color(ground, theme));
        assert.ok(ratio >= 4.5, `--${name} on --${ground}: ${ratio.toFixed(2)}`);
      }
    }
  });

  test(`${title}: shapes stand out from what they are on`, () => {
    for (const name of [...roles, ...families]) {
      for (const ground of ["paper", "panel"]) {
        const ratio = contrast(color(name, theme), color(ground, theme));
        assert.ok(ratio >= 3, `--${name} on --${ground}: ${ratio.toFixed(2)}`);
      }
    }
  });
}

// How colours look to whoever lacks one kind of cone: Machado, Oliveira and Fernandes (2009), for
// severity 1, on linear RGB.
const visions = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** A colour in Oklab, as somebody sees it. */
function seen(hex, vision) {
  const linear = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  const [r, g, b] = visions[vision].map((row) => Math.max(0, row.reduce((sum, k, i) => sum + k * linear[i], 0)));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

// Those that may stand side by side and are told apart by colour, too: a SYN-ACK looks like a SYN
// and ARP like a retransmission, and have other shapes.
const apart = ["syn", "ack", "data", "fin", "rst", "retx", "icmp", "udp"];
for (const [theme, title] of ["light", "dark"].entries()) {
  for (const vision of Object.keys(visions)) {
    test(`${title}: roles are told apart by ${vision} vision`, () => {
      for (const [index, a] of apart.entries()) {
        for (const b of apart.slice(index + 1)) {
          const [one, other] = [a, b].map((name) => seen(color(name, theme), vision));
          const distance = Math.hypot(...one.map((value, i) => value - other[i]));
          // Ten times what can just be seen.
          assert.ok(distance >= 0.075, `--${a} and --${b}: ${distance.toFixed(3)}`);
        }
      }
    });
  }
}

test("the sum is right: black on white is 21, a colour on itself is 1", () => {
  assert.equal(contrast("#000000", "#ffffff").toFixed(2), "21.00");
  assert.equal(contrast("#0b6bcb", "#0b6bcb"), 1);
});
