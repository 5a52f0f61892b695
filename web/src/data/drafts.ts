/** What a person typed is kept in this browser until the server has it. */

const PREFIX = "sambung.draft.";
const OWNER = "sambung.drafts-of";
const DRAFT_BYTES_MAX = 100_000;

/** Reads a kept draft; null when there is none or it cannot be read. */
export function readDraft<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Keeps a draft; storage that is full or forbidden loses nothing but this copy. */
export function keepDraft(key: string, value: unknown): void {
  try {
    const text = JSON.stringify(value);
    if (text.length <= DRAFT_BYTES_MAX) localStorage.setItem(PREFIX + key, text);
  } catch {
    // The form itself still holds the text.
  }
}

/** Forgets a draft once the server has it. */
export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept.
  }
}

/** Says whose drafts are kept from now on; those of somebody else, whose session ran out on this device, are forgotten. */
export function keepDraftsOf(personId: string): void {
  try {
    const before = localStorage.getItem(OWNER);
    if (before !== null && before !== personId) dropAllDrafts();
    localStorage.setItem(OWNER, personId);
  } catch {
    // Nothing is kept.
  }
}

/** Forgets every draft: the next person at this device must not find them. */
export function dropAllDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
