import type { Json } from "../../../kernel/index.ts";
import type { RequestContext } from "./request-context.ts";

/** The actor of an operation: a person, or an API client without a person. */
export type Actor = Omit<RequestContext, "personId"> & {
  readonly personId: string | null;
  /** The id of the API key; null or left out without one. */
  readonly keyId?: string | null | undefined;
};

/** The key in the detail of an audit entry. */
export function keyDetail({ keyId }: Pick<Actor, "keyId">): { readonly keyId?: string } {
  return keyId == null ? {} : { keyId };
}

/** An operation on a subject. */
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

/** The audit entry of an operation: its call centre, actor and role, and the operation. */
export function actedEntry({ tenantId, personId, role, requestId, keyId }: Actor, fact: ActedFact) {
  const detail = { ...fact.detail, ...keyDetail({ keyId }) };
  return { tenantId, actorPersonId: personId, actorRole: role, requestId, ...fact, detail };
}

/** Announced when trunks, phones, numbers or their assignment have changed; the switch and the home page reload them. */
export const LINES_CHANGED = "service-lines";
