import { unreachable } from "../../../../kernel/index.ts";
import type { Agent } from "../agents/agent.ts";
import {
  agentDue,
  busyElsewhere,
  freeAgain,
  loggedIn,
  readyAgain,
  requestLogout,
  requestPause,
  setDesktopPresence,
} from "../agents/agent-actions.ts";
import { given, sent } from "../agents/contact-act.ts";
import { planned } from "../callbacks/planning.ts";
import { type AcdState, agentOf, contactOf, queueOf, withDue } from "./acd-state.ts";
import { agentConfigured, agentRemoved, queueConfigured, queueRemoved, withoutShutQueues } from "./configuring.ts";
import type { Contact } from "./contact.ts";
import { beginDraft, type Draft, setContact, withEffects } from "./draft.ts";
import { isHoldOver, waitLimitMs } from "./due.ts";
import { joined, overflowed } from "./enqueue-call.ts";
import { wrote } from "./enqueue-message.ts";
import { announceWait } from "./estimated-wait.ts";
import { matchAll } from "./match.ts";
import {
  answered,
  bridged,
  bridgeFailed,
  callbackBarred,
  ended,
  left,
  missed,
  offerExpired,
  requestCallback,
} from "./offers.ts";
import type { QueueEffect, QueueInput } from "./queue-input.ts";
import { restored } from "./restoring.ts";
import { emptied, type Matcher, settle } from "./settle.ts";
import { first } from "./sorted.ts";

/** The state after a step, with its effects. */
export interface QueueStep {
  readonly state: AcdState;
  readonly effects: readonly QueueEffect[];
}

/** The type of the step function. */
export type QueueStepper = typeof stepQueues;

/** The maximum of due entries that one step processes; the rest follows at once. */
const DUE_PER_STEP_MAX = 500;

/**
 * One step of the ACD of a call centre: from the state, `input` and `nowMs` of its owner's monotonic clock to the next state and its effects. Due entries are
 * processed before the input, so that a lease ends on its millisecond even when its timer is late; then contacts and agents are matched. Total: an input that
 * does not apply in the current state changes nothing, since inputs may be late. `match` is replaced by tests, which compare it with a slow reference.
 */
export function stepQueues(acdState: AcdState, input: QueueInput, nowMs: number, match: Matcher = matchAll): QueueStep {
  const happened = applied(allDue(beginDraft(acdState, nowMs)), input);
  const told = allDue(settle(happened, match));
  return finished(input.input === "timer" ? null : acdState.wakeAtMs, settle(told, match));
}

/** `armedMs`: the instant of the pending timer. */
function finished(armedMs: number | null, draft: Draft): QueueStep {
  const swept = withoutShutQueues(draft);
  const atMs = first(swept.floor.agenda)?.key.dueMs ?? null;
  const isArmed = atMs === armedMs && (atMs === null || atMs > swept.floor.nowMs);
  const { floor, effects } = isArmed ? swept : withEffects(swept, { effect: "wake", atMs });
  return { state: { ...floor, wakeAtMs: atMs }, effects };
}

function applied(draft: Draft, input: QueueInput): Draft {
  switch (input.input) {
    case "queue-configured":
      return queueConfigured(draft, input.rules);
    case "queue-removed":
      return queueRemoved(draft, input.queueId);
    case "agent-configured":
      return agentConfigured(draft, input.profile);
    case "agent-removed":
      return agentRemoved(draft, input.agentId);
    case "joined":
      return joined(draft, input);
    case "planned":
      return planned(draft, input);
    case "wrote":
      return wrote(draft, input);
    case "restored":
      return restored(draft, input);
    case "left":
      return left(draft, input.contactId, input.why);
    case "callback-asked":
      return requestCallback(draft, input.contactId);
    case "callback-barred":
      return callbackBarred(draft, input.contactId);
    case "sent":
      return sent(draft, input.contactId, input.queueId);
    case "given":
      return given(draft, input.contactId, input.agentId);
    case "answered":
      return answered(draft, input.contactId, input.agentId);
    case "missed":
      return missed(draft, input.contactId, input.agentId, input.why);
    case "bridged":
      return bridged(draft, input.contactId, input.agentId);
    case "bridge-failed":
      return bridgeFailed(draft, input);
    case "ended":
      return ended(draft, input.contactId, input.holdMs);
    case "timer":
      return draft;
    case "agent-logged-in":
    case "agent-logged-out":
    case "agent-paused":
    case "agent-ready":
    case "agent-busy":
    case "agent-free":
    case "agent-at-desk":
      return agentActed(draft, input);
    default:
      return unreachable(input);
  }
}

type AgentInput = Extract<QueueInput, { readonly input: `agent-${string}` }>;
type AgentAct = Exclude<AgentInput, { readonly input: "agent-configured" | "agent-removed" }>;

function agentActed(draft: Draft, input: AgentAct): Draft {
  const agent: Agent | undefined = agentOf(draft.floor, input.agentId);
  if (agent === undefined) return draft;
  switch (input.input) {
    case "agent-logged-in":
      return loggedIn(draft, agent);
    case "agent-logged-out":
      return requestLogout(draft, agent);
    case "agent-paused":
      return requestPause(draft, agent, input.reason);
    case "agent-ready":
      return readyAgain(draft, agent);
    case "agent-busy":
      return busyElsewhere(draft, agent);
    case "agent-free":
      return freeAgain(draft, agent);
    case "agent-at-desk":
      return setDesktopPresence(draft, agent, input.isThere);
    default:
      return unreachable(input);
  }
}

/** Processes all due entries, in their order. */
function allDue(draft: Draft): Draft {
  let next = draft;
  for (let count = 0; count < DUE_PER_STEP_MAX; count += 1) {
    const due = first(next.floor.agenda)?.key;
    if (due === undefined || due.dueMs > next.floor.nowMs) return next;
    if (due.of === "agent") next = agentDue(next, due.id);
    else if (due.of === "contact") next = contactDue(next, due.id);
    else next = emptied({ ...next, floor: withDue(next.floor, due, "not-due") }, due.id);
  }
  return next;
}

function contactDue(draft: Draft, contactId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined) return draft;
  switch (contact.state.is) {
    case "waiting":
      return waitingDue(draft, contact);
    case "offered":
      return offerExpired(draft, contact);
    case "connecting":
      return bridgeFailed(draft, { contactId, agentId: contact.state.agentId, fault: "system" });
    case "connected":
      return ended(withEffects(draft, { effect: "end", contactId }), contactId, 0);
    default:
      return unreachable(contact.state);
  }
}

/** A waiting contact reaches its limit, an announcement is due, or other agents become suitable for it. */
function waitingDue(draft: Draft, contact: Contact): Draft {
  const { nowMs } = draft.floor;
  const rules = queueOf(draft.floor, contact.queueId)?.rules;
  if (rules === undefined) return draft;
  if (waitLimitMs(contact, rules) <= nowMs) return overflowed(draft, contact, "too-long");
  const free = isHoldOver(contact, rules, nowMs) ? { ...contact, heldFor: null } : contact;
  if (free.tellAtMs !== null && free.tellAtMs <= nowMs) return announceWait(draft, free);
  return setContact(draft, free);
}
