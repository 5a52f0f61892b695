import type { z } from "zod";
import type { NumberMode } from "../../../bridge/index.ts";
import type { RefusalTable } from "../../../kernel/index.ts";
import type { NumberPattern } from "../../../regulation/index.ts";
import type { FormFault } from "../../tenancy/tenants/index.ts";
import type { MISSING, serviceNumberChangeSchema, serviceNumberFormSchema } from "./contract.ts";

/** A code to take into service. */
export type NumberForm = z.infer<typeof serviceNumberFormSchema>;

/** A change of a code; a recording notice that is left out does not change. */
export type NumberChange = Omit<z.infer<typeof serviceNumberChangeSchema>, "expectedVersion"> &
  Pick<NumberForm, "code">;

/** A prerequisite that is missing before a caller is answered. */
export type Missing = (typeof MISSING)[number];

/** Refusals of operations on codes in service. */
export const NUMBER_REFUSALS = {
  "number-form": ["invalid", "code"],
  "number-not-in-plan": ["invalid", "code"],
  "number-decree-missing": ["invalid", "decreeNumber"],
  "number-kept-by-licensing": ["conflict", "code"],
  "number-not-yours": ["not-permitted", "code"],
  "number-taken": ["taken", "code"],
  "number-phone-unknown": ["conflict", "phoneIds"],
  "number-stale": "stale",
  "number-limit": "limit",
  "no-such-number": "not-found",
} as const satisfies RefusalTable;

/** Why a code cannot be taken into service or changed. */
export type NumberRefusal = keyof typeof NUMBER_REFUSALS;

/** A code in the licensing bridge. */
export interface BridgedCode {
  readonly mode: NumberMode;
  readonly source: "licensing" | "by-hand";
  readonly organisationId: string | null;
}

/** All faults of a code that is entered by hand, at its fields. */
export function byHandFaults(
  { code, papers }: Pick<NumberForm, "code" | "papers">,
  facts: { readonly patterns: readonly NumberPattern[]; readonly isInInventory: boolean },
): readonly FormFault<NumberRefusal>[] {
  const faults: FormFault<NumberRefusal>[] = [];
  if (!/^\d{3,8}$/.test(code)) faults.push({ path: "code", code: "number-form" });
  else if (!isOfPlan(code, facts.patterns)) faults.push({ path: "code", code: "number-not-in-plan" });
  else if (facts.isInInventory) faults.push({ path: "code", code: "number-kept-by-licensing" });
  if (papers !== null && papers.decreeNumber === "")
    faults.push({ path: "decreeNumber", code: "number-decree-missing" });
  return faults;
}

/** Whether a code is within one of the blocks of the numbering plan. */
function isOfPlan(code: string, patterns: readonly NumberPattern[]): boolean {
  return patterns.some(({ digits, lowest, highest }) => code.length === digits && code >= lowest && code <= highest);
}

/**
 * Whether a call centre may have a code of Licensing in service: only a code of the company that its tenant is tied to. A tenant without a company,
 * such as the first one of an installation, may have none of them.
 */
export function mayServe(tenant: { readonly organisationId: string | null }, code: BridgedCode | undefined): boolean {
  return (
    code !== undefined &&
    code.source === "licensing" &&
    code.organisationId !== null &&
    code.organisationId === tenant.organisationId
  );
}

/** The facts that a code's mode depends on. */
export interface NumberModeFacts {
  readonly code: BridgedCode;
  readonly tenantOrganisationId: string | null;
  readonly hasTrunk: boolean;
  readonly phones: readonly { readonly isRegistered: boolean }[];
}

/** The mode of a code for its call centre, its reason, and the missing prerequisites before a caller is answered. */
export function describeNumberMode(facts: NumberModeFacts): {
  readonly mode: NumberMode;
  readonly reason: "left" | `${"licensing" | "by-hand"}-${NumberMode}`;
  readonly missing: readonly Missing[];
} {
  const { code, hasTrunk, phones } = facts;
  const isLeft = code.source === "licensing" && code.organisationId !== facts.tenantOrganisationId;
  const mode = isLeft ? "off" : code.mode;
  const papers: Readonly<Record<NumberMode, readonly Missing[]>> = { off: ["decree"], test: ["licence"], open: [] };
  const isReachable = phones.some(({ isRegistered }) => isRegistered);
  const missing: readonly Missing[] = [
    ...papers[mode],
    ...(hasTrunk ? [] : (["trunk"] as const)),
    ...(phones.length === 0 ? (["phone"] as const) : isReachable ? [] : (["registered-phone"] as const)),
  ];
  return { mode, reason: isLeft ? "left" : `${code.source}-${mode}`, missing };
}
