/** What a switch tells of itself with each sign of life; counts, and bytes of memory. */
export interface SwitchFigures {
  /** Calls that go on. */
  readonly calls: number;
  /** Channels of lines in use. */
  readonly channels: number;
  /** Phones that can be reached. */
  readonly phones: number;
  /** Events that wait for the database. */
  readonly backlog: number;
  /** New calls and registrations that were refused because there was too much to do, since it began. */
  readonly refused: number;
  readonly memoryBytes: number;
}

/** Names of the figures, in the order in which they are shown. */
export const SWITCH_FIGURES = ["calls", "channels", "phones", "backlog", "refused", "memoryBytes"] as const;
