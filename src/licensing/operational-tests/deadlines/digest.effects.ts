import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../../kernel/index.ts";
import type { DeviceRow } from "../../requirements/index.ts";
import type { TestItemState } from "../evidence/answers.ts";

/** The digest of something that is shown and then signed: equal digests are equal content, whoever wrote it down. */
export function digestOf(value: unknown): string {
  return createHash("sha256")
    .update(canonicalJson(value as Json))
    .digest("hex");
}

/** The digest of a device list; evidence names it, so that it is never held against another list. */
export function digestOfDevices(rows: readonly DeviceRow[]): string {
  return digestOf(rows);
}

/** The digest of everything that counts of the answers. */
export function digestOfItemStates(itemStates: readonly TestItemState[]): string {
  return digestOf(
    itemStates.map(({ item, outcome, heads, counts }) => [item, outcome, [...heads], counts?.value ?? null]),
  );
}
