import { type Rulebook, readNumberingPlan } from "../../../regulation/index.ts";
import { citation } from "../cases/rules-in-force.ts";
import { displayCode, enumeratePattern, findPlanConflict } from "../codes/access-code.ts";
import type { CodeRow, NewCode } from "./inventory-row.ts";

/** Translates a text of the locales into the reader's language. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** The rule that explains why a code in this state is not available. */
const STATE_RULES: Readonly<Record<string, string>> = {
  held: "hold-minutes",
  "in-process": "claim-on-submit",
  evaluation: "unused-revocable-months",
  quarantine: "quarantine-months",
  reserved: "reserved-codes",
  blocked: "emergency-codes",
};

const BY_ORDER: ReadonlySet<string> = new Set(["reserved", "blocked"]);

/** Whether the numbering plan itself withholds a code (`codesOfPlan`), rather than an officer's order. */
function isOfPlan(reason: string | null): boolean {
  return reason === null || reason === "plan" || reason === "emergency" || reason.startsWith("prefix-conflict ");
}

/** The public view of a code, with the reason if it is not free. */
export function viewCode(row: CodeRow, context: { readonly rulebook: Rulebook; readonly say: Say }) {
  const { rulebook, say } = context;
  const isFree = row.state === "idle";
  const isOrdered = BY_ORDER.has(row.state) && !isOfPlan(row.reason);
  const message = isFree
    ? ""
    : say(`codeWhy.${row.state}${isOrdered ? "-by-order" : ""}`, {
        holder: row.holder ?? "",
        reason: row.reason ?? "",
      });
  const ruleId = isOrdered ? undefined : STATE_RULES[row.state];
  const rule = ruleId === undefined ? null : citation(rulebook, ruleId);
  const why = isFree ? null : { code: row.state, message, rule };
  return {
    code: row.code,
    display: displayCode(row.code),
    pattern: row.pattern,
    state: row.state as "idle",
    since: row.since,
    holder: row.holder,
    heldUntil: row.heldUntil,
    quarantinedUntil: row.quarantinedUntil,
    why,
    version: row.version,
  };
}

/** Every code of the plan: free ones, and withheld ones with their reason. */
export function codesOfPlan(rulebook: Rulebook): readonly NewCode[] {
  const plan = readNumberingPlan(rulebook);
  const special = [
    ...plan.emergencyCodes.map((code) => ({
      code,
      pattern: "special",
      state: "blocked" as const,
      reason: "emergency",
    })),
    ...plan.reservedCodes.map((code) => ({ code, pattern: "special", state: "reserved" as const, reason: "plan" })),
  ];
  const patterned = plan.patterns.flatMap((pattern) =>
    enumeratePattern(pattern).map((code) => {
      const conflict = findPlanConflict(code, plan);
      return conflict === null
        ? { code, pattern: pattern.label, state: "idle" as const, reason: null }
        : { code, pattern: pattern.label, state: "blocked" as const, reason: `prefix-conflict ${conflict.other}` };
    }),
  );
  const seen = new Set<string>();
  return [...special, ...patterned].filter(({ code }) => !seen.has(code) && seen.add(code));
}
