import type { ApplicationForm, HeldCode } from "../cases/application-form.ts";
import type { ApplicationKind } from "../cases/application-kind.ts";
import { CALL_CENTRE_NUMBER_KIND, CALL_CENTRE_SERVICE } from "../cases/application-words.ts";
import type { Finding } from "../cases/finding.ts";
import { newServiceRefusal } from "./kind-choice.ts";
import { checkAdditional } from "./pre-check-additional.ts";

/** The facts that the form is checked against. */
export interface PreCheckFacts {
  readonly kind: ApplicationKind;
  readonly form: ApplicationForm;
  readonly heldCode: string | null;
  readonly hasLetter: boolean;
  readonly hasBasisFile: boolean;
  /** Whether an active licence of the organisation is on record. */
  readonly hasLicence: boolean;
  readonly hasUserLetter: boolean;
  /** The codes of the service that the organisation holds today. */
  readonly heldCodes: readonly HeldCode[];
  /** Names of the services that a holder has codes for; empty if the application begins no new service. */
  readonly services: readonly string[];
  /** Local date as `YYYY-MM-DD`. */
  readonly today: string;
  readonly organisation: {
    readonly isGovernment: boolean;
    readonly isVerified: boolean;
    readonly nibStatus: string;
    readonly kbli: readonly { readonly code: string; readonly risk: string }[];
  };
  readonly requiredKbli: string;
  /** Every KBLI code that satisfies the required activity of a NIB today. */
  readonly kbliNames: readonly string[];
  /** NIB statuses that block holds and submissions. */
  readonly blockedNibStatuses: readonly string[];
}

const PURPOSE_MIN = 20;
const NIB_STATUSES_FIT: readonly string[] = ["active", "may-do-business", "may-operate"];

type Check = Finding & { readonly isFault: boolean };

/** Returns all findings of an application at once, so that the applicant can correct them before an officer checks it. */
export function preCheck(facts: PreCheckFacts): readonly Finding[] {
  const checks = [
    ...(facts.organisation.isGovernment ? governmentChecks(facts) : businessChecks(facts)),
    ...formChecks(facts),
    ...(facts.kind === "new" ? [...letterChecks(facts), ...newServiceChecks(facts)] : []),
    declarationCheck(facts),
  ];
  const found = checks.filter(({ isFault }) => isFault).map(({ place, code, ruleId }) => ({ place, code, ruleId }));
  return facts.kind === "additional" ? [...found, ...checkAdditional(facts)] : found;
}

function notVerified({ organisation }: PreCheckFacts): Check {
  return {
    place: "organisation",
    code: "finding-not-verified",
    ruleId: "promise-account-verification",
    isFault: !organisation.isVerified,
  };
}

/** A government body has no NIB; its legal basis must assign the service to it. */
function governmentChecks(facts: PreCheckFacts): readonly Check[] {
  return [
    notVerified(facts),
    {
      place: "organisation",
      code: "finding-own-service",
      ruleId: "government-own-service",
      isFault: facts.form.ownService !== true,
    },
  ];
}

function businessChecks(facts: PreCheckFacts): readonly Check[] {
  const { form, organisation, requiredKbli } = facts;
  const kbli = organisation.kbli.find((line) => facts.kbliNames.includes(line.code));
  const isBlocked = facts.blockedNibStatuses.includes(organisation.nibStatus);
  return [
    notVerified(facts),
    { place: "organisation", code: "finding-nib-not-in-force", ruleId: "oss-nib-blocks", isFault: isBlocked },
    {
      place: "organisation",
      code: "finding-nib-not-active",
      ruleId: "oss-nib-blocks",
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
  ];
}

function formChecks(facts: PreCheckFacts): readonly Check[] {
  const { form, heldCode } = facts;
  const { service, numberKind, purpose } = form;
  const isShort = purpose.trim().length < PURPOSE_MIN;
  const isHeld = heldCode !== null && heldCode === form.code;
  return [
    { place: "service", code: "finding-service", ruleId: "service-kd-izin", isFault: service !== CALL_CENTRE_SERVICE },
    {
      place: "numberKind",
      code: "finding-number-kind",
      ruleId: "service-kd-izin",
      isFault: numberKind !== CALL_CENTRE_NUMBER_KIND,
    },
    { place: "code", code: "finding-code-not-held", ruleId: "hold-minutes", isFault: !isHeld },
    { place: "purpose", code: "finding-purpose-short", ruleId: "number-text-characters-min", isFault: isShort },
  ];
}

function declarationCheck({ form, kind }: PreCheckFacts): Check {
  const ruleId = kind === "new" ? "number-new-documents" : "number-declaration";
  return { place: "declaration", code: "finding-declaration", ruleId, isFault: !form.declaration };
}

function letterChecks({ hasLetter }: PreCheckFacts): readonly Check[] {
  return [{ place: "letter", code: "finding-letter-missing", ruleId: "number-new-documents", isFault: !hasLetter }];
}

/** A code holder names the new service of its Nomor Baru; an operator also provides the licence for it. */
function newServiceChecks({ form, services, organisation, hasBasisFile }: PreCheckFacts): readonly Check[] {
  const refusal = newServiceRefusal(services, form.newService);
  return [
    {
      place: "newService",
      code: `finding-${refusal ?? "new-service-missing"}`,
      ruleId: "new-number-new-service",
      isFault: refusal !== undefined,
    },
    {
      place: "newService",
      code: "finding-licence-missing",
      ruleId: "new-number-operator-documents",
      isFault: services.length > 0 && !organisation.isGovernment && !hasBasisFile,
    },
  ];
}
