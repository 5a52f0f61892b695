import { databaseFault } from "../../../../platform/database/index.ts";

/** True for what a second attempt would meet again: the data themselves are at fault (SQLSTATE classes 22 and 23). */
export function isDataFault(error: unknown): boolean {
  return /^2[23]/.test(databaseFault(error)?.state ?? "");
}

/**
 * Writes items together. Where the data of one are at fault, halves are written apart until it stands alone and `onFault` is told:
 * it never holds up the others. Any other fault is thrown; what was written until then may be written again.
 */
export async function writeApart<Item>(
  items: readonly Item[],
  write: (items: readonly Item[]) => Promise<void>,
  onFault: (item: Item, error: unknown) => Promise<void>,
): Promise<void> {
  if (items.length === 0) return;
  try {
    await write(items);
  } catch (error) {
    if (!isDataFault(error)) throw error;
    const [first] = items;
    if (items.length === 1 && first !== undefined) return onFault(first, error);
    const half = Math.ceil(items.length / 2);
    await writeApart(items.slice(0, half), write, onFault);
    await writeApart(items.slice(half), write, onFault);
  }
}

/** True where somebody else held what was to be written for longer than may be waited for, or waited for us. */
export function isHeldFault(error: unknown): boolean {
  return ["55P03", "40P01"].includes(databaseFault(error)?.state ?? "");
}
