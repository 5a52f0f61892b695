/** A form on one page: validated here, then sent; errors are shown at the top and at each field. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { type Problem, problemOf } from "../../data/problem.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, type SummaryLine } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";

interface SentFormProps {
  /** The validation errors of the input. */
  readonly check: () => readonly SummaryLine[];
  readonly onSend: () => void;
  readonly isWorking: boolean;
  readonly error: Error | null;
  /** The label of the submit button. */
  readonly act: string;
  /** The target of the cancel link. */
  readonly back: "/sengketa" | "/surat-kuasa" | { readonly licence: string };
  /** A follow-up link for a server error, if there is one. */
  readonly wayOn?: (problem: Problem) => ReactNode;
  readonly children: (errorOf: (field: string) => string | undefined) => ReactNode;
}

/** Client-side errors come first; server errors are shown when there are none. */
export function SentForm(props: SentFormProps): ReactNode {
  const { check, onSend, isWorking, error, act, back, wayOn, children } = props;
  const parts = useTranslations("web.parts");
  const { lines, problem, faultOf, isFree } = useFormFaults(error);
  return (
    <>
      <ErrorSummary lines={lines} problem={problem} />
      {error === null ? null : wayOn?.(problemOf(error))}
      <form
        noValidate
        className="grid gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          if (isFree(check())) onSend();
        }}
      >
        {children(faultOf)}
        <p className="flex flex-wrap gap-3">
          <BusyButton type="submit" className="button button-main" isBusy={isWorking}>
            {isWorking ? parts("working") : act}
          </BusyButton>
          {typeof back === "string" ? (
            <Link to={back} className="button">
              {parts("cancel")}
            </Link>
          ) : (
            <Link to="/izin/$id" params={{ id: back.licence }} className="button">
              {parts("cancel")}
            </Link>
          )}
        </p>
        <p className="text-small text-faint">{parts("draftKept")}</p>
      </form>
    </>
  );
}
