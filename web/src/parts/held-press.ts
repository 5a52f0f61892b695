/** Presses while a file is on its way to the server: none is lost, and no form goes out without the file. */
import { type RefObject, useEffect, useRef, useState } from "react";

interface HeldForm {
  readonly form: HTMLFormElement;
  readonly button: HTMLElement | null;
  /** What the field had sent when the form was to go out. */
  readonly before: object | null;
}

/**
 * Holds the form around a field back while the field sends, and lets it go out once there is another file than before;
 * it would go out with the old file, or with none. A file that did not arrive lets the press fall, since its fault is shown.
 */
export function useHeldForm(field: {
  readonly isSending: boolean;
  /** What was sent last; another object for each sending. */
  readonly sent: object | null;
}): {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly isHeld: boolean;
} {
  const { isSending, sent } = field;
  const box = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<HeldForm | null>(null);
  useEffect(() => {
    const form = box.current?.closest("form");
    if (!isSending || !form) return;
    const hold = (event: SubmitEvent): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
      setHeld({ form, button: event.submitter, before: sent });
    };
    form.addEventListener("submit", hold, { capture: true });
    return () => form.removeEventListener("submit", hold, { capture: true });
  }, [isSending, sent]);
  useEffect(() => {
    if (held === null || isSending) return;
    setHeld(null);
    if (sent !== held.before) held.form.requestSubmit(held.button);
  }, [held, isSending, sent]);
  return { box, isHeld: held !== null };
}

/**
 * Whatever moves on the screen between the two halves of a press takes the button away from under it, and the browser
 * counts no press. This follows the pointer from now on; `lifted` resolves as soon as nothing is pressed any more.
 */
export function followPointer(): { readonly lifted: () => Promise<void>; readonly close: () => void } {
  let down = false;
  let whenUp: () => void = () => undefined;
  const press = (): void => {
    down = true;
  };
  const lift = (): void => {
    down = false;
    // The click comes after this event, and in the same task.
    setTimeout(() => whenUp());
  };
  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener("pointerdown", press, { signal, capture: true });
  for (const end of ["pointerup", "pointercancel"] as const)
    window.addEventListener(end, lift, { signal, capture: true });
  return {
    lifted: () =>
      down
        ? new Promise((resolve) => {
            whenUp = resolve;
          })
        : Promise.resolve(),
    close: () => listening.abort(),
  };
}
