import type { Result } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { keyDetail } from "../../tenancy/tenants/index.ts";
import { playableRecording } from "./listening.store.ts";
import type { RecordingStorage } from "./recording.routes.ts";
import { openRecordingSound, type RecordingSound } from "./recording-sound.effects.ts";
import { forgetKeyOf } from "./retention.store.ts";

/** A request of an API client for a recording. */
export interface RecordingRequestContext {
  readonly tenantId: string;
  readonly recordingId: string;
  readonly requestId: string;
  /** The id of the API key; null without one. */
  readonly keyId: string | null;
}

/** Access of API clients to recordings: each one is in the audit log, without a person. */
export function openProgramRecordings(kit: Kit, doors: RecordingStorage) {
  const told = (
    trx: DatabaseTransaction,
    requestContext: RecordingRequestContext,
    action: "recording.downloaded" | "recording.removed",
  ) =>
    recordAudit(trx, kit, {
      actorPersonId: null,
      actorRole: null,
      action,
      requestId: requestContext.requestId,
      subjectKind: "recording",
      subjectId: requestContext.recordingId,
      detail: keyDetail(requestContext),
    });
  return {
    /** The audio of a recording; undefined without audio. */
    openSound: async (asking: RecordingRequestContext): Promise<RecordingSound | undefined> => {
      const { tenantId, recordingId } = asking;
      const recording = await inTenant(kit.db, tenantId, (trx) => playableRecording(trx, recordingId));
      if (recording === undefined || recording.state !== "kept" || recording.segments.length === 0) return undefined;
      const sound = await openRecordingSound({ ...doors, recording });
      if (sound === undefined) return undefined;
      try {
        await inTenant(kit.db, tenantId, (trx) => told(trx, asking, "recording.downloaded"));
      } catch (error) {
        await sound.close();
        throw error;
      }
      return sound;
    },
    /** Deletes the key of a recording, so that it cannot be played; its files follow. */
    remove: (asking: RecordingRequestContext): Promise<Result<null, "no-such-recording" | "recording-goes-on">> =>
      inTenant(kit.db, asking.tenantId, async (trx) => {
        const done = await forgetKeyOf(trx, { id: asking.recordingId, at: new Date(kit.clock.nowMs()) });
        if (done.ok) await told(trx, asking, "recording.removed");
        return done;
      }),
  };
}
