/** One file of a recording as stored: its name below the recordings' folder, and the amount of its audio. */
export interface StoredSegment {
  readonly file: string;
  readonly startedAtMs: number;
  /** Samples of one channel, 8,000 a second. */
  readonly samples: number;
  readonly misplaced: number;
  readonly unreadable: number;
}
