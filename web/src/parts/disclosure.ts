/** State of a button that opens a menu or panel beside it (disclosure pattern). */
import { useLocation } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef } from "react";
import { usePageKeys } from "./page-keys.ts";
import { useStateOf } from "./state-of.ts";

/** Open state. Closes on Escape (focus returns to the button), on a click outside and on navigation. */
export function useDisclosure(): {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly box: RefObject<HTMLDivElement | null>;
} {
  const box = useRef<HTMLDivElement>(null);
  const href = useLocation({ select: (location) => location.href });
  const [open, change] = useStateOf<boolean>(href, () => false);
  usePageKeys((event) => {
    if (!open || event.key !== "Escape") return;
    change(() => false);
    box.current?.querySelector("button")?.focus();
  });
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) change(() => false);
    };
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, [open, change]);
  return { open, toggle: () => change((before) => !before), box };
}
