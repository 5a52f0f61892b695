/** Stores unsaved form input in this browser until the server has accepted it. */

const PREFIX = "sambung.draft.";
const OWNER = "sambung.drafts-of";
const DRAFT_BYTES_MAX = 100_000;

/** Reads a stored draft; null when there is none or it cannot be parsed. */
export function readDraft<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Stores a draft; full or forbidden storage is ignored, because the form still holds the input. */
export function keepDraft(key: string, value: unknown): void {
  try {
    const text = JSON.stringify(value);
    if (text.length <= DRAFT_BYTES_MAX) localStorage.setItem(PREFIX + key, text);
  } catch {
    // The form itself still holds the text.
  }
}

/** Removes a draft after the server has accepted it. */
export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept.
  }
}

/** Sets the owner of the drafts; removes the drafts of another user whose session expired on this device. */
export function keepDraftsOf(personId: string): void {
  try {
    const before = localStorage.getItem(OWNER);
    if (before !== null && before !== personId) dropAllDrafts();
    localStorage.setItem(OWNER, personId);
  } catch {
    // Nothing is kept.
  }
}

/** Removes every draft, so that the next user of this device cannot read them. */
export function dropAllDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
