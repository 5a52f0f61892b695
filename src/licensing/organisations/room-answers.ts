import type { RuleId } from "../../regulation/index.ts";
import type { AuthorityRefusal } from "./authority/authority.ts";
import type { DisputeRefusal } from "./disputes/dispute.ts";

interface AnswerOf {
  readonly status: number;
  readonly ruleId: RuleId | null;
  /** The form field; null if it concerns the whole. */
  readonly path: string | null;
}

const whole = (status: number, ruleId: RuleId | null = null): AnswerOf => ({ status, ruleId, path: null });
const field = (path: string, ruleId: RuleId | null = null): AnswerOf => ({ status: 400, ruleId, path });

/** HTTP status, field and rule of each refusal about a letter of authority. */
export const authorityAnswers: Readonly<Record<AuthorityRefusal, AnswerOf>> = {
  "authority-period": field("validTo"),
  "authority-over": field("validTo"),
  "authority-too-long": field("validTo", "letter-of-authority-months-max"),
  "authority-file-missing": field("fileId", "file-types"),
  "authority-open": whole(409),
  "authority-own-company": whole(409),
  "company-not-registered": whole(404),
  "company-without-owner": whole(409),
  "no-such-letter": whole(404),
  "letter-decided": whole(409),
  "letter-ended": whole(409),
  "letter-changed": whole(409),
};

/** HTTP status, field and rule of each refusal in a dispute. */
export const disputeAnswers: Readonly<Record<DisputeRefusal, AnswerOf>> = {
  "company-not-registered": whole(404),
  "company-unclaimed": whole(409),
  "dispute-own-company": whole(409),
  "dispute-open": whole(409),
  "evidence-missing": field("evidenceFileId", "file-types"),
  "phone-format": field("phone"),
  "no-such-dispute": whole(404),
  "dispute-over": whole(409),
  "dispute-changed": whole(409),
  "dispute-asked-already": whole(409),
  "dispute-not-asked": whole(409),
  "statement-given": whole(409),
  "holder-not-heard": whole(409, "dispute-statement-days"),
  "dispute-own-decision": whole(403),
  "decision-reason-missing": field("reason"),
};
