/** A button that opens something small beside it. */
import { useLocation } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef } from "react";
import { usePageKeys } from "./page-keys.ts";
import { useStateOf } from "./state-of.ts";

/** Open or not; closes on Escape (the focus returns to the button), on a click elsewhere and when the screen changes. */
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
