import type { Json } from "../../kernel/index.ts";
import type { Asking } from "./asking.ts";

/** What was done to what. */
export interface ActedFact {
  readonly action: string;
  readonly subjectKind:
    | "service-number"
    | "phone"
    | "trunk"
    | "test-window"
    | "tenant"
    | "call"
    | "flow"
    | "named-hours"
    | "prompt"
    | "queue"
    | "agent"
    | "contact"
    | "callback"
    | "pause-reason"
    | "disposition"
    | "evaluation"
    | "evaluation-form"
    | "evaluation-draw"
    | "personal-request"
    | "wallboard"
    | "alert"
    | "alert-event"
    | "webhook"
    | "information"
    | "information-list"
    | "personal-breach"
    | "ticket"
    | "ticket-category"
    | "sms-sender"
    | "sms-account"
    | "sms-keyword"
    | "sms-opt-out"
    | "sms-message"
    | "sms-campaign"
    | "sms-template"
    | "sms-thread-route"
    | "widget"
    | "widget-block"
    | "widget-caller-block"
    | "account-token"
    | "signing-key";
  readonly subjectId: string;
  readonly detail: { readonly [key: string]: Json };
}

/** Who acts: a person, or a program of the call centre, which is none. */
export type Acting = Omit<Asking, "personId"> & { readonly personId: string | null };

/** The audit entry of an act: in which call centre, who asked, in which role, and what was done. */
export function actedEntry({ tenantId, personId, role, requestId }: Acting, fact: ActedFact) {
  return { tenantId, actorPersonId: personId, actorRole: role, requestId, ...fact };
}

/** Told when lines, phones, numbers or whose they are have changed; the switch and the home read them again. */
export const LINES_CHANGED = "service-lines";
