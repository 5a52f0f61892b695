// A switch with seeded callers and agents on one ACD, in a separate process that may be killed: started by `queue-traffic.ts`.
import { appendFileSync } from "node:fs";
import { databaseAccess, openDatabase } from "../src/platform/database/index.ts";
import type { QueuedCallEvent, QueueOrder } from "../src/service/telephony/calls/index.ts";
import { openChance } from "./chance.ts";
import { testLog } from "./database.ts";
import { openAcdEngineFixture } from "./queue-fixture.ts";
import type { TrafficLine, TrafficOptions } from "./queue-traffic.ts";
import { createVirtualContext } from "./virtual-context.ts";

const CALLS_MAX = 60;
const JOIN_EVERY_MS = 12;

const trafficOptions = JSON.parse(process.argv[2] ?? "{}") as TrafficOptions;
const chance = openChance(trafficOptions.seed);
// The seed differs between runs, so that no id repeats.
const seeded = createVirtualContext({ seed: `${trafficOptions.seed}` });
const runtime = { clock: { nowMs: () => Date.now() }, ids: seeded.ids };
const access = await databaseAccess({ dataFolder: trafficOptions.dataFolder, databaseUrl: trafficOptions.databaseUrl });
const database = openDatabase({ access, role: "app", max: 4, log: testLog });
const live = new Map<string, { readonly rung: Set<string>; contactId: string | null; isTalking: boolean }>();
let isOpen = true;

/** Writes an event before its effects: a killed process has recorded all its actions. */
function note(line: Omit<TrafficLine, "atMs" | "life">): void {
  appendFileSync(trafficOptions.file, `${JSON.stringify({ ...line, atMs: Date.now(), life: trafficOptions.seed })}\n`);
}

// An ACD that takes over sends commands to calls at once, callbacks among them.
const opening = openAcdEngineFixture(database.db, runtime, {
  leaseMs: trafficOptions.leaseMs,
  tenantIds: async () => [trafficOptions.tenantId],
  order: (callId, order) => obey(callId, order),
  callbacks: {
    mayBook: () => true,
    begin: ({ callId, contactId }) => {
      live.set(callId, { rung: new Set(), contactId, isTalking: false });
      return "begun";
    },
  },
});

function forwardCallEvent(callId: string, event: QueuedCallEvent): void {
  if (live.has(callId)) opening.then(({ desk }) => desk.tell(callId, event)).catch(fail);
}

function fail(error: unknown): never {
  process.stderr.write(`${String(error)}\n`);
  return process.exit(1);
}

function soon(ms: number, then: () => void): void {
  setTimeout(then, 1 + chance.below(ms));
}

function obey(callId: string, order: QueueOrder): void {
  const call = live.get(callId);
  if (call === undefined) return;
  switch (order.order) {
    case "ring":
      for (const { agentId } of order.agents) ring(callId, agentId);
      return;
    case "stop-ringing":
      call.rung.delete(order.agentId);
      return;
    case "connect":
      return connect(callId, order.agentId);
    case "over":
      note({ what: order.outcome === "callback-booked" ? "booked" : "over", callId, agentId: null });
      live.delete(callId);
      return;
    case "say-place":
    case "callback-refused":
    case "end-talk":
    case "taken":
      return;
  }
}

function ring(callId: string, agentId: string): void {
  note({ what: "rung", callId, agentId });
  live.get(callId)?.rung.add(agentId);
  soon(30, () => {
    if (live.get(callId)?.rung.has(agentId) !== true) return;
    const is = chance.next();
    if (is < 0.75) forwardCallEvent(callId, { news: "answered", agentId });
    else forwardCallEvent(callId, { news: "missed", agentId, why: is < 0.9 ? "no-answer" : "declined" });
  });
}

function connect(callId: string, agentId: string): void {
  const call = live.get(callId);
  if (call === undefined) return;
  if (call.contactId !== null) note({ what: "dialled", callId: call.contactId, agentId });
  note({ what: "connected", callId, agentId });
  const isJoined = chance.next() < 0.9;
  soon(15, () => {
    forwardCallEvent(
      callId,
      isJoined ? { news: "bridged", agentId } : { news: "bridge-failed", agentId, fault: "system" },
    );
    if (!isJoined) return;
    call.isTalking = true;
    soon(120, () => {
      forwardCallEvent(callId, { news: "ended", holdMs: 0 });
      live.delete(callId);
    });
  });
}

let callers = 0;
function callNumber(): string {
  callers += 1;
  return String(callers).padStart(8, "0");
}

function join(): void {
  if (!isOpen || live.size >= CALLS_MAX) return;
  const callId = runtime.ids.next();
  live.set(callId, { rung: new Set(), contactId: null, isTalking: false });
  note({ what: "joined", callId, agentId: null });
  const about = {
    callId,
    tenantId: trafficOptions.tenantId,
    queueId: trafficOptions.queueId,
    caller: "+62811",
    called: "1500771",
  };
  staged.desk.join({
    ...about,
    priority: chance.below(3),
    skills: [],
    waitMsMax: 600_000,
    announceMs: null,
    language: "id",
  });
  const is = chance.next();
  if (is < 0.25)
    soon(250, () =>
      forwardCallEvent(callId, { news: "callback-asked", number: `+628${trafficOptions.seed}${callNumber()}` }),
    );
  else if (is < 0.5)
    soon(600, () => {
      if (live.get(callId)?.isTalking === true) return;
      forwardCallEvent(callId, { news: "left", why: "hung-up" });
      live.delete(callId);
    });
}

const staged = await opening;
const joining = setInterval(join, JOIN_EVERY_MS);
const looking = setInterval(() => {
  // A failed refresh is followed by the next one; the ACD stays owned.
  staged.desk.refresh().catch(() => undefined);
}, trafficOptions.leaseMs / 4);

process.on("message", (said) => {
  if (said === "drain") isOpen = false;
  if (said !== "close") return;
  clearInterval(joining);
  clearInterval(looking);
  staged.desk
    .close(5_000)
    .then(() => database.close())
    .then(() => process.exit(0))
    .catch(fail);
});
process.send?.("ready");
