import { type Actor, type AuditedAction, auditEntry } from "../../../kernel/index.ts";

/** An operation on a subject. */
export interface ActedFact extends AuditedAction {
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
}

/** The audit entry of an operation, whose subject is of a kind of the call centre. */
export function actedEntry(actor: Actor, fact: ActedFact) {
  return auditEntry(actor, fact);
}

/** Announced when trunks, phones, numbers or their assignment have changed; the switch and the home page reload them. */
export const LINES_CHANGED = "service-lines";
