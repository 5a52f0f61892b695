import { databaseFault } from "../../../../platform/database/index.ts";

/** True for an error that a second attempt would repeat: the data are at fault (SQLSTATE classes 22 and 23). */
export function isDataFault(error: unknown): boolean {
  return /^2[23]/.test(databaseFault(error)?.state ?? "");
}

/**
 * Writes items together. When the data of one are at fault, halves are written separately until it is isolated and passed to `onFault`, so that it does not
 * block the others. Any other error is thrown; items written until then may be written again.
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

/** True for a lock timeout or a deadlock. */
export function isHeldFault(error: unknown): boolean {
  return ["55P03", "40P01"].includes(databaseFault(error)?.state ?? "");
}
