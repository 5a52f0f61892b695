import { type Actor, auditEntry, type Result } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
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
  const actorOf = ({ tenantId, requestId, keyId }: RecordingRequestContext): Actor => ({
    tenantId,
    personId: null,
    role: null,
    requestId,
    keyId,
  });
  const entryOf = (subjectId: string, action: "recording.downloaded" | "recording.removed") =>
    ({ action, subjectKind: "recording", subjectId, detail: {} }) as const;
  return {
    /** The audio of a recording; undefined without audio. */
    openSound: async (requestContext: RecordingRequestContext): Promise<RecordingSound | undefined> => {
      const { tenantId, recordingId } = requestContext;
      const recording = await inTenant(kit.db, tenantId, (trx) => playableRecording(trx, recordingId));
      if (recording === undefined || recording.state !== "kept" || recording.segments.length === 0) return undefined;
      const sound = await openRecordingSound({ ...doors, recording });
      if (sound === undefined) return undefined;
      try {
        const entry = auditEntry(actorOf(requestContext), entryOf(recordingId, "recording.downloaded"));
        await inTenant(kit.db, tenantId, (trx) => recordAudit(trx, kit, entry));
      } catch (error) {
        await sound.close();
        throw error;
      }
      return sound;
    },
    /** Deletes the key of a recording, so that it cannot be played; its files follow. */
    remove: (
      requestContext: RecordingRequestContext,
    ): Promise<Result<null, "no-such-recording" | "recording-goes-on">> =>
      tenantCommand(kit, actorOf(requestContext), {}, async ({ trx, at, audit }) => {
        const { recordingId } = requestContext;
        const done = await forgetKeyOf(trx, { id: recordingId, at });
        if (done.ok) await audit(entryOf(recordingId, "recording.removed"));
        return done;
      }),
  };
}
