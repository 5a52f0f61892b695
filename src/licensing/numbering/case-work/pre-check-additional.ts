import type { ApplicationForm, HeldCode, UsageRow } from "../cases/application-form.ts";
import type { Finding } from "../cases/finding.ts";

/** The facts that the documents of a Nomor Tambahan are checked against. */
export interface AdditionalFacts {
  readonly form: ApplicationForm;
  /** The codes that the organisation holds today. */
  readonly heldCodes: readonly HeldCode[];
  readonly hasBasisFile: boolean;
  /** Whether an active licence of the organisation is on record; then no copy of it is required. */
  readonly hasLicence: boolean;
  readonly hasUserLetter: boolean;
  /** Local date as `YYYY-MM-DD`. */
  readonly today: string;
}

const NAME_MIN = 3;
const EVIDENCE_MIN = 10;

/** Findings specific to a Nomor Tambahan: its basis, the usage report and the user's letter. */
export function checkAdditional(facts: AdditionalFacts): readonly Finding[] {
  const { form, heldCodes } = facts;
  const documents: readonly (Finding & { readonly isFault: boolean })[] = [
    { place: "basis", code: "finding-basis-missing", ruleId: "additional-documents", isFault: form.basis === "" },
    {
      place: "basis",
      code: "finding-basis-no-decree",
      ruleId: "additional-documents",
      isFault: form.basis === "decree" && heldCodes.length === 0,
    },
    {
      place: "basis",
      code: "finding-licence-missing",
      ruleId: "additional-documents",
      isFault: form.basis === "licence" && !facts.hasBasisFile && !facts.hasLicence,
    },
    {
      place: "userLetter",
      code: "finding-user-name",
      ruleId: "additional-documents",
      isFault: form.userName.trim().length < NAME_MIN,
    },
    {
      place: "userLetter",
      code: "finding-user-letter-missing",
      ruleId: "additional-documents",
      isFault: !facts.hasUserLetter,
    },
  ];
  const missing = heldCodes
    .filter(({ code }) => !form.usageReport.some((row) => row.code === code))
    .map(({ code }) => usageFinding("finding-usage-row-missing", code));
  const rows = form.usageReport.flatMap((row) => rowFindings(row, facts));
  return [...documents.filter(({ isFault }) => isFault).map(plain), ...missing, ...rows];
}

function plain({ place, code, ruleId }: Finding): Finding {
  return { place, code, ruleId };
}

function usageFinding(code: string, accessCode: string): Finding {
  return { place: "usageReport", code, ruleId: "usage-report-fields", accessCode };
}

/** A code in use requires its user, activation date and traffic; an unused code requires a reason. */
function rowFindings(row: UsageRow, facts: AdditionalFacts): readonly Finding[] {
  const isKnown = facts.heldCodes.some(({ code }) => code === row.code);
  if (!isKnown) return [usageFinding("finding-usage-row-strange", row.code)];
  const isInUse = row.status === "in-use";
  const faults: Readonly<Record<string, boolean>> = {
    "finding-usage-status": row.status === "",
    "finding-usage-end-user": isInUse && row.endUser.trim().length < NAME_MIN,
    "finding-usage-service": row.status !== "" && row.service.trim().length < NAME_MIN,
    "finding-usage-activated": isInUse && row.activatedOn === "",
    "finding-usage-activated-later": row.activatedOn !== "" && row.activatedOn > facts.today,
    "finding-usage-operators": isInUse && row.originatingOperators.trim().length < NAME_MIN,
    "finding-usage-calls": isInUse && !/^\d{1,10}$/.test(row.monthlyCalls),
    "finding-usage-evidence": row.status !== "" && row.evidence.trim().length < EVIDENCE_MIN,
  };
  return Object.keys(faults)
    .filter((code) => faults[code])
    .map((code) => usageFinding(code, row.code));
}
