import type { CodeLine, CommitmentLine, LicenceLine, OperatorLine } from "./read-line.ts";

/** The effect of an import on one record. */
export type PlanAction = "create" | "change" | "leave";

interface Item<Kind extends string, Line> {
  readonly kind: Kind;
  readonly action: PlanAction;
  /** Row of its sheet. */
  readonly row: number;
  readonly line: Line;
  /** The version found in the register; null if the record does not exist yet. */
  readonly found: number | null;
}

/** One record of a plan, with its values and the version it was validated against. */
export type PlanItem =
  | Item<"operator", OperatorLine>
  | Item<"licence", LicenceLine>
  | Item<"commitment", CommitmentLine>
  | (Item<"code", CodeLine> & { readonly mode: "off" | "open" });

/** Number of records that are created, changed and left. */
export type PlanCounts = Readonly<Record<PlanItem["kind"], Readonly<Record<PlanAction, number>>>>;

/** Counts a plan. */
export function countPlan(items: readonly PlanItem[]): PlanCounts {
  const none = () => ({ create: 0, change: 0, leave: 0 });
  const counts = { operator: none(), licence: none(), commitment: none(), code: none() };
  for (const { kind, action } of items) counts[kind][action] += 1;
  return counts;
}

/** Whether executing a plan would write anything. */
export function changesAnything(items: readonly PlanItem[]): boolean {
  return items.some(({ action }) => action !== "leave");
}
