import { isUuid } from "../../../../kernel/index.ts";
import type { EnqueueOptions, QueuedCallEvent } from "../../../telephony/calls/index.ts";
import { type AgentAct, type AgentActRefusal, decideAgentAct } from "../agents/agent-act.ts";
import { joinedBy, mayBeDialled, sameNumber, toAcdInput } from "../agents/call-to-acd.ts";
import { type ContactAct, type ContactActRefusal, decideContactAct } from "../agents/contact-act.ts";
import type { DuePlan } from "../callbacks/due-plan.store.ts";
import type { DueMessage, DueMessages } from "../message-contact.store.ts";
import { emptyDraft } from "../queue-draft.ts";
import { PRIORITY_WORTH_MS, type QueueRules } from "../queue-rules.ts";
import type { StoredAgentProfile } from "./acd-config.store.ts";
import {
  type AcdExecutor,
  type AcdInstanceOptions,
  type Box,
  FAILED,
  give,
  keep,
  letGo,
  work,
} from "./acd-executor.effects.ts";
import type { ContactLink } from "./acd-rows.ts";
import { type AcdState, agentOf, contactOf, createAcdState, queueOf } from "./acd-state.ts";
import { valuesOf } from "./sorted.ts";
import type { Reopening } from "./stored-acd-state.ts";

const TEXT_MAX = 64;

/** The ACD state of one call centre while this switch owns it. */
export interface AcdInstance {
  readonly fence: number;
  join(options: EnqueueOptions): void;
  /** The call of the first waiting contact for which no agent rings; null without one. */
  first(queueId: string): string | null;
  /** False when this instance does not contain the call. */
  tell(callId: string, event: QueuedCallEvent): boolean;
  /** A phone has begun a call outside the queues, or ended the last of them. */
  phone(phoneId: string, isBusy: boolean): void;
  act(command: { readonly id: string; readonly agentId: string; readonly act: AgentAct | "late" }): void;
  actOnContact(command: { readonly id: string; readonly contactId: string; readonly act: ContactAct | "late" }): void;
  /** Passes scheduled callbacks that are due and not on disk as contacts yet; a repetition is ignored. */
  plan(plans: readonly DuePlan[]): void;
  /** Passes messages that wait for the ACD, and those of the passed ones that are not on disk yet: each is applied once. */
  wrote(messages: DueMessages): void;
  /** Messages that were passed and may not be on disk yet. */
  givenMessages(): readonly string[];
  /** The agent desktop was opened on a page, or is open on none any more. */
  atDesk(agentId: string, isThere: boolean): void;
  configure(config: { readonly queues: readonly QueueRules[]; readonly agents: readonly StoredAgentProfile[] }): void;
  /** Continues after a pause during which ownership was uncertain; inputs of the pause were queued. */
  goOn(): void;
  isHeld(): boolean;
  floor(): AcdState;
  /** Ends it here: waiting callers are notified, talks continue. Safe to call twice. */
  drop(): void;
  /** Stops it without notifications; safe to call twice. */
  close(): void;
}

/** Opens the state that the last owner left; the contacts that ended with that owner are stored first. */
export function openAcdInstance(
  options: AcdInstanceOptions,
  reopening: Reopening,
  config: Parameters<AcdInstance["configure"]>[0],
): AcdInstance {
  const startedUs = options.elapsedUs();
  const executor: AcdExecutor = {
    options,
    box: boxOf(reopening),
    steadyMs: () => Math.floor(reopening.steadyMs + (options.elapsedUs() - startedUs) / 1_000),
  };
  const { box } = executor;
  keep(executor, reopening.draft);
  configure(executor, config);
  // Calls of this switch continue, whichever switch owned the state.
  for (const [agentId, { phoneId }] of box.agentLinks)
    if (phoneId !== null && options.isPhoneBusy(phoneId)) busyOrFree(executor, agentId, true);
  for (const agentId of reopening.atDesk) give(executor, { input: { input: "agent-at-desk", agentId, isThere: true } });
  give(executor, { input: reopening.input });
  const stop = (): void => {
    box.isOver = true;
    clearTimeout(box.timer);
  };
  return {
    fence: options.fence,
    join: (wish) => join(executor, wish),
    first: (queueId) => firstWaiting(executor, queueId),
    tell: (callId, event) => handleCallEvent(executor, callId, event),
    phone: (phoneId, isBusy) => {
      for (const [agentId, link] of box.agentLinks)
        if (link.phoneId === phoneId && isLoggedIn(box.floor, agentId)) busyOrFree(executor, agentId, isBusy);
    },
    act: (command) => act(executor, command),
    actOnContact: (command) => actOnContact(executor, command),
    plan: (due) => {
      for (const one of due) plan(executor, one);
      const waiting = new Set(due.map(({ contactId }) => contactId));
      for (const id of box.plans) if (!waiting.has(id)) box.plans.delete(id);
    },
    wrote: ({ fresh, given }) => {
      const waiting = new Set(given);
      for (const id of box.messages) if (!waiting.has(id)) box.messages.delete(id);
      for (const one of fresh) wrote(executor, one);
    },
    givenMessages: () => [...box.messages],
    atDesk: (agentId, isThere) => give(executor, { input: { input: "agent-at-desk", agentId, isThere } }),
    configure: (next) => configure(executor, next),
    goOn: () => {
      box.isHeld = false;
      work(executor);
    },
    isHeld: () => box.isHeld || !options.isSure(),
    floor: () => box.floor,
    drop: () => {
      if (!box.isOver) letGo(executor);
      stop();
    },
    close: stop,
  };
}

function boxOf({ nextSequence, callbacks, messages, agents }: Reopening): Box {
  return {
    floor: createAcdState({ priorityWorthMs: PRIORITY_WORTH_MS }),
    nextSequence,
    isBusy: false,
    isHeld: false,
    isOver: false,
    timer: undefined,
    inbox: [],
    links: new Map<string, ContactLink>([
      ...callbacks.map(
        ({ contactId, number, called, joinedAtMs }) =>
          [contactId, { callId: null, caller: number, called, joinedAtMs, number }] as const,
      ),
      ...messages.map(
        ({ contactId, caller, called, joinedAtMs }) =>
          [contactId, { callId: null, caller, called, joinedAtMs, number: null }] as const,
      ),
    ]),
    byCall: new Map(),
    agentLinks: new Map(agents.map(({ agentId, phoneId, sinceMs }) => [agentId, { phoneId, sinceMs }])),
    plans: new Set(),
    messages: new Set(),
    homes: new Map(),
    versions: new Map(),
  };
}

function join(executor: AcdExecutor, wish: EnqueueOptions): void {
  const { options, box } = executor;
  const { callId } = wish;
  if (!isUuid(wish.queueId) || box.byCall.has(callId)) return options.order(callId, FAILED);
  const contactId = options.ids.next();
  box.byCall.set(callId, contactId);
  box.links.set(contactId, {
    callId,
    caller: wish.caller.slice(0, TEXT_MAX),
    called: wish.called.slice(0, TEXT_MAX),
    joinedAtMs: options.nowMs(),
    number: null,
  });
  give(executor, { input: joinedBy(wish, contactId), callId });
}

function firstWaiting({ box }: AcdExecutor, queueId: string): string | null {
  for (const contactId of valuesOf(queueOf(box.floor, queueId)?.line ?? null)) {
    const contact = contactOf(box.floor, contactId);
    const callId = box.links.get(contactId)?.callId ?? null;
    if (contact?.kind === "call" && contact.state.is === "waiting" && callId !== null) return callId;
  }
  return null;
}

function handleCallEvent(executor: AcdExecutor, callId: string, event: QueuedCallEvent): boolean {
  const { options, box } = executor;
  const contactId = box.byCall.get(callId);
  const link = contactId === undefined ? undefined : box.links.get(contactId);
  if (contactId === undefined || link === undefined) return false;
  if (event.news === "callback-asked") {
    if (!mayScheduleCallback(executor, link, event.number)) {
      // A callback that may not be dialled is refused: the caller continues to wait.
      options.order(callId, { order: "callback-refused" });
      return true;
    }
    if (contactOf(box.floor, contactId)?.state.is === "waiting")
      box.links.set(contactId, { ...link, number: event.number });
  }
  give(executor, { input: toAcdInput(contactId, event) });
  return true;
}

/** A customer with an open callback gets no second one. */
function mayScheduleCallback({ options, box }: AcdExecutor, { called }: ContactLink, number: string): boolean {
  return (
    !isBooked(box, number) &&
    mayBeDialled(number) &&
    options.callbacks.mayBook({ tenantId: options.tenantId, called, number })
  );
}

/** Whether the state has a callback to a number, on disk or not. */
function isBooked({ links }: Box, number: string): boolean {
  return [...links.values()].some((other) => other.number !== null && sameNumber(other.number, number));
}

function act(executor: AcdExecutor, { id, agentId, act: asked }: Parameters<AcdInstance["act"]>[0]): void {
  const { box, options } = executor;
  const own = box.agentLinks.get(agentId);
  const others = [...box.agentLinks].filter(([other]) => other !== agentId && isLoggedIn(box.floor, other));
  const facts = {
    agentId,
    agent: agentOf(box.floor, agentId),
    phoneId: own?.phoneId ?? null,
    homePhoneId: box.homes.get(agentId) ?? null,
    taken: new Set(others.flatMap(([, { phoneId }]) => phoneId ?? [])),
    isWritten: (contactId: string) => contactOf(box.floor, contactId)?.kind === "message",
  };
  const decided = asked === "late" ? ({ ok: false, refusal: "agent-act-late" } as const) : decideAgentAct(facts, asked);
  if (!decided.ok) return refused(executor, id, decided.refusal);
  const { input, phoneId } = decided.value;
  box.agentLinks.set(agentId, { phoneId, sinceMs: own?.sinceMs ?? options.nowMs() });
  if (input.input === "agent-logged-in")
    busyOrFree(executor, agentId, phoneId !== null && options.isPhoneBusy(phoneId));
  give(executor, { input, command: { id } });
}

function actOnContact(
  executor: AcdExecutor,
  { id, contactId, act: asked }: Parameters<AcdInstance["actOnContact"]>[0],
): void {
  const { box } = executor;
  const decided =
    asked === "late"
      ? ({ ok: false, refusal: "agent-act-late" } as const)
      : decideContactAct(box.floor, contactId, asked);
  if (decided.ok) give(executor, { input: decided.value, command: { id } });
  else refused(executor, id, decided.refusal);
}

/** Applied once, although it is found until it is on disk; a callback waits while its queue cannot be read, or its number has another callback. */
function plan(executor: AcdExecutor, { contactId, queueId, agentId, number, called }: DuePlan): void {
  const { box, options } = executor;
  const queue = queueOf(box.floor, queueId);
  if (box.plans.has(contactId) || queue === undefined || queue.isShut || isBooked(box, number)) return;
  box.plans.add(contactId);
  box.links.set(contactId, { callId: null, caller: number, called, joinedAtMs: options.nowMs(), number });
  give(executor, { input: { input: "planned", contactId, queueId, forAgentId: agentId } });
}

/** Applied once, although it is found until it is on disk; the message joins at its own time, which may be a while ago. */
function wrote(executor: AcdExecutor, { contactId, queueId, agentId, caller, called, joinedAtMs }: DueMessage): void {
  const { box, options, steadyMs } = executor;
  const queue = queueOf(box.floor, queueId);
  if (box.messages.has(contactId) || queue === undefined || queue.isShut) return;
  box.messages.add(contactId);
  box.links.set(contactId, { callId: null, caller, called, joinedAtMs, number: null });
  const wroteAtMs = steadyMs() - Math.max(0, options.nowMs() - joinedAtMs);
  give(executor, { input: { input: "wrote", contactId, queueId, stickyAgentId: agentId, joinedAtMs: wroteAtMs } });
}

function refused(executor: AcdExecutor, id: string, refusal: AgentActRefusal | ContactActRefusal): void {
  const { tenantId, fence, nowMs } = executor.options;
  keep(executor, { ...emptyDraft({ tenantId, fence, atMs: nowMs() }), commands: [{ id, refusal }] });
}

function busyOrFree(executor: AcdExecutor, agentId: string, isBusy: boolean): void {
  give(executor, { input: { input: isBusy ? "agent-busy" : "agent-free", agentId } });
}

function isLoggedIn(acdState: AcdState, agentId: string): boolean {
  const agent = agentOf(acdState, agentId);
  return agent !== undefined && agent.state.is !== "logged-out";
}

/** Applies new and changed configuration, and removes ended rows. */
function configure(executor: AcdExecutor, { queues, agents }: Parameters<AcdInstance["configure"]>[0]): void {
  const { box } = executor;
  const standing = new Set<string>();
  for (const rules of queues) {
    standing.add(rules.id);
    const version = JSON.stringify(rules);
    if (box.versions.get(rules.id) !== version) give(executor, { input: { input: "queue-configured", rules } });
    box.versions.set(rules.id, version);
  }
  for (const { profile, homePhoneId, version } of agents) {
    standing.add(profile.id);
    box.homes.set(profile.id, homePhoneId);
    if (box.versions.get(profile.id) !== version) give(executor, { input: { input: "agent-configured", profile } });
    box.versions.set(profile.id, version);
  }
  for (const [id, version] of [...box.versions]) {
    if (standing.has(id)) continue;
    box.versions.delete(id);
    box.homes.delete(id);
    const isQueue = typeof version === "string";
    give(executor, {
      input: isQueue ? { input: "queue-removed", queueId: id } : { input: "agent-removed", agentId: id },
    });
  }
}
