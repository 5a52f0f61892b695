import { CALL_CENTRE_NUMBER_KIND, CALL_CENTRE_SERVICE } from "./application-words.ts";

/** What an applicant fills in. */
export interface ApplicationForm {
  readonly kbli: string;
  readonly service: string;
  readonly numberKind: string;
  readonly code: string;
  readonly purpose: string;
  readonly letterFileId: string | null;
  readonly declaration: boolean;
}

/** What the form is checked against. */
export interface PreCheckFacts {
  readonly form: ApplicationForm;
  readonly heldCode: string | null;
  readonly hasLetter: boolean;
  readonly organisation: {
    readonly isVerified: boolean;
    readonly nibStatus: string;
    readonly kbli: readonly { readonly code: string; readonly risk: string }[];
  };
  readonly requiredKbli: string;
  /** Every code by which a NIB may hold the required activity today. */
  readonly kbliNames: readonly string[];
  /** Statuses of a NIB with which nothing may be held or sent. */
  readonly blockedNibStatuses: readonly string[];
}

/** A fault found before submitting: where, which, and the rule behind it. The texts are in the locales. */
export interface Finding {
  readonly place: "organisation" | "kbli" | "service" | "numberKind" | "code" | "purpose" | "letter" | "declaration";
  readonly code: string;
  readonly ruleId: string;
}

const PURPOSE_MIN = 20;
const NIB_STATUSES_FIT: readonly string[] = ["active", "may-do-business", "may-operate"];

/** Names every fault of an application at once, so that it is mended before anybody looks at it. */
export function preCheck(facts: PreCheckFacts): readonly Finding[] {
  const { form, organisation, requiredKbli } = facts;
  const kbli = organisation.kbli.find((line) => facts.kbliNames.includes(line.code));
  const isBlocked = facts.blockedNibStatuses.includes(organisation.nibStatus);
  const checks: readonly (Finding & { readonly isFault: boolean })[] = [
    {
      place: "organisation",
      code: "finding-not-verified",
      ruleId: "promise-account-verification",
      isFault: !organisation.isVerified,
    },
    {
      place: "organisation",
      code: "finding-nib-not-in-force",
      ruleId: "oss-nib-blocks",
      isFault: isBlocked,
    },
    {
      place: "organisation",
      code: "finding-nib-not-active",
      ruleId: "nib-format",
      isFault: !isBlocked && !NIB_STATUSES_FIT.includes(organisation.nibStatus),
    },
    { place: "kbli", code: "finding-kbli-not-chosen", ruleId: "service-kbli", isFault: form.kbli !== requiredKbli },
    { place: "kbli", code: "finding-kbli-not-in-nib", ruleId: "service-kbli", isFault: kbli === undefined },
    {
      place: "kbli",
      code: "finding-risk-not-high",
      ruleId: "service-risk",
      isFault: kbli !== undefined && kbli.risk !== "high",
    },
    {
      place: "service",
      code: "finding-service",
      ruleId: "service-kd-izin",
      isFault: form.service !== CALL_CENTRE_SERVICE,
    },
    {
      place: "numberKind",
      code: "finding-number-kind",
      ruleId: "service-kd-izin",
      isFault: form.numberKind !== CALL_CENTRE_NUMBER_KIND,
    },
    {
      place: "code",
      code: "finding-code-not-held",
      ruleId: "hold-minutes",
      isFault: facts.heldCode === null || facts.heldCode !== form.code,
    },
    {
      place: "purpose",
      code: "finding-purpose-short",
      ruleId: "service-standards",
      isFault: form.purpose.trim().length < PURPOSE_MIN,
    },
    { place: "letter", code: "finding-letter-missing", ruleId: "service-standards", isFault: !facts.hasLetter },
    { place: "declaration", code: "finding-declaration", ruleId: "service-standards", isFault: !form.declaration },
  ];
  return checks.filter(({ isFault }) => isFault).map(({ place, code, ruleId }) => ({ place, code, ruleId }));
}
