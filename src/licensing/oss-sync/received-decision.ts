import type { DocumentKind, NibStatus } from "../../protocols/oss/index.ts";

/** What is known of a NIB when a message about it comes. */
export interface ReceivedFacts {
  /** True when a message with the same content was taken before. */
  readonly isRepeat: boolean;
  /** Null while no message about this NIB was taken. */
  readonly company: {
    /** Local date of the latest document that counted; null when it bore none. */
    readonly documentDate: string | null;
    readonly nibStatus: NibStatus | null;
  } | null;
}

/** A message as far as the decision goes. */
export interface ReceivedMessage {
  readonly documentKind: DocumentKind;
  readonly documentDate: string | null;
  readonly nibStatus: NibStatus;
}

/** What a message comes to. */
export type ReceivedOutcome = "applied" | "repeated" | "older" | "same-day-as-revocation" | "back-in-force";

/** What is to be written. */
export interface ReceivedDecision {
  readonly outcome: ReceivedOutcome;
  /** Whether the company's record, status and document date become those of the message. */
  readonly countsForCompany: boolean;
  /** Whether licences that the message asks for and that are not known yet are taken. */
  readonly takesChecklist: boolean;
  /** Why an officer should ask OSS; null = nothing to ask. Undefined = leave as it is. */
  readonly dispute: "same-day-as-revocation" | "back-in-force" | null | undefined;
}

/**
 * Decides what a message from OSS does. OSS gives messages neither a number nor a time: only a document date, so that
 * order within a day is the order of arrival. The rules, first match first:
 * 1. The same content again does nothing and gets the same answer.
 * 2. A document older than the one that counts changes nothing; only licences not known yet are taken from it.
 * 3. A revoked NIB stays revoked by another document of the same day, or one without a date: it may have been sent
 *    before the revocation. An officer is asked to look.
 * 4. A later document that says a revoked NIB is in force again counts, and an officer is asked to look.
 * 5. Everything else counts, also about a NIB nobody has registered: a revocation may come before its original.
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
