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

const roles = ["syn", "synack", "ack", "data", "fin", "rst", "retx"];
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

test("the sum is right: black on white is 21, a colour on itself is 1", () => {
  assert.equal(contrast("#000000", "#ffffff").toFixed(2), "21.00");
  assert.equal(contrast("#0b6bcb", "#0b6bcb"), 1);
});
