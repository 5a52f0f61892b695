/** Function keys of the desk: no letter, so that nothing typed in a note does anything else. */
import { useEffectEvent, useLayoutEffect } from "react";

/** Calls what a key stands for, wherever the focus is. */
export function useShortcuts(acts: Readonly<Record<string, (() => void) | undefined>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const act = event.ctrlKey || event.altKey || event.metaKey || event.repeat ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  // Whoever sees the panel may press: its keys are listened to before it is painted.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
