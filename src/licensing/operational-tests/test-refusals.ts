import type { RequestRefusal } from "./decide-request.ts";
import type { EvidenceRefusal } from "./evidence/judge-evidence.ts";
import type { TestRefusal } from "./test-facts.ts";

/** All refusals of this module. */
export type TestRoomRefusal =
  | TestRefusal
  | RequestRefusal
  | EvidenceRefusal
  | "no-such-application"
  | "test-letter-unfit"
  | "no-such-test"
  | "no-such-instrument"
  | "version-stale"
  | "too-many-attempts"
  | "evidence-signature-wrong"
  | "evidence-instrument-unknown"
  | "evidence-known"
  | "instrument-known"
  | "calendar-span"
  | "file-missing"
  | "file-too-large"
  | "photo-unfit"
  | "file-not-kept"
  | "no-such-file";

/** HTTP status of each refusal. */
export const REFUSAL_STATUS: Readonly<Record<TestRoomRefusal, 400 | 403 | 404 | 409 | 413 | 415 | 429 | 503>> = {
  "no-such-application": 404,
  "no-such-test": 404,
  "no-such-instrument": 404,
  "version-stale": 409,
  "too-many-attempts": 429,
  "calendar-span": 400,
  "file-missing": 400,
  "file-too-large": 413,
  "photo-unfit": 415,
  "file-not-kept": 503,
  "no-such-file": 404,
  "instrument-known": 409,
  "command-not-now": 409,
  "not-your-case": 403,
  "four-eyes": 403,
  "conflict-of-interest": 403,
  "interest-undeclared": 403,
  "interest-stands": 409,
  "reason-missing": 400,
  "nib-not-in-force": 403,
  "organisation-not-verified": 403,
  "test-documents-unverified": 409,
  "test-open": 409,
  "test-certified": 409,
  "test-pact-missing": 400,
  "test-method-open": 409,
  "test-method-not-asked": 409,
  "test-day-too-early": 400,
  "test-day-closed": 400,
  "test-day-full": 409,
  "test-day-same": 400,
  "test-day-not-come": 409,
  "test-day-past": 409,
  "test-member-unfit": 409,
  "test-member-conflict": 409,
  "test-member-busy": 409,
  "test-lead-not-in-team": 400,
  "test-items-open": 409,
  "test-answers-conflict": 409,
  "test-limits-unconfirmed": 409,
  "test-answers-changed": 409,
  "test-report-changed": 409,
  "test-report-signed": 409,
  "test-signer-unfit": 409,
  "test-signature-given": 409,
  "signing-proof-wrong": 403,
  "signing-proof-missing": 403,
  "test-file-missing": 409,
  "test-letter-unfit": 409,
  "sklo-facts-changed": 409,
  "mandate-missing": 409,
  "mandate-other-signer": 403,
  "evidence-signature-wrong": 400,
  "evidence-instrument-unknown": 409,
  "evidence-known": 409,
  "evidence-other-test": 409,
  "evidence-other-devices": 409,
  "evidence-other-catalogue": 409,
  "evidence-uncalibrated": 409,
  "evidence-times-wrong": 400,
  "evidence-item-unknown": 400,
  "evidence-unit-wrong": 400,
  "evidence-device-unknown": 400,
  "evidence-item-twice": 400,
};

/** The rule behind a refusal, where there is one. */
export const REFUSAL_RULES: Readonly<Partial<Record<TestRoomRefusal, string>>> = {
  "nib-not-in-force": "oss-nib-blocks",
  "test-pact-missing": "test-integrity-pact",
  "test-day-too-early": "test-request-days-ahead-min",
  "test-day-closed": "test-on-working-day",
  "test-day-full": "test-teams-a-day",
};
