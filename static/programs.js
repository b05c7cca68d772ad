// Starts the program that the address asks for, each of the others when its address is first gone to.
// All that were started stay; each shows nothing while the address is another's.

// The same as `Address::program` in web/src/route.rs, where a test compares the two.
const LABS = /^#\/(addresses|practice|proof)([/?]|$)/;
const SANDBOX = /^#\/sandbox([/?]|$)/;
const LESSON = /^#\/lesson\/([^/?]+)([/?]|$)/;
// The lessons of networks, which need more than the player has.
const NETWORKS = new Set([
  "layers-and-encapsulation",
  "two-pcs-and-a-cable",
  "hub-against-switch",
  "how-a-switch-learns",
  "broadcast-storm",
  "first-ping",
  "arp-cache",
  "rarp",
  "two-networks-one-switch",
  "default-gateway",
  "mac-changes-ip-does-not",
  "ttl-and-traceroute",
  "routing-and-longest-match",
  "fragmentation",
  "dhcp",
  "udp-letter-tcp-call",
  "udp-broadcast",
  "datagram-size-limit",
  "tftp",
  "dns",
  "web-request",
  "home-network",
]);

const player = {
  place: "app",
  glue: () => import("./wireglass-web.js"),
  wasm: new URL("./wireglass-web_bg.wasm", import.meta.url),
};
const networks = {
  place: "networks",
  glue: () => import("./wireglass-networks.js"),
  wasm: new URL("./wireglass-networks_bg.wasm", import.meta.url),
};
const labs = {
  place: "labs",
  glue: () => import("./wireglass-labs.js"),
  wasm: new URL("./wireglass-labs_bg.wasm", import.meta.url),
};
const programs = [player, networks, labs];

function wanted(hash) {
  if (LABS.test(hash)) return labs;
  if (SANDBOX.test(hash)) return networks;
  return NETWORKS.has(LESSON.exec(hash)?.[1]) ? networks : player;
}

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
  const program = wanted(location.hash);
  for (const { place } of programs) document.getElementById(place).hidden = place !== program.place;
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
