import { auditEntry } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import { noteDownload, playableRecording } from "./listening.store.ts";
import type { RecordingStorage } from "./recording.routes.ts";
import { openRecordingSound, type RecordingSound } from "./recording-sound.effects.ts";

/** Opens the audio of a recording for a copy, with an access record before its first byte; undefined without audio. */
export async function openCopiedSound(
  kit: Kit,
  doors: RecordingStorage,
  { requestContext, recordingId }: { readonly requestContext: RequestContext; readonly recordingId: string },
): Promise<RecordingSound | undefined> {
  const { tenantId, personId } = requestContext;
  const recording = await inTenant(kit.db, tenantId, (trx) => playableRecording(trx, recordingId));
  if (recording === undefined || recording.state !== "kept" || recording.segments.length === 0) return undefined;
  const sound = await openRecordingSound({ ...doors, recording });
  if (sound === undefined) return undefined;
  const opening = { id: kit.ids.next(), recordingId, tenantId, personId, at: new Date(kit.clock.nowMs()) };
  try {
    await inTenant(kit.db, tenantId, async (trx) => {
      await noteDownload(trx, opening);
      const action = { action: "recording.downloaded", subjectKind: "recording", subjectId: recordingId, detail: {} };
      await recordAudit(trx, kit, auditEntry(requestContext, action));
    });
  } catch (error) {
    await sound.close();
    throw error;
  }
  return sound;
}
