/** The state of each requirement, whether it can be edited now, and the page where it is edited. */
import { PART_KEYS, type PartKey } from "../../../../src/licensing/requirements/form.shared.ts";
import type { Item, Licence } from "./licence-types.ts";

/** The state of a requirement on the applicant's side. */
export type ItemState = "record" | "empty" | "begun" | "mend" | "done" | "locked";

type Case = Pick<Licence, "state" | "items" | "parts" | "documents" | "preCheck" | "mayWrite">;

/** Whether an address names a part of the form. */
export const isPartKey = (name: string): name is PartKey => PART_KEYS.some((key) => key === name);

const slotsOf = (licence: Pick<Licence, "documents">, item: Item) =>
  licence.documents.filter(({ requirement, slot }) => requirement === item.key || item.slots.includes(slot));

function isUntouched(licence: Case, item: Item): boolean {
  const saved = licence.parts.some(({ key, version }) => item.parts.includes(key) && version > 0);
  return !saved && slotsOf(licence, item).length === 0;
}

/** The state of a requirement, computed from the data saved on the server. */
export function itemState(licence: Case, item: Item): ItemState {
  if (item.locked || item.verdict === "accepted") return "locked";
  if (item.verdict === "returned" && !item.changed) return "mend";
  const faults = licence.preCheck.filter(({ requirement, level }) => requirement === item.key && level === "blocks");
  if (item.kind === "record") return faults.length === 0 ? "record" : "mend";
  if (isUntouched(licence, item)) return "empty";
  return faults.length === 0 ? "done" : "begun";
}

/** Whether the applicant may edit anything at present. */
export const isOpen = ({ state }: Pick<Licence, "state">): boolean => state === "draft" || state === "returned";

/** Whether a part or the slots of a requirement may be edited now; in a correction, accepted requirements are locked. */
export function mayChange(licence: Case, subject: string): boolean {
  if (!licence.mayWrite || !isOpen(licence)) return false;
  if (licence.state === "draft") return true;
  return licence.items.some((item) => !item.locked && (item.key === subject || item.parts.includes(subject)));
}

/** The last editor of a requirement and the time; null if it was never edited. */
export function lastChange(licence: Case, item: Item): { readonly by: string; readonly at: string } | null {
  const parts = licence.parts.flatMap(({ key, changedBy: by, changedAt: at }) =>
    item.parts.includes(key) && by !== null && at !== null ? [{ by, at }] : [],
  );
  const files = slotsOf(licence, item).map(({ attachedBy: by, attachedAt: at }) => ({ by, at }));
  return [...parts, ...files].toSorted((one, other) => other.at.localeCompare(one.at))[0] ?? null;
}

/** The page where a requirement is edited: its first part, otherwise the page of its file; null for a requirement with a record only. */
export function pageOf(item: Item): string | null {
  return item.parts[0] ?? (item.kind === "record" && item.slots.length === 0 ? null : item.key);
}

/** The pages of an application in order: the service, then each page of a requirement once. */
export function pagesOf(licence: Pick<Licence, "items">): readonly string[] {
  const pages = licence.items.flatMap((item) => (item.parts.length > 0 ? item.parts : [pageOf(item) ?? []].flat()));
  return [...new Set(["service", ...pages])];
}

/** The page where the content at a place is corrected. */
export function pageOfPlace(
  licence: Pick<Licence, "items">,
  found: {
    readonly requirement: string;
    readonly place: { readonly part: string | null; readonly slot: string | null };
  },
): string | null {
  if (found.place.part !== null) return found.place.part;
  const item = licence.items.find(({ key }) => key === found.requirement);
  return item === undefined ? null : pageOf(item);
}

/** The id of the control at a place. */
export function fieldOfPlace(place: { readonly slot: string | null; readonly field: string | null }): string | null {
  return place.slot === null ? place.field : slotId(place.slot);
}

/** The id of the field of a slot. */
export const slotId = (slot: string): string => `slot-${slot.replaceAll(/[^\w-]+/g, "-")}`;
