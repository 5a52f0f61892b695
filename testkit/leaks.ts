import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { openClones, pendingTimers } from "./left-open.ts";

/** Closing takes a moment: a socket is gone only after its peer has closed. */
const CLOSING_MS_MAX = 3_000;
const POLL_MS = 20;

/** Handles that keep a process alive. Vitest's own channel is a pipe that exists before and after. */
const HANDLES = new Set([
  "FSEventWrap",
  "MessagePort",
  "PipeWrap",
  "ProcessWrap",
  "TCPServerWrap",
  "TCPSocketWrap",
  "TLSWrap",
  "UDPWrap",
]);

/** Globals of lazily loaded libraries: helpers of compiled code, registries of zod, and an accidental one of `smpp`. */
const OF_LIBRARIES = /^(?:__\w+|\d+|skipUdh)$/;

/** Permitted leaks of files: the end of the path and the reason. */
const EXEMPT: readonly { readonly file: string; readonly leaves: string; readonly why: string }[] = [
  {
    file: "tests/access/sip-pipe.test.ts",
    leaves: "a timer",
    why: "JsSIP waits 32 s for answers to its last requests (RFC 3261, 17.1.2.2, timer F).",
  },
];

/** State of a process: globals, variables, and numbers of listeners and handles, by name. */
type State = ReadonlyMap<string, number | string>;

function stateNow(): State {
  const state = new Map<string, number | string>();
  // Code compiled by Emscripten defines getters for names it does not export; a test sets values.
  for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis))) {
    if (get === undefined && !OF_LIBRARIES.test(name)) state.set(`global ${name}`, 1);
  }
  for (const [name, value] of Object.entries(process.env)) state.set(`environment variable ${name}`, value ?? "");
  // Lazily loaded libraries flush at the exit of the process.
  for (const name of process.eventNames().filter((event) => event !== "exit")) {
    state.set(`listeners of process.${String(name)}`, process.listenerCount(name));
  }
  for (const type of process.getActiveResourcesInfo()) {
    if (HANDLES.has(type)) state.set(`open ${type}`, Number(state.get(`open ${type}`) ?? 0) + 1);
  }
  state.set("working folder", process.cwd());
  return state;
}

/** Entries that are new, different or higher than at the start of the file. */
function leftBehind(before: State): readonly string[] {
  const found = [...stateNow()].flatMap(([name, now]) => {
    const then = before.get(name);
    const isLeft = typeof now === "number" ? now > Number(then ?? 0) : now !== then;
    return isLeft ? [then === undefined ? name : `${name} (${then} before, ${now} now)`] : [];
  });
  const fake = vi.isFakeTimers() ? ["fake timers"] : [];
  const timers = pendingTimers()
    .filter((timer) => !timersBefore.has(timer))
    .map((timer) => `a timer of ${(timer as unknown as { readonly _idleTimeout: number })._idleTimeout} ms`);
  return [...found, ...timers, ...fake, ...[...openClones].map((name) => `database ${name}`)];
}

// Files of one process share their modules, so that a leak of one would affect the next. The state is taken after the file's
// imports, because a library may set globals when it is loaded.
let before: State = new Map();
let timersBefore: ReadonlySet<NodeJS.Timeout> = new Set();

beforeAll(() => {
  before = stateNow();
  timersBefore = new Set(pendingTimers());
});

afterAll(async () => {
  const endsAtMs = performance.now() + CLOSING_MS_MAX;
  while (leftBehind(before).length > 0 && performance.now() < endsAtMs) {
    await delay(POLL_MS);
  }
  const { testPath = "" } = expect.getState();
  const left = leftBehind(before).filter(
    (found) => !EXEMPT.some(({ file, leaves }) => testPath.endsWith(file) && found.startsWith(leaves)),
  );
  // The next file of this process must not be blamed.
  openClones.clear();
  if (left.length > 0) throw new Error(`The test file leaves behind: ${left.join(", ")}`);
});
