/** A row cursor over a list: moved by j and k, opened by Enter. */
import { useEffect, useEffectEvent, useState } from "react";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [role='menu'], dialog") !== null;
}

const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };

/** The id of the row under the cursor; null before the first key. */
export function useRowCursor(rows: readonly { readonly id: string }[], onOpen: (id: string) => void): string | null {
  const [cursorId, setCursorId] = useState<string | null>(null);
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const at = rows.findIndex((row) => row.id === cursorId);
    const step = STEPS[event.key];
    if (step !== undefined) {
      const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
      setCursorId(next?.id ?? null);
      document.querySelector(`[data-row="${next?.id}"]`)?.scrollIntoView({ block: "nearest" });
    }
    const isOnPlainGround =
      event.target === document.body ||
      (event.target instanceof HTMLElement && event.target.closest("a, button") === null);
    const row = rows[at];
    if (event.key === "Enter" && row !== undefined && isOnPlainGround) onOpen(row.id);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return cursorId;
}
