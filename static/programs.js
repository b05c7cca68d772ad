// Starts the program that the address asks for, the other one when its address is first gone to.
// Both stay then; each shows nothing while the address is the other's.

// The same as `Address::is_of_labs` in web/src/route.rs.
const LABS = /^#\/(addresses|practice|proof)([/?]|$)/;

const player = {
  glue: () => import("./wireglass-web.js"),
  wasm: new URL("./wireglass-web_bg.wasm", import.meta.url),
};
const labs = {
  glue: () => import("./wireglass-labs.js"),
  wasm: new URL("./wireglass-labs_bg.wasm", import.meta.url),
};

// Trunk has a main program, which it starts itself; then there is nothing left to do but to wait.
function startedByTrunk() {
  return new Promise((resolve) => {
    if (window.wasmBindings) resolve();
    else addEventListener("TrunkApplicationStarted", resolve, { once: true });
  });
}

async function start(program) {
  if (program === player && document.querySelector("link[rel=modulepreload]")) return startedByTrunk();
  // Both at once: the module is the larger part. A failure is told by whoever awaits it.
  const wasm = fetch(program.wasm);
  wasm.catch(() => {});
  const { default: init } = await program.glue();
  await init({ module_or_path: wasm });
}

async function look() {
  const isOfLabs = LABS.test(location.hash);
  document.getElementById("app").hidden = isOfLabs;
  document.getElementById("labs").hidden = !isOfLabs;
  const program = isOfLabs ? labs : player;
  if (!program.started) dispatchEvent(new CustomEvent("wireglass-starting"));
  try {
    await (program.starting ??= start(program));
    program.started = true;
    dispatchEvent(new CustomEvent("wireglass-started"));
  } catch (reason) {
    program.starting = undefined; // The next visit tries again.
    throw reason; // boot.js tells it.
  }
}

addEventListener("hashchange", look);
addEventListener("popstate", look);
look();
