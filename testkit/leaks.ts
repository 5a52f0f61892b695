import { afterAll, beforeAll, vi } from "vitest";
import { openClones } from "./open-clones.ts";

/** Closing takes a moment: a socket is gone only after its peer has answered. */
const CLOSING_MS_MAX = 3_000;
const POLL_MS = 20;

/** Handles that keep a process alive. Vitest's own channel is a pipe that is there before and after. */
const HANDLES = new Set([
  "FSEventWrap",
  "MessagePort",
  "PipeWrap",
  "ProcessWrap",
  "TCPServerWrap",
  "TCPSocketWrap",
  "Timeout",
  "TLSWrap",
  "UDPWrap",
]);

/** Globals of libraries that are loaded when they are needed: helpers of compiled code, registries of zod. */
const OF_LIBRARIES = /^(?:__\w+|\d+)$/;

/** What a process has: names of globals and variables, counts of listeners and handles, by a text that names each. */
type State = ReadonlyMap<string, number | string>;

function stateNow(): State {
  const state = new Map<string, number | string>();
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!OF_LIBRARIES.test(name)) state.set(`global ${name}`, 1);
  }
  for (const [name, value] of Object.entries(process.env)) state.set(`environment variable ${name}`, value ?? "");
  // Libraries that are loaded late flush at the exit of the process.
  for (const name of process.eventNames().filter((event) => event !== "exit")) {
    state.set(`listeners of process.${String(name)}`, process.listenerCount(name));
  }
  for (const type of process.getActiveResourcesInfo()) {
    if (HANDLES.has(type)) state.set(`open ${type}`, Number(state.get(`open ${type}`) ?? 0) + 1);
  }
  state.set("working folder", process.cwd());
  return state;
}

/** What is there now and was not at the start of the file, or is more or different. */
function leftBehind(before: State): readonly string[] {
  const found = [...stateNow()].flatMap(([name, now]) => {
    const then = before.get(name);
    const isLeft = typeof now === "number" ? now > Number(then ?? 0) : now !== then;
    return isLeft ? [then === undefined ? name : `${name} (${then} before, ${now} now)`] : [];
  });
  const timers = vi.isFakeTimers() ? ["fake timers"] : [];
  return [...found, ...timers, ...[...openClones].map((name) => `database ${name}`)];
}

// Files of one process share their modules, so that what one leaves behind would reach the next. The state is taken after the file's
// imports, because a library may set globals when it is loaded.
let before: State = new Map();

beforeAll(() => {
  before = stateNow();
});

afterAll(async () => {
  const endsAtMs = performance.now() + CLOSING_MS_MAX;
  while (leftBehind(before).length > 0 && performance.now() < endsAtMs) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const left = leftBehind(before);
  if (left.length > 0) throw new Error(`The test file leaves behind: ${left.join(", ")}`);
});
