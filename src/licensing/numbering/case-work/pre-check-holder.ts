import type { ChangeForm, EarlierDecree, ReturnForm } from "../cases/application-form.ts";
import type { Finding } from "../cases/finding.ts";

/** The facts that a form about an already held code is checked against. */
export interface HolderCheckFacts {
  /** Whether the register contains the decree in force on the code. */
  readonly isDecreeKnown: boolean;
  readonly isVerified: boolean;
  readonly declaration: boolean;
  /** Local date as `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether a file exists and belongs to the company. */
  readonly hasFile: (fileId: string | null) => boolean;
}

type Check = Finding & { readonly isFault: boolean };

const REASON_MIN = 20;
const CITATION_MIN = 10;

/** All findings of a form for a change of a decree. */
export function checkChange(form: ChangeForm, facts: HolderCheckFacts): readonly Finding[] {
  return faults([
    ...common(facts),
    ...decreeChecks(form.earlier, facts),
    ...valueChecks(form),
    ...documentChecks(form, facts),
  ]);
}

/** All findings of a form for the return of a code. */
export function checkReturn(form: ReturnForm, facts: HolderCheckFacts): readonly Finding[] {
  const isShort = form.reason.trim().length < REASON_MIN;
  return faults([
    ...common(facts),
    ...decreeChecks(form.earlier, facts),
    { place: "reason", code: "finding-return-reason", ruleId: "number-text-characters-min", isFault: isShort },
  ]);
}

/** Whether the changed name and address equal those of the decree. */
export function isWithoutDifference({ before, after }: Pick<ChangeForm, "before" | "after">): boolean {
  return plain(before.name) === plain(after.name) && plain(before.address) === plain(addressLine(after));
}

/** An address on one line, as printed on a decree. */
export function addressLine(values: { readonly address: string; readonly city: string; readonly province: string }) {
  return [values.address, values.city, values.province]
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(", ");
}

function plain(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

function faults(checks: readonly Check[]): readonly Finding[] {
  return checks.filter(({ isFault }) => isFault).map(({ place, code, ruleId }) => ({ place, code, ruleId }));
}

function common(facts: HolderCheckFacts): readonly Check[] {
  return [
    {
      place: "organisation",
      code: "finding-not-verified",
      ruleId: "promise-account-verification",
      isFault: !facts.isVerified,
    },
    { place: "declaration", code: "finding-declaration", ruleId: "number-declaration", isFault: !facts.declaration },
  ];
}

/** A decree of this system is on record; an earlier one must be named and uploaded. */
function decreeChecks(earlier: EarlierDecree, facts: HolderCheckFacts): readonly Check[] {
  if (facts.isDecreeKnown) return [];
  const isNamed = earlier.number.trim() !== "" && earlier.date !== "" && earlier.date <= facts.today;
  const ruleId = "change-documents";
  return [
    { place: "decree", code: "finding-earlier-decree", ruleId, isFault: !isNamed },
    { place: "decree", code: "finding-earlier-decree-file", ruleId, isFault: !facts.hasFile(earlier.fileId) },
  ];
}

function valueChecks(form: ChangeForm): readonly Check[] {
  if (form.ground === "rule") return [];
  const { name, address } = form.after;
  const isEmpty = name.trim() === "" || address.trim() === "";
  const isSame = !isEmpty && isWithoutDifference(form);
  const ruleId = "change-documents";
  return [
    { place: "newValues", code: "finding-new-values", ruleId, isFault: isEmpty },
    { place: "newValues", code: "finding-no-difference", ruleId, isFault: isSame },
  ];
}

function documentChecks(form: ChangeForm, facts: HolderCheckFacts): readonly Check[] {
  const ruleId = "change-documents";
  const hasAfter = facts.hasFile(form.licenceAfterFileId);
  if (form.ground === "rule") {
    const isShort = form.citation.trim().length < CITATION_MIN;
    return [
      { place: "licences", code: "finding-licence-now", ruleId, isFault: !hasAfter },
      { place: "citation", code: "finding-citation", ruleId, isFault: isShort },
    ];
  }
  const hasBoth = hasAfter && facts.hasFile(form.licenceBeforeFileId);
  return [{ place: "licences", code: "finding-licences", ruleId, isFault: !hasBoth }];
}
