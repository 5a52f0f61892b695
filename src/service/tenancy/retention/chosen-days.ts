/** What a call centre has chosen itself; undefined where it never has, null where the rule holds again. */
export interface ChosenDays {
  readonly recordings: number | null | undefined;
  readonly traces: number | null | undefined;
  /** Whether somebody waits for an answer about the data of his number. */
  readonly isAsked: boolean;
}
