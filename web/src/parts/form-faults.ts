/** What is wrong with a form: its own faults first; those that the server found, once there are none. */
import { useState } from "react";
import { type Problem, problemOf } from "../data/problem.ts";
import type { SummaryLine } from "./fields.tsx";

/** The faults of a form as its fields and its summary show them. */
export interface FormFaults {
  readonly lines: readonly SummaryLine[];
  /** What the server said of the last sending; null while the form's own faults stand before it. */
  readonly problem: Problem | null;
  readonly faultOf: (field: string) => string | undefined;
  /** Keeps the faults that the browser sees by itself. Returns whether there are none, so that the form may go out. */
  readonly isFree: (own: readonly SummaryLine[]) => boolean;
}

/** The faults of a form whose last sending ended with `error`, null while it did not fail. */
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
