/** A row cursor over a list: moved by j and k, opened by Enter. */
import { useRef, useState } from "react";
import { isTyping, usePageKeys } from "./page-keys.ts";

/** A row of a list, as the cursor knows it. */
interface Row {
  readonly id: string;
}

/** Where the cursor stands: on which row, and the place that row had. */
export interface RowCursor {
  readonly id: string;
  readonly at: number;
}

const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };

/**
 * The place of the cursor among `rows`: its row's, or, when that row has left the list, the one that the row had; -1
 * when there is no cursor or no row.
 */
export function placeOf(rows: readonly Row[], cursor: RowCursor | null): number {
  if (cursor === null) return -1;
  const at = rows.findIndex(({ id }) => id === cursor.id);
  return at >= 0 ? at : Math.min(cursor.at, rows.length - 1);
}

/** The cursor `step` rows further on, stopping at both ends. A list that is empty for a moment leaves it where it was. */
export function moved(rows: readonly Row[], cursor: RowCursor | null, step: number): RowCursor | null {
  const at = Math.min(rows.length - 1, Math.max(0, placeOf(rows, cursor) + step));
  const row = rows[at];
  return row === undefined ? cursor : { id: row.id, at };
}

/** Enter on a link or a button is theirs. */
function isOnPlainGround(target: EventTarget | null): boolean {
  return !(target instanceof HTMLElement) || target.closest("a, button") === null;
}

/**
 * The id of the row under the cursor; null before the first key. Keys may come faster than the screen is drawn: each
 * sees what the one before did, so the listener reads the newest of everything instead of what the last drawing closed over.
 */
export function useRowCursor(rows: readonly Row[], onOpen: (id: string) => void): string | null {
  const [shown, setShown] = useState<RowCursor | null>(null);
  const cursor = useRef<RowCursor | null>(null);
  usePageKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      cursor.current = moved(rows, cursor.current, step);
      setShown(cursor.current);
      document.querySelector(`[data-row="${cursor.current?.id}"]`)?.scrollIntoView({ block: "nearest" });
    }
    const row = rows[placeOf(rows, cursor.current)];
    if (event.key === "Enter" && row !== undefined && isOnPlainGround(event.target)) onOpen(row.id);
  });
  return rows[placeOf(rows, shown)]?.id ?? null;
}
