import type { CodeLine, CommitmentLine, LicenceLine, OperatorLine } from "./read-line.ts";

/** What an import does to one thing. */
export type PlanAction = "create" | "change" | "leave";

interface Item<Kind extends string, Line> {
  readonly kind: Kind;
  readonly action: PlanAction;
  /** Row of its sheet. */
  readonly row: number;
  readonly line: Line;
  /** The version that was found; null where the thing is not there yet. */
  readonly found: number | null;
}

/** One thing of a plan, with what is to be written and the version it was judged by. */
export type PlanItem =
  | Item<"operator", OperatorLine>
  | Item<"licence", LicenceLine>
  | Item<"commitment", CommitmentLine>
  | (Item<"code", CodeLine> & { readonly mode: "off" | "open" });

/** How many things are created, changed and left as they are. */
export type PlanCounts = Readonly<Record<PlanItem["kind"], Readonly<Record<PlanAction, number>>>>;

/** Counts a plan. */
export function countPlan(items: readonly PlanItem[]): PlanCounts {
  const none = () => ({ create: 0, change: 0, leave: 0 });
  const counts = { operator: none(), licence: none(), commitment: none(), code: none() };
  for (const { kind, action } of items) counts[kind][action] += 1;
  return counts;
}

/** Whether carrying out a plan would write anything. */
export function changesAnything(items: readonly PlanItem[]): boolean {
  return items.some(({ action }) => action !== "leave");
}
