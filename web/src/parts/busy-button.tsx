/** A button with a busy state. */
import { type ComponentProps, type MouseEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";

interface BusyButtonProps extends ComponentProps<"button"> {
  readonly type: "button" | "submit";
  /** Ignores further presses while the action of the first press is running. */
  readonly isBusy: boolean;
}

/**
 * A button that keeps the focus while its action runs. Browsers remove the focus from a `disabled` button, and the
 * next key press is lost. A press during the action does not start it again; a status text says that the action is
 * still running.
 */
export function BusyButton({ isBusy, onClick, children, type, ...rest }: BusyButtonProps): ReactNode {
  const t = useTranslations("web.parts");
  const [isAsked, setAsked] = useState(false);
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    setAsked(isBusy);
    if (isBusy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <>
      <button {...rest} type={type} aria-disabled={isBusy || undefined} aria-busy={isBusy || undefined} onClick={press}>
        {children}
      </button>
      <span className="sr-only" role="status">
        {isBusy && isAsked ? t("working") : ""}
      </span>
    </>
  );
}
