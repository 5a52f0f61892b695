/** Submission of a form during an upload: waits for the upload, so that no press is lost and no form is submitted without its file. */
import { type RefObject, useEffect, useRef, useState } from "react";

interface HeldForm {
  readonly form: HTMLFormElement;
  readonly button: HTMLElement | null;
  /** The last completed upload at the time of the submission. */
  readonly before: object | null;
}

/**
 * Delays the submission of the enclosing form while the field uploads, and submits once a new file has been uploaded.
 * Without the delay the form would be submitted with the previous file or none. When the upload fails, the submission
 * is dropped, because the field shows the error.
 */
export function useHeldForm(field: {
  readonly isSending: boolean;
  /** The last completed upload; a new object for each upload. */
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
 * A layout change between pointerdown and pointerup moves the button away from the pointer, and the browser fires no
 * click. This tracks the pointer from now on; `lifted` resolves as soon as no pointer is down.
 */
export function followPointer(): { readonly lifted: () => Promise<void>; readonly close: () => void } {
  let down = false;
  let whenUp: () => void = () => undefined;
  const press = (): void => {
    down = true;
  };
  const lift = (): void => {
    down = false;
    // The click event follows pointerup in the same task.
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
