import { present } from "../src/kernel/index.ts";
import type { ImportContext, PlanItem } from "../src/licensing/imports/index.ts";
import { openRulebook, readNumberingPlan, rulesetVersion } from "../src/regulation/index.ts";

const TODAY = "2026-11-25";
const opened = openRulebook({ version: rulesetVersion, atDate: TODAY });
const plan = readNumberingPlan(present(opened.ok ? opened.value : null, "rulebook of today"));

/** Every code of the plan. */
const codes = plan.patterns.flatMap(({ lowest, highest, digits }) =>
  Array.from({ length: Number(highest) - Number(lowest) + 1 }, (_, index) =>
    String(Number(lowest) + index).padStart(digits, "0"),
  ),
);

/** An empty register with only the available codes of the plan. */
export const EMPTY_IMPORT_CONTEXT: ImportContext = {
  today: TODAY,
  kblis: ["82200"],
  plan,
  operators: [],
  npwps: [],
  licences: [],
  codes: codes.map((code) => ({ code, state: "idle", holderNib: null, version: 1, decree: null })),
  taken: [],
  decrees: [],
};

type ItemOf<Kind extends PlanItem["kind"]> = Extract<PlanItem, { readonly kind: Kind }>;

/** The register after a plan has been applied. */
export function importContextWith(
  items: readonly PlanItem[],
  but: { readonly isUnclaimed?: boolean; readonly licenceNib?: string } = {},
): ImportContext {
  const { isUnclaimed = true, licenceNib } = but;
  const of = <Kind extends PlanItem["kind"]>(kind: Kind) =>
    items.filter((item): item is ItemOf<Kind> => item.kind === kind);
  const commitments = new Map(of("commitment").map(({ line }) => [line.number, line]));
  const assigned = new Map(of("code").map(({ line }) => [line.code, line]));
  return {
    ...EMPTY_IMPORT_CONTEXT,
    operators: of("operator").map(({ line }) => ({
      ...line,
      id: line.nib,
      version: 1,
      isUnclaimed,
      hasActiveLicence: true,
    })),
    npwps: of("operator").map(({ line: { npwp, nib } }) => ({ npwp, nib })),
    licences: of("licence").map(({ line: { nib, ...line } }) => ({
      ...line,
      id: line.number,
      nib: licenceNib ?? nib,
      version: 1,
      commitment: commitments.get(line.number) ?? null,
    })),
    codes: EMPTY_IMPORT_CONTEXT.codes.map((known) => {
      const line = assigned.get(known.code);
      if (line === undefined) return known;
      const { decreeNumber: number, decidedOn, endUser, usage } = line;
      const decree = { id: number, number, decidedOn, endUser, usage, version: 1 };
      return { ...known, state: "active", holderNib: line.nib, version: 2, decree };
    }),
    taken: [...assigned.keys()],
    decrees: [...assigned.values()].map(({ decreeNumber: number, code }) => ({ number, code })),
  };
}
