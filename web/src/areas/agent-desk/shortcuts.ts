/** Function-key shortcuts of the desktop; letters are not used, so that typing a note triggers nothing. */
import { usePageKeys } from "../../parts/page-keys.ts";

/** Calls the handler of a function key, wherever the focus is. */
export function useShortcuts(acts: Readonly<Record<string, (() => void) | undefined>>): void {
  usePageKeys((event) => {
    const act = event.ctrlKey || event.altKey || event.metaKey || event.repeat ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}
