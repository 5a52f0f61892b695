/** A button whose work may be under way. */
import { type ComponentProps, type MouseEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";

interface BusyButtonProps extends ComponentProps<"button"> {
  readonly type: "button" | "submit";
  /** While this is so, the press that began the work is the one that counts. */
  readonly isBusy: boolean;
}

/**
 * A button that keeps the focus while its work is under way; the browser takes it from one that is `disabled`, and the
 * next key press goes nowhere. A press meanwhile begins nothing a second time, and is answered that the work goes on.
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
