/** Copies a text, and announces the result to screen readers. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";

/** A small button with its result beside it. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const t = useTranslations("web.secondFactor");
  const [outcome, setOutcome] = useState<"copied" | "copyFailed" | null>(null);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(
      () => setOutcome("copied"),
      () => setOutcome("copyFailed"),
    );
  };
  return (
    <>
      <button type="button" className="button button-small" onClick={copy}>
        {label}
      </button>
      <span role="status" className="self-center text-small text-soft">
        {outcome === null ? "" : t(outcome)}
      </span>
    </>
  );
}
