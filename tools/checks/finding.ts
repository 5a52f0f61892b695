/** One thing a check dislikes: where (a path relative to the repository, and a line if known) and what. */
export interface Finding {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

/** What a check looked at, and what it found. `seen` of zero means the check looked at nothing, which is a failure. */
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

/** Puts outcomes of several parts into one. */
export function together(outcomes: readonly Outcome[]): Outcome {
  return {
    seen: outcomes.reduce((sum, outcome) => sum + outcome.seen, 0),
    findings: outcomes.flatMap((outcome) => outcome.findings),
  };
}

/** A finding as one line for people and editors: `file:line: message`. */
export function lineOf({ file, line, message }: Finding): string {
  return `${file}${line === undefined ? "" : `:${line}`}: ${message}`;
}
