import type { EnqueueOptions, QueuedCallEvent, QueueOrder } from "../../../telephony/calls/index.ts";
import type { OverflowReason } from "../queue-rules.ts";
import type { QueueEffect, QueueInput } from "../routing/queue-input.ts";

/** The order to a caller who may not stay, by reason. */
const OVER: Readonly<Record<OverflowReason, Extract<QueueOrder, { readonly order: "over" }>["outcome"]>> = {
  full: "queue-full",
  "too-long": "wait-over",
  empty: "nobody-there",
  closed: "nobody-there",
};

/** The input with which a caller joins. */
export function joinedBy(options: EnqueueOptions, contactId: string): QueueInput {
  return {
    input: "joined",
    contactId,
    queueId: options.queueId,
    priority: options.priority,
    stickyAgentId: null,
    // A level that a flow requires may relax by the rules of the queue.
    needs: options.skills.map(({ skill, level }) => ({ skill, level, mayRelax: true })),
    waitMaxMs: options.waitMsMax,
    tellEveryMs: options.announceMs ?? 0,
  };
}

const CALLBACK_NUMBER = /^\+?\d{3,20}$/;

/** Whether a number can be called back. */
export function mayBeDialled(number: string): boolean {
  return CALLBACK_NUMBER.test(number);
}

const COUNTRY = /^(?:\+?62|0)/;

/** Whether two numbers are the same line in any written form. */
export function sameNumber(left: string, right: string): boolean {
  return left.replace(COUNTRY, "") === right.replace(COUNTRY, "");
}

/** An event of a call as an input of the ACD. */
export function toAcdInput(contactId: string, event: QueuedCallEvent): QueueInput {
  switch (event.news) {
    case "left":
      return { input: "left", contactId, why: event.why };
    case "callback-asked":
      return { input: "callback-asked", contactId };
    case "answered":
      return { input: "answered", contactId, agentId: event.agentId };
    case "missed":
      return { input: "missed", contactId, agentId: event.agentId, why: event.why };
    case "bridged":
      return { input: "bridged", contactId, agentId: event.agentId };
    case "bridge-failed":
      return { input: "bridge-failed", contactId, agentId: event.agentId, fault: event.fault };
    case "callback-barred":
      return { input: "callback-barred", contactId };
    case "ended":
      return { input: "ended", contactId, holdMs: event.holdMs };
  }
}

/** The order of an effect that need not wait for the database. */
export function orderOf(
  effect: Extract<QueueEffect, { readonly effect: "withdraw" | "tell" | "overflow" | "end" }>,
): QueueOrder {
  switch (effect.effect) {
    case "withdraw":
      return { order: "stop-ringing", agentId: effect.agentId };
    case "tell":
      return { order: "say-place", position: effect.position, waitMs: effect.waitMs };
    case "overflow":
      return { order: "over", outcome: OVER[effect.reason] };
    case "end":
      return { order: "end-talk" };
  }
}
