/** A form on one page: checked here, then sent; every fault is named on top and at its field. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { type Problem, problemOf } from "../../data/problem.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, type SummaryLine } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";

interface SentFormProps {
  /** What is wrong with the answers as they stand. */
  readonly check: () => readonly SummaryLine[];
  readonly onSend: () => void;
  readonly isWorking: boolean;
  readonly error: Error | null;
  /** The words on the button that sends. */
  readonly act: string;
  /** Where one goes without sending. */
  readonly back: "/sengketa" | "/surat-kuasa" | { readonly licence: string };
  /** A way on from what the server found wrong, where there is one. */
  readonly wayOn?: (problem: Problem) => ReactNode;
  readonly children: (errorOf: (field: string) => string | undefined) => ReactNode;
}

/** Its own faults are shown first; those that the server finds, once there are none. */
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
