/** A finding or a box of the diagram leads to a field: it is focused once it stands, and a row that is folded opens first. */
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";

const REVEAL = "sambung:reveal";
/** Parts load on their own, so that a field is looked for a few times. */
const TRIES_MS = [0, 60, 200, 600, 1_400] as const;

/** The id of the card of a row. */
export const rowFieldId = (rowId: string): string => `row-${rowId}`;

/** Calls `open` with the id of whatever somebody goes to, so that a folded row can show it. */
export function useRevealing(open: (fieldId: string) => void): void {
  useEffect(() => {
    const onReveal = (event: Event): void => {
      if (event instanceof CustomEvent && typeof event.detail === "string") open(event.detail);
    };
    document.addEventListener(REVEAL, onReveal);
    return () => document.removeEventListener(REVEAL, onReveal);
  });
}

/** Puts the focus on a field, wherever it is on the page; answers how to stop looking for it. */
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

/** Goes to a field of the page that is open. */
export function goToField(fieldId: string): void {
  focusWhenReady(fieldId);
}

/** Goes to the field that the address names. */
export function useGoToHash(): void {
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => (hash === "" ? undefined : focusWhenReady(decodeURIComponent(hash))), [hash]);
}
