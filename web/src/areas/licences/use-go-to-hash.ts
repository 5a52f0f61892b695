/** Navigation from a finding or a diagram box to a field: opens a folded row, and focuses the field once it is rendered. */
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";

const REVEAL = "sambung:reveal";
/** Parts load separately, so the field is searched for several times. */
const TRIES_MS = [0, 60, 200, 600, 1_400] as const;

/** The id of the card of a row. */
export const rowFieldId = (rowId: string): string => `row-${rowId}`;

/** Calls `open` with the id of the navigation target, so that a folded row can open. */
export function useRevealing(open: (fieldId: string) => void): void {
  useEffect(() => {
    const onReveal = (event: Event): void => {
      if (event instanceof CustomEvent && typeof event.detail === "string") open(event.detail);
    };
    document.addEventListener(REVEAL, onReveal);
    return () => document.removeEventListener(REVEAL, onReveal);
  });
}

/** Focuses a field once it is on the page; returns a function that cancels the search. */
function focusWhenReady(fieldId: string): () => void {
  let isFound = false;
  const timers = TRIES_MS.map((ms) =>
    setTimeout(() => {
      if (isFound) return;
      document.dispatchEvent(new CustomEvent(REVEAL, { detail: fieldId }));
      requestAnimationFrame(() => {
        const field = isFound ? null : document.getElementById(fieldId);
        if (field === null) return;
        isFound = true;
        field.scrollIntoView({ block: "center" });
        field.focus({ preventScroll: true });
      });
    }, ms),
  );
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}

/** Navigates to a field of the current page. */
export function goToField(fieldId: string): void {
  focusWhenReady(fieldId);
}

/** Navigates to the field in the URL's hash. */
export function useGoToHash(): void {
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => (hash === "" ? undefined : focusWhenReady(decodeURIComponent(hash))), [hash]);
}
