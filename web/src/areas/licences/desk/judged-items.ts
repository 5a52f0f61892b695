/** Which requirements an officer looks at, in what order, and what of them stands in the way of the next act. */
import type { Finding, Item, Licence } from "../licence-types.ts";

type Judged = Pick<Licence, "items" | "round" | "state" | "findings">;

/** Whether an item says anything new to whoever judged the round before. */
const needsReview = (item: Item): boolean => item.changed || item.verdict !== "accepted";

/** The items to be listed: in a correction only what changed or is not accepted, unless all are asked for. */
export function shownItems(
  licence: Pick<Judged, "items" | "round">,
  { all, chosen }: { readonly all: boolean; readonly chosen: string | undefined },
): readonly Item[] {
  if (all || licence.round === 0) return licence.items;
  const news = licence.items.filter((item) => needsReview(item) || item.key === chosen);
  return news.length === 0 ? licence.items : news;
}

/** The item to begin with: the first without a verdict, else the first of all. */
export function firstToJudge(items: readonly Item[]): Item | undefined {
  return items.find(({ verdict }) => verdict === "open") ?? items[0];
}

/** The item after this one that waits for a verdict, from the top again at the end; undefined when none does. */
export function nextToJudge(items: readonly Item[], key: string | undefined): Item | undefined {
  const at = items.findIndex((item) => item.key === key);
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(({ verdict }) => verdict === "open");
}

/** The item one step up or down, the same at the ends. */
export function neighbour(items: readonly Item[], key: string | undefined, step: 1 | -1): Item | undefined {
  const at = items.findIndex((item) => item.key === key);
  return items[Math.min(items.length - 1, Math.max(0, at + step))];
}

/** Findings still being written, in the order of the items that they belong to. */
export function draftsOf({ items, findings }: Pick<Judged, "items" | "findings">): readonly Finding[] {
  const order = new Map(items.map(({ key }, index) => [key, index]));
  const placeOf = ({ requirement }: Finding): number => order.get(requirement) ?? items.length;
  return findings.filter(({ state }) => state === "draft").toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** How many items still wait for a verdict. */
export const openCount = ({ items }: Pick<Judged, "items">): number =>
  items.filter(({ verdict }) => verdict === "open").length;

/**
 * Whether a new finding on an item comes late: it was accepted, or nothing of it changed since it was last judged. Then it
 * needs a coordinator's reason, which the applicant reads.
 */
export const comesLate = (item: Item): boolean => item.verdict === "accepted" || !item.changed;
