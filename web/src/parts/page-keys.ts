/** Keyboard shortcuts of a whole page. */
import { useEffectEvent, useLayoutEffect } from "react";

/**
 * Passes each key press on the page to the newest `press`. The listener is attached before paint, because a user may
 * press a key as soon as the screen is visible.
 */
export function usePageKeys(press: (event: KeyboardEvent) => void): void {
  const newest = useEffectEvent(press);
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => newest(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

/** Whether the key press is for a field, menu or dialog and must not trigger a page shortcut. */
export function isTyping(target: EventTarget | null): boolean {
  const typed = "input, textarea, select, [contenteditable], [role='menu'], dialog";
  return target instanceof HTMLElement && target.closest(typed) !== null;
}
