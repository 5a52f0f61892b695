/** A finding leads to a field: the address names it, and it is focused once its page stands. */
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";

const TRIES_MS = [0, 150, 500, 1_200] as const;

/** Puts the focus on the field that the address names; parts load on their own, so it is tried a few times. */
export function useGoToHash(): void {
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => {
    if (hash === "") return undefined;
    let isFound = false;
    const timers = TRIES_MS.map((ms) =>
      setTimeout(() => {
        const field = isFound ? null : document.getElementById(decodeURIComponent(hash));
        if (field === null) return;
        isFound = true;
        field.scrollIntoView({ block: "center" });
        field.focus({ preventScroll: true });
      }, ms),
    );
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [hash]);
}
