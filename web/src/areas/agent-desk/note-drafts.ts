/** Drafts of contact notes: stored in this browser until the server has saved them. */
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";

/** A note in progress. Its id is created once, so that a repeated request saves one note. */
export interface NoteDraft {
  readonly id: string;
  readonly note: string;
  readonly dispositionId: string | null;
}

type Drafts = Readonly<Record<string, NoteDraft>>;

const KEY = "desk-notes";
/** Maximum number of contacts with drafts; the oldest is deleted first. */
const CONTACTS_MAX = 30;

const all = (): Drafts => readDraft<Drafts>(KEY) ?? {};

/** An empty draft. */
export const emptyNote = (): NoteDraft => ({ id: crypto.randomUUID(), note: "", dispositionId: null });

/** Whether the draft has nothing to save. */
export const isEmptyNote = ({ note, dispositionId }: NoteDraft): boolean =>
  note.trim() === "" && dispositionId === null;

/** The draft of a contact. */
export const noteDraftOf = (contactId: string): NoteDraft | null => all()[contactId] ?? null;

/** The contacts with unsaved notes. */
export const unsavedContacts = (): readonly string[] => Object.keys(all());

/** Stores the draft of a contact; an empty draft is deleted. */
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
