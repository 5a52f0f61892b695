import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../../kernel/index.ts";
import type { DeviceRow } from "../../requirements/index.ts";
import type { TestItemState } from "../evidence/answers.ts";

/** The digest of displayed and signed content: equal digests mean equal content. */
export function digestOf(value: unknown): string {
  return createHash("sha256")
    .update(canonicalJson(value as Json))
    .digest("hex");
}

/** The digest of a device list; evidence names it, so that it is never applied to another list. */
export function digestOfDevices(rows: readonly DeviceRow[]): string {
  return digestOf(rows);
}

/** The digest of the answers that count. */
export function digestOfItemStates(itemStates: readonly TestItemState[]): string {
  return digestOf(
    itemStates.map(({ item, outcome, heads, counts }) => [item, outcome, [...heads], counts?.value ?? null]),
  );
}
