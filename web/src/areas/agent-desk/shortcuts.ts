/** Function keys of the desk: no letter, so that nothing typed in a note does anything else. */
import { usePageKeys } from "../../parts/page-keys.ts";

/** Calls what a key stands for, wherever the focus is. */
export function useShortcuts(acts: Readonly<Record<string, (() => void) | undefined>>): void {
  usePageKeys((event) => {
    const act = event.ctrlKey || event.altKey || event.metaKey || event.repeat ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}
