/** Why a recording has no sound that could be kept: none was ever there, its journal or its key cannot be read. */
export type LostReason = "no-sound" | "unreadable" | "key-unreadable";

/** What comes of looking for the sound of a recording that nobody finished. */
export type Recovery = { readonly does: "wait" } | { readonly does: "lose"; readonly reason: LostReason };

/** A journal or a key that cannot be read may be so for a while, as while a disk is full; after so many looks it is lost. */
const ATTEMPTS_MAX = 20;

/**
 * Decides about a recording that the media engine refused to finish, or whose key cannot be opened, at the nth look from 1 on. An engine that is away
 * says nothing about the sound: it is asked again.
 */
export function afterRefusal(refusal: string, look: number): Recovery {
  if (refusal === "recording-unknown") return { does: "lose", reason: "no-sound" };
  if (refusal === "key-unreadable" && look >= ATTEMPTS_MAX) return { does: "lose", reason: "key-unreadable" };
  if (refusal === "recording-unreadable" && look >= ATTEMPTS_MAX) return { does: "lose", reason: "unreadable" };
  return { does: "wait" };
}
