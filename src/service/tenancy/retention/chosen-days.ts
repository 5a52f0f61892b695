/** The retention periods that a call centre has chosen; undefined without any choice, null when the rule applies again. */
export interface ChosenDays {
  readonly recordings: number | null | undefined;
  readonly traces: number | null | undefined;
  /** Whether a data subject's request is open. */
  readonly isAsked: boolean;
}
