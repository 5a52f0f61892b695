/** What an agent has typed about contacts and not saved yet: it stays in this browser until the server has it. */
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";

/** A note that is being written. Its id is made once, so that sending it twice keeps it once. */
export interface NoteDraft {
  readonly id: string;
  readonly note: string;
  readonly dispositionId: string | null;
}

type Drafts = Readonly<Record<string, NoteDraft>>;

const KEY = "desk-notes";
/** Contacts with unsaved words at the most; the oldest goes first. */
const CONTACTS_MAX = 30;

const all = (): Drafts => readDraft<Drafts>(KEY) ?? {};

/** A draft with nothing in it. */
export const emptyNote = (): NoteDraft => ({ id: crypto.randomUUID(), note: "", dispositionId: null });

/** Whether there is nothing to save. */
export const isEmptyNote = ({ note, dispositionId }: NoteDraft): boolean =>
  note.trim() === "" && dispositionId === null;

/** What was typed about a contact. */
export const noteDraftOf = (contactId: string): NoteDraft | null => all()[contactId] ?? null;

/** The contacts with words that are not saved. */
export const unsavedContacts = (): readonly string[] => Object.keys(all());

/** Keeps what is typed about a contact; an empty draft is forgotten. */
export function keepNoteDraft(contactId: string, draft: NoteDraft): void {
  const { [contactId]: _, ...others } = all();
  if (!isEmptyNote(draft)) {
    const kept = Object.entries(others).slice(1 - CONTACTS_MAX);
    keepDraft(KEY, { ...Object.fromEntries(kept), [contactId]: draft });
    return;
  }
  if (Object.keys(others).length === 0) dropDraft(KEY);
  else keepDraft(KEY, others);
}
