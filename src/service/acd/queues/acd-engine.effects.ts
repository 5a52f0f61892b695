import type { Clock, IdSource } from "../../../kernel/index.ts";
import { type ChangeFeed, type Database, follow, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { DequeueOptions, EnqueueOptions, QueuePort } from "../../telephony/calls/index.ts";
import { listPendingCommands } from "./agents/agent-command.store.ts";
import { takeDuePlans } from "./callbacks/due-plan.store.ts";
import { takeAllDesktops, takeDesktopChanges, waitingMessages } from "./message-contact.store.ts";
import { openQueueLog, type QueueLog } from "./queue-log.effects.ts";
import type { QueueRules } from "./queue-rules.ts";
import { configMark, listStoredProfiles, listStoredQueues, type StoredQueue } from "./routing/acd-config.store.ts";
import { type AcdInstanceOptions, FAILED } from "./routing/acd-executor.effects.ts";
import { type AcdInstance, openAcdInstance } from "./routing/acd-instance.effects.ts";
import { releaseLease, renewLease, takeLease } from "./routing/acd-lease.store.ts";
import { type AcdSnapshot, readAcdSnapshots } from "./routing/acd-snapshot.store.ts";
import { openQueueIds } from "./routing/acd-state.ts";
import { roomForMessages } from "./routing/enqueue-message.ts";
import { readStoredAcdState } from "./routing/stored-acd-state.store.ts";
import { restoreAcdState } from "./routing/stored-acd-state.ts";
import { parseStoredRules } from "./rules-form.ts";

/** The duration of a lease since its last renewal, by the clock of the database. */
const LEASE_MS = 6_000;
const SWEEP_MS = 1_000;
/** The maximum of rounds of one sweep when takeovers took longer than the sweep interval; the rest follows in the next sweep. */
const ROUNDS_MAX = 100;
/** The share of the lease after which an instance without renewal is held: before another switch can take it over. */
const SURE_SHARE = 5 / 6;
/** Limits of callers who arrive while their call centre's ACD state is being taken over: their number, and how long they wait for it. */
const EARLY_MAX = 2_000;
const EARLY_MS = 10_000;
const EARLY_CHECK_MS = 250;
/** A command that was not taken in time is refused, since its sender may have acted otherwise since. */
const COMMAND_MS_MAX = 10_000;
/** The number of drafts waiting for the database above which new callers are refused. */
const BACKLOG_MAX = 10_000;

/** Announced when queues or agents have changed, and when an agent's command is queued. */
export const QUEUE_COMMANDS = "queue-wishes";

/** Dependencies of the ACD engine. */
export interface AcdEngineOptions
  extends Pick<AcdInstanceOptions, "order" | "targetsOf" | "callbacks" | "elapsedUs" | "step"> {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** The run of this switch. */
  readonly switchId: string;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  /** Shorter in tests. */
  readonly leaseMs?: number;
}

/** The queues of every call centre whose ACD state this switch owns. */
export interface RunningAcdEngine extends QueuePort {
  /** Checks leases, queues, agents and commands now; resolves when it is done. */
  refresh(): Promise<void>;
  /** The call centres with an owned ACD state, without those that are held. */
  owned(): readonly string[];
  backlog(): number;
  /** Writes waiting drafts and releases the leases, for up to `graceMs`; calls have ended before. Safe to call twice. */
  close(graceMs: number): Promise<void>;
}

interface Owned {
  readonly box: AcdInstance;
  /** Until when, by the monotonic clock, no other switch can own it. */
  readonly lease: { untilUs: number };
  mark: number;
  /** Whether every change of desktop presence that was marked as published has reached the instance. */
  isTold: boolean;
  /** Commands that were passed to the instance and are not settled yet. */
  readonly given: Set<string>;
}

/** The interval at which calls that take the first contact of a queue are served, and the maximum of such calls. */
const TAKE_MS = 250;
const TAKERS_MAX = 1_000;

interface Early {
  readonly wish: EnqueueOptions;
  readonly untilUs: number;
}

interface AcdEngineState {
  readonly options: AcdEngineOptions;
  readonly queueLog: QueueLog;
  readonly floors: Map<string, Owned>;
  readonly early: Map<string, Early>;
  readonly badRules: Set<string>;
  /** Phones in calls that are no contacts. */
  readonly busyPhones: Set<string>;
  /** Calls that take the first contact of a queue, in their order of arrival. */
  readonly takers: Map<string, DequeueOptions>;
}

/** Opens the engine; it takes the states of all tenants that have queues and whose lease is free. */
export function openAcdEngine(options: AcdEngineOptions): RunningAcdEngine {
  const { db, changeFeed, log } = options;
  const queueLog = openQueueLog({ db, news: changeFeed, log });
  const engineState: AcdEngineState = {
    options,
    queueLog,
    floors: new Map(),
    early: new Map(),
    badRules: new Set(),
    busyPhones: new Set(),
    takers: new Map(),
  };
  let isClosed = false;
  let looking: Promise<void> = Promise.resolve();
  const look = (): Promise<void> => {
    looking = looking.catch(() => undefined).then(() => (isClosed ? undefined : sweepAll(engineState)));
    return looking;
  };
  const following = follow({
    look,
    everyMs: SWEEP_MS,
    onFault: (error) => log.warn({ err: error }, "queue-desk.not-looked"),
    wokenBy: { changeFeed, channel: QUEUE_COMMANDS },
  });
  const early = setInterval(() => turnAwayLate(engineState), EARLY_CHECK_MS);
  const taking = setInterval(() => takeForAll(engineState), TAKE_MS);
  return {
    join: (wish) => join(engineState, wish),
    tell: (callId, event) => {
      if (event.news === "left") engineState.early.delete(callId);
      for (const { box } of engineState.floors.values()) if (box.tell(callId, event)) return;
    },
    take: (wish) => {
      if (engineState.takers.size >= TAKERS_MAX) return;
      engineState.takers.set(wish.callId, wish);
      takeFor(engineState, wish);
    },
    takeNoMore: (callId) => void engineState.takers.delete(callId),
    phone: ({ tenantId, phoneId, isBusy }) => {
      if (isBusy) engineState.busyPhones.add(phoneId);
      else engineState.busyPhones.delete(phoneId);
      engineState.floors.get(tenantId)?.box.phone(phoneId, isBusy);
    },
    refresh: look,
    owned: () => [...engineState.floors].flatMap(([tenantId, { box }]) => (box.isHeld() ? [] : [tenantId])),
    backlog: queueLog.backlog,
    close: async (graceMs) => {
      if (isClosed) return;
      isClosed = true;
      following.close();
      clearInterval(early);
      clearInterval(taking);
      await looking.catch(() => undefined);
      for (const { wish } of engineState.early.values()) options.order(wish.callId, FAILED);
      for (const { box } of engineState.floors.values()) box.close();
      await queueLog.close(graceMs);
      for (const [tenantId, { box }] of engineState.floors) await release(engineState, tenantId, box.fence);
      engineState.floors.clear();
    },
  };
}

function join(engineState: AcdEngineState, wish: EnqueueOptions): void {
  const { options, floors, early, queueLog } = engineState;
  const floor = floors.get(wish.tenantId);
  if (queueLog.backlog() > BACKLOG_MAX) return options.order(wish.callId, FAILED);
  if (floor !== undefined) return floor.box.join(wish);
  if (early.size >= EARLY_MAX) return options.order(wish.callId, FAILED);
  early.set(wish.callId, { wish, untilUs: options.elapsedUs() + EARLY_MS * 1_000 });
}

function takeForAll(engineState: AcdEngineState): void {
  const empty = new Set<string>();
  for (const options of engineState.takers.values()) {
    if (empty.has(options.queueId)) continue;
    if (!takeFor(engineState, options)) empty.add(options.queueId);
  }
}

/**
 * Orders the first waiting call to leave the queue for the taking call. An agent may reach it first; then the next attempt finds another one. False
 * when no call waits.
 */
function takeFor({ floors, options }: AcdEngineState, { callId, tenantId, queueId, roomId }: DequeueOptions): boolean {
  const first = floors.get(tenantId)?.box.first(queueId) ?? null;
  if (first === null) return false;
  if (first !== callId) options.order(first, { order: "taken", byCallId: callId, roomId });
  return true;
}

function turnAwayLate({ options, early }: AcdEngineState): void {
  const nowUs = options.elapsedUs();
  for (const [callId, { untilUs }] of early) {
    if (nowUs < untilUs) continue;
    early.delete(callId);
    options.order(callId, FAILED);
  }
}

/** Reads all leases, again while some takeovers are left: an owner of a thousand tenants renews its own in between. */
async function sweepAll(engineState: AcdEngineState): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) if ((await sweepOnce(engineState)) === "whole") return;
}

/** Reads snapshots of all call centres in one query, and processes those with changes: a thousand idle ones cost one query. */
async function sweepOnce(engineState: AcdEngineState): Promise<"whole" | "left-over"> {
  const { options, floors } = engineState;
  const tenantIds = await options.tenantIds(options.db);
  const askedUs = options.elapsedUs();
  const owned = [...floors].map(([tenantId, { box }]) => ({ tenantId, fence: box.fence }));
  const snapshots = await readAcdSnapshots(options.db, {
    tenantIds,
    owned,
    leaseMs: leaseMsOf(options),
    now: new Date(options.clock.nowMs()),
  });
  const stirred = snapshots.filter((snapshot) => !isQuiet(engineState, snapshot, askedUs));
  for (const { tenantId } of stirred) {
    const floor = floors.get(tenantId);
    if (floor !== undefined)
      await logSweepFailure(engineState, tenantId, refreshInstance(engineState, tenantId, floor));
  }
  for (const { tenantId, isFree } of stirred) {
    if (!isFree || floors.has(tenantId)) continue;
    if (options.elapsedUs() - askedUs > SWEEP_MS * 1_000) return "left-over";
    await logSweepFailure(engineState, tenantId, takeOverInstance(engineState, tenantId));
  }
  return "whole";
}

/** A failure of one call centre does not affect the others. */
async function logSweepFailure({ options }: AcdEngineState, tenantId: string, looking: Promise<void>): Promise<void> {
  await looking.catch((error: unknown) => options.log.warn({ err: error, tenantId }, "queue-floor.not-looked"));
}

/** Whether an owned state needs no attention: its lease is renewed, it has not changed, and no command waits. */
function isQuiet({ options, floors }: AcdEngineState, snapshot: AcdSnapshot, askedUs: number): boolean {
  const floor = floors.get(snapshot.tenantId);
  if (
    floor === undefined ||
    !snapshot.isRenewed ||
    snapshot.mark !== floor.mark ||
    snapshot.wishes > 0 ||
    !floor.isTold
  )
    return false;
  floor.lease.untilUs = sureUntilUs(options, askedUs);
  floor.given.clear();
  floor.box.goOn();
  return true;
}

/** Renews a lease and applies changes of rules, agents and commands. */
async function refreshInstance(engineState: AcdEngineState, tenantId: string, floor: Owned): Promise<void> {
  const { options } = engineState;
  const { box } = floor;
  const askedUs = options.elapsedUs();
  // If a later step throws, the next sweep applies the presence of all desktops again.
  const desksOf = floor.isTold ? takeDesktopChanges : takeAllDesktops;
  floor.isTold = false;
  const given = box.givenMessages();
  const room = roomForMessages(box.floor(), given.length);
  const found = await inTenant(options.db, tenantId, async (trx) => {
    if (!(await renewLease(trx, { tenantId, fence: box.fence, leaseMs: leaseMsOf(options) }))) return undefined;
    const mark = await configMark(trx);
    const acts = await listPendingCommands(trx);
    const [now, queueIds] = [new Date(options.clock.nowMs()), openQueueIds(box.floor())];
    const plans = await takeDuePlans(trx, { now, nextId: () => options.ids.next(), queueIds });
    const written = { messages: await waitingMessages(trx, { now, room, given }), desks: await desksOf(trx, now) };
    if (mark === floor.mark) return { mark, acts, plans, ...written, config: null };
    return {
      mark,
      acts,
      plans,
      ...written,
      config: { queues: await listStoredQueues(trx), agents: await listStoredProfiles(trx) },
    };
  });
  if (engineState.floors.get(tenantId) !== floor) return;
  if (found === undefined) return lose(engineState, tenantId, "lease-lost");
  floor.lease.untilUs = sureUntilUs(options, askedUs);
  if (found.config !== null) box.configure({ ...found.config, queues: rulesOf(engineState, found.config.queues) });
  floor.mark = found.mark;
  box.goOn();
  box.plan(found.plans);
  for (const { agentId, isThere } of found.desks) box.atDesk(agentId, isThere);
  floor.isTold = true;
  box.wrote(found.messages);
  const nowMs = options.clock.nowMs();
  for (const command of found.acts) {
    const { id } = command;
    if (floor.given.has(id)) continue;
    floor.given.add(id);
    const isLate = nowMs - command.requestedAt.getTime() > COMMAND_MS_MAX;
    if (command.contactId === null) box.act({ id, agentId: command.agentId, act: isLate ? "late" : command.act });
    else box.actOnContact({ id, contactId: command.contactId, act: isLate ? "late" : command.act });
  }
  const waiting = new Set(found.acts.map(({ id }) => id));
  for (const id of floor.given) if (!waiting.has(id)) floor.given.delete(id);
}

function leaseMsOf({ leaseMs = LEASE_MS }: AcdEngineOptions): number {
  return leaseMs;
}

/** Counts from before the query, since its response may have been delayed. */
function sureUntilUs(options: AcdEngineOptions, askedUs: number): number {
  return askedUs + leaseMsOf(options) * SURE_SHARE * 1_000;
}

/** Takes over an expired lease with the ACD state; without effect for a call centre that never had a queue. */
async function takeOverInstance(engineState: AcdEngineState, tenantId: string): Promise<void> {
  const { options, queueLog, floors, early } = engineState;
  const { db, ids, log, clock, elapsedUs, switchId } = options;
  const askedUs = elapsedUs();
  const taken = await inTenant(db, tenantId, async (trx) => {
    const mark = await configMark(trx);
    if (mark === 0) return undefined;
    const lease = await takeLease(trx, { tenantId, switchId, leaseMs: leaseMsOf(options) });
    if (lease === undefined) return undefined;
    const [queues, agents] = [await listStoredQueues(trx), await listStoredProfiles(trx)];
    return { mark, lease, queues, agents, facts: await readStoredAcdState(trx, new Date(clock.nowMs())) };
  });
  if (taken === undefined) return;
  const { mark, lease, agents, facts } = taken;
  const queues = rulesOf(engineState, taken.queues);
  const { fence, lastSignAt } = lease;
  const found = { ...facts, tenantId, fence, lastSignAtMs: lastSignAt?.getTime() ?? null };
  const reopening = restoreAcdState({ ...found, queueIds: new Set(queues.map(({ id }) => id)) }, clock.nowMs());
  const { order, targetsOf, callbacks } = options;
  const sure = { untilUs: sureUntilUs(options, askedUs) };
  const box = openAcdInstance(
    {
      tenantId,
      fence,
      log,
      ids,
      queueLog,
      elapsedUs,
      order,
      targetsOf,
      callbacks,
      nowMs: () => clock.nowMs(),
      isPhoneBusy: (phoneId) => engineState.busyPhones.has(phoneId),
      isSure: () => elapsedUs() < sure.untilUs,
      onLost: (why) => lose(engineState, tenantId, why),
      ...(options.step === undefined ? {} : { step: options.step }),
    },
    reopening,
    { queues, agents },
  );
  floors.set(tenantId, { box, lease: sure, mark, isTold: true, given: new Set() });
  log.info({ tenantId, fence, restored: reopening.callbacks.length }, "queue-floor.taken");
  for (const [callId, { wish }] of early) {
    if (wish.tenantId !== tenantId) continue;
    early.delete(callId);
    box.join(wish);
  }
}

/** Rules that the schema rejects exclude only their queue; logged once. */
function rulesOf({ options, badRules }: AcdEngineState, queues: readonly StoredQueue[]): readonly QueueRules[] {
  return queues.flatMap((queue) => {
    const rules = parseStoredRules(queue);
    if (rules !== undefined) return [rules];
    if (!badRules.has(queue.id)) options.log.error({ queueId: queue.id }, "queue.rules-unreadable");
    badRules.add(queue.id);
    return [];
  });
}

/** The lease belongs to another switch, or the state cannot be written: waiting callers are notified, and the state is restored from the database later. */
function lose({ options, floors }: AcdEngineState, tenantId: string, why: string): void {
  const floor = floors.get(tenantId);
  if (floor === undefined) return;
  options.log.error({ tenantId, why }, "queue-floor.lost");
  floors.delete(tenantId);
  floor.box.drop();
}

async function release({ options }: AcdEngineState, tenantId: string, fence: number): Promise<void> {
  await inTenant(options.db, tenantId, (trx) => releaseLease(trx, { tenantId, fence })).catch((error: unknown) =>
    options.log.warn({ err: error, tenantId }, "queue-floor.not-released"),
  );
}
