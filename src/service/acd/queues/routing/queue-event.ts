import type { Agent } from "../agents/agent.ts";
import type { OverflowReason } from "../queue-rules.ts";
import type { ContactKind } from "./contact.ts";
import type { Decision } from "./decision.ts";
import type { ServiceRate } from "./service-rate.ts";

/** Announced after each commit of ACD drafts; readers reload. */
export const QUEUES_CHANGED = "queue-events";

/** Why an offer failed by an agent. */
export type MissReason =
  | "no-answer"
  | "declined"
  | "unreachable"
  /** No trunk to the customer of a callback was available; it does not count against the agent. */
  | "no-line";

/**
 * The outcome of a contact. `abandoned`: the caller hung up while waiting; `left`: the caller chose to leave, as to voicemail; `overflowed`: the rules of the
 * queue ended the wait; `callback-barred`: the number may not be called; `system-restart`: the switch died.
 */
export type ContactOutcome =
  | "answered"
  | "abandoned"
  | "left"
  | "overflowed"
  | "callback-unreached"
  | "callback-expired"
  | "callback-barred"
  | "system-restart";

/** The events of contacts and agents; reports are folds of these. `waitedMs` counts from entering that queue. */
export type QueueEventBody =
  | {
      readonly kind: "contact.entered";
      readonly contactId: string;
      readonly queueId: string;
      readonly contactKind: ContactKind;
      readonly joinedAtMs: number;
      readonly priority: number;
      readonly position: number;
      /** The estimated wait in milliseconds at entry; null with too little data. */
      readonly toldMs: number | null;
    }
  /** Never entered: neither the queue nor its overflow targets accepted the contact. */
  | {
      readonly kind: "contact.refused";
      readonly contactId: string;
      readonly queueId: string;
      readonly reason: OverflowReason;
    }
  /** A scheduled callback begins to wait; without a caller, so that no report counts it among callers. */
  | {
      readonly kind: "contact.planned";
      readonly contactId: string;
      readonly queueId: string;
      readonly agentId: string | null;
    }
  | { readonly kind: "contact.callback-asked"; readonly contactId: string; readonly queueId: string }
  | {
      readonly kind: "contact.presented";
      readonly contactId: string;
      readonly queueId: string;
      readonly agentIds: readonly string[];
      readonly decision: Decision;
    }
  | {
      readonly kind: "contact.missed";
      readonly contactId: string;
      readonly queueId: string;
      readonly agentId: string;
      readonly why: MissReason;
    }
  /** No agent is busy with it any more; it waits again at its old place. */
  | { readonly kind: "contact.returned"; readonly contactId: string; readonly queueId: string }
  | {
      readonly kind: "contact.dialled";
      readonly contactId: string;
      readonly queueId: string;
      readonly agentId: string;
    }
  /**
   * Connected to an agent; `toldMs` is the estimated wait at entry, null without one. `pace` is the service rate of the queue from now on, with which the next
   * owner of the state estimates; older events have none.
   */
  | {
      readonly kind: "contact.answered";
      readonly contactId: string;
      readonly queueId: string;
      readonly agentId: string;
      readonly waitedMs: number;
      readonly toldMs: number | null;
      readonly pace?: ServiceRate;
    }
  | {
      readonly kind: "contact.moved";
      readonly contactId: string;
      readonly queueId: string;
      readonly toQueueId: string;
      readonly reason: OverflowReason | "supervisor";
      readonly waitedMs: number;
    }
  | {
      readonly kind: "contact.closed";
      readonly contactId: string;
      readonly queueId: string;
      readonly outcome: ContactOutcome;
      readonly waitedMs: number;
      /** Null unless it was answered. `holdMs` is part of the time between answer and end, not of `talkMs`. */
      readonly talkMs: number | null;
      readonly holdMs: number | null;
    }
  | {
      readonly kind: "agent.changed";
      readonly agentId: string;
      readonly state: Agent["state"]["is"];
      readonly reason: string | null;
      readonly contactId: string | null;
    };

/** An event with its instant by the steady clock of the owner; wall-clock time is added on writing. */
export interface QueueEvent {
  readonly atMs: number;
  readonly body: QueueEventBody;
}
