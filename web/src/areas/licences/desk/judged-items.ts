/** The requirements to evaluate, their order, and the open items that block the next action. */
import type { Finding, Item, Licence } from "../licence-types.ts";

type Judged = Pick<Licence, "items" | "round" | "state" | "findings">;

/** Whether an item needs evaluation in this round: it changed, or it was not accepted. */
const needsReview = (item: Item): boolean => item.changed || item.verdict !== "accepted";

/** The items to list. In a correction round only changed or unaccepted items are listed, unless all are requested. */
export function shownItems(
  licence: Pick<Judged, "items" | "round">,
  { all, chosen }: { readonly all: boolean; readonly chosen: string | undefined },
): readonly Item[] {
  if (all || licence.round === 0) return licence.items;
  const news = licence.items.filter((item) => needsReview(item) || item.key === chosen);
  return news.length === 0 ? licence.items : news;
}

/** The initially selected item: the first without a verdict, otherwise the first. */
export function firstToJudge(items: readonly Item[]): Item | undefined {
  return items.find(({ verdict }) => verdict === "open") ?? items[0];
}

/** The next item without a verdict, wrapping to the first; undefined when there is none. */
export function nextToJudge(items: readonly Item[], key: string | undefined): Item | undefined {
  const at = items.findIndex((item) => item.key === key);
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(({ verdict }) => verdict === "open");
}

/** The previous or next item; the same item at the ends. */
export function neighbour(items: readonly Item[], key: string | undefined, step: 1 | -1): Item | undefined {
  const at = items.findIndex((item) => item.key === key);
  return items[Math.min(items.length - 1, Math.max(0, at + step))];
}

/** Draft findings, in the order of their items. */
export function draftsOf({ items, findings }: Pick<Judged, "items" | "findings">): readonly Finding[] {
  const order = new Map(items.map(({ key }, index) => [key, index]));
  const placeOf = ({ requirement }: Finding): number => order.get(requirement) ?? items.length;
  return findings.filter(({ state }) => state === "draft").toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** The number of items without a verdict. */
export const openCount = ({ items }: Pick<Judged, "items">): number =>
  items.filter(({ verdict }) => verdict === "open").length;

/**
 * Whether a new finding on an item comes late: the item was accepted, or it is unchanged since its last verdict. A
 * late finding needs a coordinator's reason, which the applicant can read.
 */
export const comesLate = (item: Item): boolean => item.verdict === "accepted" || !item.changed;
