import type { Json } from "./canonical-json.ts";

/** The user or API client of a command; `personId` is null for an API client and for a public page. */
export interface Actor {
  readonly tenantId: string;
  readonly personId: string | null;
  readonly role: string | null;
  /** Null for a command of a public page, whose requests the audit log does not name. */
  readonly requestId: string | null;
  /** The API key of an API client. */
  readonly keyId?: string | null | undefined;
}

/** An entry of the audit log without its actor; `action` is an event name in the past tense, such as `queue.added`. */
export interface AuditedAction {
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly detail: Readonly<Record<string, Json>>;
}

/** The part of an audit entry that names the actor, for what the program did without a request. */
export const BY_SYSTEM = { actorPersonId: null, actorRole: null, requestId: null } as const;

/** The audit entry of what an actor did; the API key is a part of its detail. */
export function auditEntry({ tenantId, personId, role, requestId, keyId }: Actor, action: AuditedAction) {
  const detail = keyId == null ? action.detail : { ...action.detail, keyId };
  return { tenantId, actorPersonId: personId, actorRole: role, requestId, ...action, detail };
}
