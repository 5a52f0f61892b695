/** Validation errors of a form: client-side errors first; server errors only when there are no client-side errors. */
import { useState } from "react";
import { type Problem, problemOf } from "../data/problem.ts";
import type { SummaryLine } from "./fields.tsx";

/** The validation errors of a form for its fields and its summary. */
export interface FormFaults {
  readonly lines: readonly SummaryLine[];
  /** The server's answer to the last submission; null while client-side errors are shown. */
  readonly problem: Problem | null;
  readonly faultOf: (field: string) => string | undefined;
  /** Stores the client-side errors. Returns true when there are none and the form may be submitted. */
  readonly isFree: (own: readonly SummaryLine[]) => boolean;
}

/** Collects the errors of a form; `error` is the failure of its last submission, or null. */
export function useFormFaults(error: Error | null): FormFaults {
  const [own, setOwn] = useState<readonly SummaryLine[]>([]);
  const problem = error === null || own.length > 0 ? null : problemOf(error);
  const told = problem?.fields.map(({ path, message }) => ({ field: path, message })) ?? [];
  const lines = own.length > 0 ? own : told;
  return {
    lines,
    problem,
    faultOf: (field) => lines.find((line) => line.field === field)?.message,
    isFree: (faults) => {
      setOwn(faults);
      return faults.length === 0;
    },
  };
}
