import { recordAudit } from "../../../../platform/audit/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { actedEntry, type RequestContext } from "../../../tenancy/tenants/index.ts";
import { isOwnContact } from "../agents/agent-desktop.store.ts";
import { hasRoomForNote, insertNote, isDispositionFor } from "./contact-note.store.ts";

/** Why a note is not saved. */
export type NoteRefusal = "no-such-contact" | "disposition-unknown" | "notes-full" | "note-id-taken";

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
): Promise<"kept" | NoteRefusal> {
  const { tenantId } = requestContext;
  const { agentId, contactId, dispositionId } = command;
  return inTenant(kit.db, tenantId, async (trx) => {
    if ((await isOwnContact(trx, { agentId, contactId })) === undefined) return "no-such-contact";
    if (dispositionId !== null && !(await isDispositionFor(trx, { id: dispositionId, contactId })))
      return "disposition-unknown";
    if (!(await hasRoomForNote(trx, contactId))) return "notes-full";
    if (!(await insertNote(trx, { ...command, tenantId, at: new Date(kit.clock.nowMs()) }))) return "note-id-taken";
    const fact = { action: "contact.noted", subjectKind: "contact" as const, subjectId: contactId };
    await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: { noteId: command.id, dispositionId } }));
    return "kept";
  });
}
