/** One fault found by a check: location (a path relative to the repository, and a line if known) and message. */
export interface Finding {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

/** Number of examined items, and findings. `seen` of zero means that the check examined nothing, which is a failure. */
export interface Outcome {
  readonly seen: number;
  readonly findings: readonly Finding[];
}

/** A check of the whole tree below `root`; it only reads. */
export interface Check {
  readonly name: string;
  readonly asks: string;
  run(root: string): Promise<Outcome>;
}

/** Merges the outcomes of several parts. */
export function together(outcomes: readonly Outcome[]): Outcome {
  return {
    seen: outcomes.reduce((sum, outcome) => sum + outcome.seen, 0),
    findings: outcomes.flatMap((outcome) => outcome.findings),
  };
}

/** A finding as one line for terminals and editors: `file:line: message`. */
export function lineOf({ file, line, message }: Finding): string {
  return `${file}${line === undefined ? "" : `:${line}`}: ${message}`;
}
