import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../../kernel/index.ts";
import type { LicenceForm } from "../../requirements/index.ts";
import type { RequirementItem } from "../licence-requirements.ts";
import type { SlotRow } from "./licence-content.store.ts";

/**
 * One digest of the content that meets a requirement: its parts as canonical JSON, and the digest and stated facts of
 * each file. Equal digests mean equal content, regardless of author and time.
 */
export function digestOfItem(
  item: Pick<RequirementItem, "parts" | "slots">,
  content: { readonly form: LicenceForm; readonly slots: readonly Pick<SlotRow, "slot" | "sha256" | "stated">[] },
): string {
  const parts = item.parts.map((key): Json => [key, content.form[key] as unknown as Json]);
  const files = content.slots
    .filter(({ slot }) => item.slots.includes(slot))
    .toSorted((left, right) => (left.slot < right.slot ? -1 : 1))
    .map(({ slot, sha256, stated }): Json => [slot, sha256, { ...stated }]);
  return createHash("sha256")
    .update(canonicalJson([parts, files]))
    .digest("hex");
}
