import { ok, type RefusalTable, type Result, refuse } from "../../../../kernel/index.ts";
import { tenantCommand } from "../../../../platform/commands/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { RequestContext } from "../../../tenancy/tenants/index.ts";
import { isOwnContact } from "../agents/agent-desktop.store.ts";
import { hasRoomForNote, insertNote, isDispositionFor } from "./contact-note.store.ts";

/** Refusals of notes on contacts. */
export const NOTE_REFUSALS = {
  "no-such-contact": "not-found",
  "disposition-unknown": "conflict",
  "notes-full": "limit",
  "note-id-taken": "taken",
} as const satisfies RefusalTable;

/** Why a note is not saved. */
export type NoteRefusal = keyof typeof NOTE_REFUSALS;

/** A note of an agent on the agent's own contact. */
export interface NoteCommand {
  readonly id: string;
  readonly agentId: string;
  readonly contactId: string;
  readonly note: string;
  readonly dispositionId: string | null;
}

/** Stores a note on an agent's contact. Notes are never overwritten; later ones are appended. */
export async function keepNote(
  kit: Kit,
  requestContext: RequestContext,
  command: NoteCommand,
): Promise<Result<null, NoteRefusal>> {
  const { tenantId } = requestContext;
  const { id: noteId, agentId, contactId, dispositionId } = command;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if ((await isOwnContact(trx, { agentId, contactId })) === undefined) return refuse("no-such-contact");
    if (dispositionId !== null && !(await isDispositionFor(trx, { id: dispositionId, contactId })))
      return refuse("disposition-unknown");
    if (!(await hasRoomForNote(trx, contactId))) return refuse("notes-full");
    if (!(await insertNote(trx, { ...command, tenantId, at }))) return refuse("note-id-taken");
    await audit({
      action: "contact.noted",
      subjectKind: "contact",
      subjectId: contactId,
      detail: { noteId, dispositionId },
    });
    return ok(null);
  });
}
