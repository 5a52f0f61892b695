/** Keys that a whole page listens to. */
import { useEffectEvent, useLayoutEffect } from "react";

/**
 * Hands every key pressed on the page to `press`, the newest one: whoever sees a screen may press at once, so the
 * listener stands before the screen is painted and knows what the screen shows.
 */
export function usePageKeys(press: (event: KeyboardEvent) => void): void {
  const newest = useEffectEvent(press);
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => newest(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

/** Whether a key goes into a field, a menu or a dialog, so that it is no key of the page. */
export function isTyping(target: EventTarget | null): boolean {
  const typed = "input, textarea, select, [contenteditable], [role='menu'], dialog";
  return target instanceof HTMLElement && target.closest(typed) !== null;
}
