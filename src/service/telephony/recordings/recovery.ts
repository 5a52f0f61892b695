/** Why a recording has no usable audio: there never was any, or its journal or its key cannot be read. */
export type LostReason = "no-sound" | "unreadable" | "key-unreadable";

/** The decision about the audio of an unfinished recording. */
export type Recovery = { readonly does: "wait" } | { readonly does: "lose"; readonly reason: LostReason };

/** A journal or a key may be unreadable for a while, as while a disk is full; after this many attempts the recording is lost. */
const ATTEMPTS_MAX = 20;

/**
 * Decides about a recording that the media engine refused to finish, or whose key cannot be decrypted, at the nth attempt from 1 on. An engine that does
 * not respond says nothing about the audio, so the next sweep retries.
 */
export function afterRefusal(refusal: string, look: number): Recovery {
  if (refusal === "recording-unknown") return { does: "lose", reason: "no-sound" };
  if (refusal === "key-unreadable" && look >= ATTEMPTS_MAX) return { does: "lose", reason: "key-unreadable" };
  if (refusal === "recording-unreadable" && look >= ATTEMPTS_MAX) return { does: "lose", reason: "unreadable" };
  return { does: "wait" };
}
