/** Options for the recognition of a caller's speech. */
export interface SpeechOptions {
  /** BCP 47 tag as used in documents: `id-ID`. */
  readonly language: string;
  /** Words that the caller is likely to say. */
  readonly hints: readonly string[];
  /** Silence after which the speech is complete; null when the recogniser decides. */
  readonly quietMs: number | null;
  /** Whether keys count as well. */
  readonly takesKeys: boolean;
}
