/** Keyboard cursor over a list: keys j and k move it, Enter opens the row. */
import { useRef, useState } from "react";
import { isTyping, usePageKeys } from "./page-keys.ts";

/** A row of a list. */
interface Row {
  readonly id: string;
}

/** The cursor: the row's id, and the row's index when the cursor was set. */
export interface RowCursor {
  readonly id: string;
  readonly at: number;
}

const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };

/**
 * The index of the cursor in `rows`: that of its row, or the stored index when the row has left the list; -1 when
 * there is no cursor or no row.
 */
export function placeOf(rows: readonly Row[], cursor: RowCursor | null): number {
  if (cursor === null) return -1;
  const at = rows.findIndex(({ id }) => id === cursor.id);
  return at >= 0 ? at : Math.min(cursor.at, rows.length - 1);
}

/** Moves the cursor by `step` rows and stops at both ends. A temporarily empty list leaves the cursor unchanged. */
export function moved(rows: readonly Row[], cursor: RowCursor | null, step: number): RowCursor | null {
  const at = Math.min(rows.length - 1, Math.max(0, placeOf(rows, cursor) + step));
  const row = rows[at];
  return row === undefined ? cursor : { id: row.id, at };
}

/** Whether Enter may open the row: links and buttons handle Enter themselves. */
function isOnPlainGround(target: EventTarget | null): boolean {
  return !(target instanceof HTMLElement) || target.closest("a, button") === null;
}

/**
 * The id of the row under the cursor; null before the first key press. Keys may be pressed faster than React renders,
 * so the listener reads the current values from refs and each key press sees the result of the previous one.
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
