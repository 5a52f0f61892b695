import type { IdSource } from "../../../../kernel/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import type { QueueOrder, Target } from "../../../telephony/calls/index.ts";
import { orderOf } from "../agents/call-to-acd.ts";
import type { DraftResult, QueueDraft } from "../queue-draft.ts";
import type { QueueLog } from "../queue-log.effects.ts";
import { type AgentLink, type ContactLink, draftOfStep, isEmptyDraft } from "./acd-rows.ts";
import { type AcdState, contactOf } from "./acd-state.ts";
import type { QueueEffect, QueueInput } from "./queue-input.ts";
import { type QueueStepper, stepQueues } from "./step-queues.ts";

/** The maximum of inputs that wait while an instance is held. */
const INBOX_MAX = 50_000;
const TIMER_MS_MAX = 2 ** 31 - 1;

/** The far end of a callback: a call that rings agents first and dials the customer on a connect order. */
export interface CallbackCall {
  readonly callId: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly number: string;
  /** The number that the customer had called; shown as the caller's number of the callback. */
  readonly called: string;
}

/** Whether the call of a callback has begun; `no-line` may be tried again, `barred` never. */
export type CallbackStart = "begun" | "no-line" | "barred";

/** The callbacks of an ACD instance. */
export interface CallbackPort {
  /** Whether a callback to this number may be booked; an acceptance counts against the limits. */
  mayBook(wish: Pick<CallbackCall, "tenantId" | "number" | "called">): boolean;
  /** Begins the call of a callback; the customer is dialled on a connect order only. */
  begin(call: CallbackCall): CallbackStart;
}

/** Dependencies of an ACD instance. */
export interface AcdInstanceOptions {
  readonly tenantId: string;
  readonly fence: number;
  readonly log: Log;
  readonly ids: IdSource;
  readonly queueLog: Pick<QueueLog, "write">;
  readonly nowMs: () => number;
  /** The monotonic clock of the process in microseconds. */
  readonly elapsedUs: () => number;
  readonly order: (callId: string, order: QueueOrder) => void;
  /** The current SIP targets of a phone; empty when it is not reachable. */
  readonly targetsOf: (tenantId: string, phoneId: string) => readonly Target[];
  readonly callbacks: CallbackPort;
  /** Whether a phone is in a call that is no contact. */
  readonly isPhoneBusy: (phoneId: string) => boolean;
  /** Whether no other switch can own the state now. */
  readonly isSure: () => boolean;
  /** Called when the instance cannot continue: another switch owns the state, or its drafts cannot be written. */
  readonly onLost: (why: DraftResult) => void;
  /** The step; replaced by tests that plant a fault. */
  readonly step?: QueueStepper;
}

/** An input of an ACD instance. */
export interface Given {
  readonly input: QueueInput;
  /** The call behind the input, for faults. */
  readonly callId?: string;
  readonly command?: { readonly id: string };
}

/** An ACD state with its pending inputs, and the data of calls and phones beside it. */
export interface Box {
  floor: AcdState;
  nextSequence: number;
  isBusy: boolean;
  isHeld: boolean;
  isOver: boolean;
  timer: NodeJS.Timeout | undefined;
  readonly inbox: Given[];
  readonly links: Map<string, ContactLink>;
  readonly byCall: Map<string, string>;
  readonly agentLinks: Map<string, AgentLink>;
  /** Contacts of scheduled callbacks that were passed to this instance. */
  readonly plans: Set<string>;
  /** Messages that were passed to this instance. */
  readonly messages: Set<string>;
  readonly homes: Map<string, string | null>;
  readonly versions: Map<string, number | string>;
}

/** The executor of one instance: its dependencies, state and monotonic clock. */
export interface AcdExecutor {
  readonly options: AcdInstanceOptions;
  readonly box: Box;
  readonly steadyMs: () => number;
}

/** The order for a caller who cannot wait here. */
export const FAILED: QueueOrder = { order: "over", outcome: "failed" };

/** Passes an input to an instance. */
export function give(executor: AcdExecutor, given: Given): void {
  const { box, options } = executor;
  if (box.isOver) return;
  box.inbox.push(given);
  if (box.inbox.length > INBOX_MAX) return options.onLost("no-room");
  work(executor);
}

/** Processes the inbox while the switch surely owns the state; inputs that arrive during this wait for their turn. */
export function work(executor: AcdExecutor): void {
  const { box } = executor;
  if (box.isBusy) return;
  box.isBusy = true;
  try {
    while (!box.isHeld && !box.isOver) {
      // A process that was suspended resumes with everything due at once, including the lease.
      if (!executor.options.isSure()) {
        executor.options.log.warn({ tenantId: executor.options.tenantId }, "queue-floor.held");
        box.isHeld = true;
        return;
      }
      const given = box.inbox.shift();
      if (given === undefined) return;
      stepped(executor, given);
    }
  } finally {
    box.isBusy = false;
  }
}

/** A step that throws changes nothing: the fault is logged, and the state continues unchanged. */
function stepped(executor: AcdExecutor, given: Given): void {
  const { options, box } = executor;
  const { tenantId, fence, log } = options;
  const { input, callId } = given;
  try {
    const { state: acdState, effects } = (options.step ?? stepQueues)(box.floor, input, executor.steadyMs());
    const of = { tenantId, fence, atMs: options.nowMs() };
    noteSince(box, effects, of.atMs);
    const { links, agentLinks } = box;
    const draft = draftOfStep({
      of,
      input,
      floor: acdState,
      effects,
      firstSequence: box.nextSequence,
      links,
      agentLinks,
    });
    box.floor = acdState;
    box.nextSequence += draft.events.length;
    const kept = write(executor, completed(executor, draft, effects, given));
    for (const effect of effects) carryOut(executor, effect, kept);
    forget(executor, effects);
  } catch (error) {
    log.error({ err: error, tenantId, input: input.input }, "queue.step-failed");
    if (callId === undefined) return;
    unlink(box, box.byCall.get(callId));
    options.order(callId, FAILED);
  }
}

function noteSince(box: Box, effects: readonly QueueEffect[], atMs: number): void {
  for (const one of effects) {
    if (one.effect !== "record" || one.event.body.kind !== "agent.changed") continue;
    const { agentId } = one.event.body;
    box.agentLinks.set(agentId, { phoneId: box.agentLinks.get(agentId)?.phoneId ?? null, sinceMs: atMs });
  }
}

function completed(
  executor: AcdExecutor,
  draft: QueueDraft,
  effects: readonly QueueEffect[],
  { command }: Given,
): QueueDraft {
  const dialled = effects.find((one) => one.effect === "dial");
  const callId = dialled === undefined ? undefined : executor.box.links.get(dialled.contactId)?.callId;
  return {
    ...draft,
    ...(dialled === undefined || callId === undefined || callId === null
      ? {}
      : { dial: { contactId: dialled.contactId, callId } }),
    commands: command === undefined ? [] : [{ id: command.id, refusal: null }],
  };
}

/** Writes a draft; if another switch owns the state, the instance is dropped. */
function write({ options, box }: AcdExecutor, draft: QueueDraft): Promise<DraftResult> {
  if (isEmptyDraft(draft)) return Promise.resolve("kept");
  const kept = options.queueLog.write(draft);
  kept.then(
    (result) => {
      if ((result === "lease-lost" || result === "no-room") && !box.isOver) options.onLost(result);
    },
    (error: unknown) => options.log.error({ err: error, tenantId: options.tenantId }, "queue.write-failed"),
  );
  return kept;
}

/** Continues when a draft is on disk, or refused. */
function afterCommit({ options }: AcdExecutor, kept: Promise<DraftResult>, then: (result: DraftResult) => void): void {
  kept
    .then(then)
    .catch((error: unknown) => options.log.error({ err: error, tenantId: options.tenantId }, "queue.order-failed"));
}

/** Stores events that no caller or agent waits for. */
export function keep(executor: AcdExecutor, draft: QueueDraft): void {
  afterCommit(executor, write(executor, draft), () => undefined);
}

function carryOut(executor: AcdExecutor, effect: QueueEffect, kept: Promise<DraftResult>): void {
  switch (effect.effect) {
    case "record":
      return undefined;
    case "callback-not-kept":
      return orderCall(executor, effect.contactId, { order: "callback-refused" });
    case "wake":
      return wakeAt(executor, effect.atMs);
    case "offer":
      return offer(executor, effect);
    case "connect":
    case "dial":
      return connectAfterCommit(executor, effect, kept);
    case "callback-kept":
      return confirmCallbackAfterCommit(executor, effect.contactId, kept);
    case "withdraw":
    case "tell":
    case "overflow":
    case "end":
      return orderCall(executor, effect.contactId, orderOf(effect));
  }
}

function orderCall({ options, box }: AcdExecutor, contactId: string, order: QueueOrder): void {
  const callId = box.links.get(contactId)?.callId ?? null;
  if (callId !== null) options.order(callId, order);
}

function wakeAt(executor: AcdExecutor, atMs: number | null): void {
  const { box } = executor;
  clearTimeout(box.timer);
  if (atMs === null) return;
  const ms = Math.min(Math.max(0, atMs - executor.steadyMs()), TIMER_MS_MAX);
  box.timer = setTimeout(() => give(executor, { input: { input: "timer" } }), ms);
  box.timer.unref();
}

/** Rings the agents' phones; an unreachable phone counts as missed at once. */
function offer(executor: AcdExecutor, effect: Extract<QueueEffect, { readonly effect: "offer" }>): void {
  const { options, box } = executor;
  const { contactId, agentIds, untilMs } = effect;
  // Messages do not ring; the agent desktop shows them.
  if (contactOf(box.floor, contactId)?.kind === "message") return;
  const begun = callOf(executor, contactId);
  if (begun.is === "barred") return give(executor, { input: { input: "callback-barred", contactId } });
  const callId = begun.is === "begun" ? begun.callId : null;
  const found = agentIds.map((agentId) => {
    const phoneId = box.agentLinks.get(agentId)?.phoneId ?? null;
    const targets = phoneId === null || callId === null ? [] : options.targetsOf(options.tenantId, phoneId);
    return { agentId, targets };
  });
  const agents = found.filter(({ targets }) => targets.length > 0);
  const ringMs = Math.max(0, untilMs - executor.steadyMs());
  if (agents.length > 0 && callId !== null) options.order(callId, { order: "ring", agents, ringMs });
  for (const { agentId, targets } of found)
    if (targets.length === 0)
      give(executor, { input: { input: "missed", contactId, agentId, why: whyMissed(begun.is) } });
}

function whyMissed(is: CallbackStart): "no-line" | "unreachable" {
  return is === "no-line" ? "no-line" : "unreachable";
}

type BegunCall = { readonly is: "begun"; readonly callId: string | null } | { readonly is: "no-line" | "barred" };

/** The call of a contact; a callback gets one with each offer. */
function callOf({ options, box }: AcdExecutor, contactId: string): BegunCall {
  const link = box.links.get(contactId);
  if (link === undefined || link.callId !== null || link.number === null)
    return { is: "begun", callId: link?.callId ?? null };
  const { number, called } = link;
  const callId = options.ids.next();
  // Registered before the call begins, since its events may arrive at once.
  box.links.set(contactId, { ...link, callId });
  box.byCall.set(callId, contactId);
  const is = options.callbacks.begin({ callId, tenantId: options.tenantId, contactId, number, called });
  if (is === "begun") return { is, callId };
  box.links.set(contactId, link);
  box.byCall.delete(callId);
  return { is };
}

/**
 * Both sides are connected only after the choice is on disk, and a callback is dialled only when the database confirms that it never was before. A pair that
 * ended during the write is not connected, nor is any by a suspended process, since another switch may own the state by then.
 */
function connectAfterCommit(
  executor: AcdExecutor,
  { contactId, agentId }: { readonly contactId: string; readonly agentId: string },
  kept: Promise<DraftResult>,
): void {
  const { options, box } = executor;
  afterCommit(executor, kept, (result) => {
    const contact = contactOf(box.floor, contactId);
    const callId = box.links.get(contactId)?.callId ?? null;
    const isOn = contact?.state.is === "connecting" && contact.state.agentId === agentId;
    if (box.isOver || !isOn) return;
    if (contact.kind === "message" && result === "kept" && options.isSure())
      return give(executor, { input: { input: "bridged", contactId, agentId } });
    if (callId === null && contact.kind !== "message") return;
    if (callId !== null && result === "kept" && options.isSure())
      return options.order(callId, { order: "connect", agentId });
    give(executor, { input: { input: "bridge-failed", contactId, agentId, fault: "system" } });
  });
}

/** The caller is released only after the callback is on disk. From the request on, the caller's call is separate from it. */
function confirmCallbackAfterCommit(executor: AcdExecutor, contactId: string, kept: Promise<DraftResult>): void {
  const { options, box } = executor;
  const link = box.links.get(contactId);
  if (link === undefined || link.callId === null) return;
  const { callId } = link;
  box.byCall.delete(callId);
  box.links.set(contactId, { ...link, callId: null });
  afterCommit(executor, kept, (result) =>
    options.order(callId, result === "kept" ? { order: "over", outcome: "callback-booked" } : FAILED),
  );
}

/** Removes links of ended contacts; a callback that waits again has no call. */
function forget({ options, box }: AcdExecutor, effects: readonly QueueEffect[]): void {
  for (const one of effects) {
    if (one.effect !== "record") continue;
    const { body } = one.event;
    if (body.kind === "contact.refused") unlink(box, body.contactId);
    if (body.kind !== "contact.returned" && body.kind !== "contact.closed") continue;
    const link = box.links.get(body.contactId);
    if (body.kind === "contact.closed") {
      // Ends the call of a callback that was not answered: no other contact refers to it.
      const isLost = link !== undefined && link.number !== null && body.outcome !== "answered";
      if (isLost && link.callId !== null) options.order(link.callId, FAILED);
      unlink(box, body.contactId);
      continue;
    }
    if (link === undefined || link.number === null || link.callId === null) continue;
    if (contactOf(box.floor, body.contactId)?.state.is !== "waiting") continue;
    options.order(link.callId, FAILED);
    box.byCall.delete(link.callId);
    box.links.set(body.contactId, { ...link, callId: null });
  }
}

function unlink(box: Box, contactId: string | undefined): void {
  if (contactId === undefined) return;
  const callId = box.links.get(contactId)?.callId ?? null;
  if (callId !== null) box.byCall.delete(callId);
  box.links.delete(contactId);
}

/** Notifies waiting callers of the failure; talks continue. */
export function letGo({ options, box }: AcdExecutor): void {
  for (const [contactId, { callId }] of box.links) {
    if (callId !== null && contactOf(box.floor, contactId)?.state.is !== "connected") options.order(callId, FAILED);
  }
  box.links.clear();
  box.byCall.clear();
}
