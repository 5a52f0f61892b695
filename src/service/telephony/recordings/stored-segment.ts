/** One file of a recording, as it is kept: its name below the recordings' folder, and how much sound it holds. */
export interface StoredSegment {
  readonly file: string;
  readonly startedAtMs: number;
  /** Samples of one channel, 8,000 a second. */
  readonly samples: number;
  readonly misplaced: number;
  readonly unreadable: number;
}
