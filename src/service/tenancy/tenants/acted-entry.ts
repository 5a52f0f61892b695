import type { Json } from "../../../kernel/index.ts";
import type { RequestContext } from "./request-context.ts";

/** Whoever does something: a person, or a program, behind which nobody's name stands. */
export type Actor = Omit<RequestContext, "personId"> & {
  readonly personId: string | null;
  /** The key that a program showed, by which it is known whose it was; null or left out for none. */
  readonly keyId?: string | null | undefined;
};

/** What an entry says of the key by which something was asked for. */
export function keyDetail({ keyId }: Pick<Actor, "keyId">): { readonly keyId?: string } {
  return keyId == null ? {} : { keyId };
}

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

/** The audit entry of an act: in which call centre, who asked, in which role, and what was done. */
export function actedEntry({ tenantId, personId, role, requestId, keyId }: Actor, fact: ActedFact) {
  const detail = { ...fact.detail, ...keyDetail({ keyId }) };
  return { tenantId, actorPersonId: personId, actorRole: role, requestId, ...fact, detail };
}

/** Told when lines, phones, numbers or whose they are have changed; the switch and the home read them again. */
export const LINES_CHANGED = "service-lines";
