// The harness itself: what it promises to catch, it catches.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

test("a page that complains fails its test", () => {
  const sample = fileURLToPath(new URL("samples/must-fail.mjs", import.meta.url));
  const { NODE_TEST_CONTEXT: _, ...env } = process.env; // The sample is a run of its own.
  const { status, stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", sample], {
    env,
    encoding: "utf8",
  });
  assert.notEqual(status, 0);
  assert.match(stdout, /^# pass 0$/m, stdout);
  assert.match(stdout, /^# fail 4$/m, stdout);
  for (const found of ["console: wrong", "page error: wrong", "request elsewhere: http://localhost:1/", "button-name"]) {
    assert.ok(stdout.includes(found), `${found} is not in:\n${stdout}`);
  }
});
