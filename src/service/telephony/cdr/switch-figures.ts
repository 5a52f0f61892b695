/** The metrics of a switch in each heartbeat; counts, and bytes of memory. */
export interface SwitchFigures {
  /** Calls in progress. */
  readonly calls: number;
  /** Channels of trunks in use. */
  readonly channels: number;
  /** Registered phones. */
  readonly phones: number;
  /** Events that wait for the database. */
  readonly backlog: number;
  /** New calls and registrations that were refused because of overload, since the start. */
  readonly refused: number;
  readonly memoryBytes: number;
}

/** The names of the metrics, in the order of their display. */
export const SWITCH_FIGURES = ["calls", "channels", "phones", "backlog", "refused", "memoryBytes"] as const;
