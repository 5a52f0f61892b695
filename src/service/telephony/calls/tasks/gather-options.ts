/** What a caller is to be heard saying. */
export interface SpeechOptions {
  /** As documents name it: `id-ID`. */
  readonly language: string;
  /** Words that he may well say. */
  readonly hints: readonly string[];
  /** He has said all once he says nothing for so long; null for when the recogniser finds so. */
  readonly quietMs: number | null;
  /** Whether keys count as well. */
  readonly takesKeys: boolean;
}
