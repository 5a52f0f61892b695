import type { DocumentKind, NibStatus } from "../../protocols/oss/index.ts";

/** The stored facts about a NIB when a message about it arrives. */
export interface ReceivedFacts {
  /** True if a message with the same content was received before. */
  readonly isRepeat: boolean;
  /** Null if no message about this NIB was received before. */
  readonly company: {
    /** Local date of the latest effective document; null if it had none. */
    readonly documentDate: string | null;
    readonly nibStatus: NibStatus | null;
  } | null;
}

/** The fields of a message that the decision depends on. */
export interface ReceivedMessage {
  readonly documentKind: DocumentKind;
  readonly documentDate: string | null;
  readonly nibStatus: NibStatus;
}

/** The outcome of a message. */
export type ReceivedOutcome = "applied" | "repeated" | "older" | "same-day-as-revocation" | "back-in-force";

/** The changes to store. */
export interface ReceivedDecision {
  readonly outcome: ReceivedOutcome;
  /** Whether the message's record, status and document date become the company's. */
  readonly countsForCompany: boolean;
  /** Whether unknown licences in the message are stored. */
  readonly takesChecklist: boolean;
  /** Why an officer should query OSS; null removes the mark, undefined leaves it unchanged. */
  readonly dispute: "same-day-as-revocation" | "back-in-force" | null | undefined;
}

/**
 * Decides the effect of a message from OSS. Messages have neither a number nor a time, only a document date, so the
 * order within a day is the order of arrival. The first matching rule applies:
 * 1. Repeated content has no effect and gets the same reply.
 * 2. A document older than the effective one changes nothing; only its unknown licences are stored.
 * 3. A revoked NIB stays revoked if another document has the same date or none: it may have been sent before the
 *    revocation. An officer is asked to query OSS.
 * 4. A later document that puts a revoked NIB back in force takes effect, and an officer is asked to query OSS.
 * 5. Every other message takes effect, even for an unregistered NIB: a revocation may arrive before its original.
 */
export function decideReceived(facts: ReceivedFacts, message: ReceivedMessage): ReceivedDecision {
  if (facts.isRepeat)
    return { outcome: "repeated", countsForCompany: false, takesChecklist: false, dispute: undefined };
  const { company } = facts;
  const known = company?.documentDate ?? null;
  if (known !== null && message.documentDate !== null && message.documentDate < known)
    return { outcome: "older", countsForCompany: false, takesChecklist: true, dispute: undefined };
  if (company?.nibStatus === "revoked" && message.nibStatus !== "revoked") return afterRevocation(known, message);
  return { outcome: "applied", countsForCompany: true, takesChecklist: true, dispute: null };
}

function afterRevocation(revokedOn: string | null, message: ReceivedMessage): ReceivedDecision {
  const isLater = revokedOn !== null && message.documentDate !== null && message.documentDate > revokedOn;
  const outcome = isLater ? "back-in-force" : "same-day-as-revocation";
  return { outcome, countsForCompany: isLater, takesChecklist: true, dispute: outcome };
}
