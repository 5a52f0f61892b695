import type { OssRefusalCode } from "../../protocols/oss/index.ts";
import type { RuleId } from "../../regulation/index.ts";
import type { RegistrationRefusalCode } from "./refusals.ts";

/** Why a look-up has no result. */
export type NibLookupRefusal = OssRefusalCode | "nib-format";

/** HTTP status of each refusal of a look-up. */
export const nibLookupStatusCodes: Readonly<Record<NibLookupRefusal, number>> = {
  "nib-format": 400,
  "nib-unknown": 404,
  "oss-unavailable": 503,
  "oss-not-configured": 503,
  "oss-malformed": 502,
  "oss-access-denied": 502,
  "oss-request-refused": 502,
};

/** HTTP status and rule of each refusal of a registration or its decision. */
export const registrationAnswers: Readonly<
  Record<RegistrationRefusalCode, { readonly status: number; readonly ruleId: RuleId | null }>
> = {
  "nib-already-registered": { status: 409, ruleId: null },
  "nib-already-yours": { status: 409, ruleId: null },
  "nib-frozen": { status: 409, ruleId: null },
  "nib-revoked": { status: 409, ruleId: null },
  "nib-not-active": { status: 409, ruleId: null },
  "kbli-missing": { status: 409, ruleId: "service-kbli" },
  "npwp-format": { status: 400, ruleId: "npwp-formats" },
  "npwp-differs": { status: 409, ruleId: null },
  "phone-format": { status: 400, ruleId: null },
  "facts-missing": { status: 400, ruleId: null },
  "nib-document-missing": { status: 400, ruleId: "registration-documents" },
  "legal-basis-missing": { status: 400, ruleId: null },
  "legal-basis-year": { status: 400, ruleId: null },
  "legal-basis-file-missing": { status: 400, ruleId: "registration-documents-government" },
  "assignment-missing": { status: 400, ruleId: "registration-documents-government" },
  "authority-period": { status: 400, ruleId: null },
  "authority-over": { status: 400, ruleId: null },
  "authority-too-long": { status: 400, ruleId: "letter-of-authority-months-max" },
  "authority-file-missing": { status: 400, ruleId: "letter-of-authority-months-max" },
  "oss-not-read": { status: 503, ruleId: null },
  "oss-answers": { status: 409, ruleId: null },
  "kind-fixed": { status: 409, ruleId: null },
  "nib-fixed": { status: 409, ruleId: null },
  "deed-missing": { status: 400, ruleId: "registration-documents" },
  "no-such-organisation": { status: 404, ruleId: null },
  "not-returned": { status: 409, ruleId: null },
  "registration-unchanged": { status: 409, ruleId: null },
  "already-decided": { status: 409, ruleId: null },
  "registration-changed": { status: 409, ruleId: null },
  "own-organisation": { status: 403, ruleId: null },
  "reasons-missing": { status: 400, ruleId: null },
  "registration-limit": { status: 409, ruleId: null },
};
