import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import path from "node:path";
import { type Clock, ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { RecordingSegment } from "../../../platform/media/index.ts";
import { seal, unseal } from "../../../platform/sealing/index.ts";
import type { StatusCallbackTarget } from "../cdr/index.ts";
import { insertRecordingStatusCallback, keepHeldCalls, pauseRecording } from "./conference-recording.store.ts";
import { dropRecording, finishRecording, insertRecording, openSealedKeyOf, sealedKeyOf } from "./recording.store.ts";

const KEY_BYTES = 32;
const SAMPLES_PER_MS = 8;

/** Stores recordings: their keys before the first sample, their files after the last. */
export interface RecordingKeeper {
  /**
   * Stores a new recording with its own key and returns the key, base64; refused when the call centre has reached its storage limit. A repeated begin,
   * whose first response was lost, returns the same key.
   */
  begin(recording: RecordingName & RecordingOf): Promise<Result<string, "storage-full">>;
  /** Records that a conference's recording contains these calls as well. */
  hold(recording: RecordingName & { readonly callIds: readonly string[] }): Promise<void>;
  /** Stores whether a conference's recording is paused. */
  keepPaused(recording: RecordingName & { readonly isPaused: boolean }): Promise<void>;
  /** Deletes the key of a recording in any state, so that it cannot be played. */
  drop(recording: RecordingName): Promise<void>;
  /** The key of a recording that was begun, base64; null when it cannot be decrypted. Throws while the database is unavailable. */
  keyOf(recording: RecordingName): Promise<string | null>;
  finish(recording: RecordingName, segments: readonly RecordingSegment[]): Promise<void>;
}

/** Opens the keeper: each recording has its own key, encrypted with the installation's. */
export function openRecordingKeeper(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly key: Buffer;
  /** Local date of the retention of a recording that begins now: by the rule, or for the days that its call centre chose. */
  readonly keepUntil: (nowMs: number, days: number | null) => string;
  /** The days that the transaction's tenant chose; null without a choice. */
  readonly daysOf: (trx: DatabaseTransaction) => Promise<number | null>;
  /** Whether a call centre may store more audio; locks its storage count until the transaction ends. */
  readonly hasRoom: (
    trx: DatabaseTransaction,
    wish: { readonly tenantId: string; readonly bytes: number | null },
  ) => Promise<boolean>;
}): RecordingKeeper {
  const { db, clock, key } = options;
  return {
    begin: async ({ recordingId, callId, tenantId, messageQueue, conference }: RecordingName & RecordingOf) => {
      const own = randomBytes(KEY_BYTES);
      const nowMs = clock.nowMs();
      return inTenant(db, tenantId, async (trx) => {
        const hasRoom = await options.hasRoom(trx, { tenantId, bytes: null });
        // A call without recording has its own event; for a conference the row records it, for queries and status callbacks.
        if (!hasRoom && conference === undefined) return refuse("storage-full");
        const isNew = await insertRecording(trx, {
          id: recordingId,
          callId,
          tenantId,
          messageQueue,
          hasRoom,
          sealedKey: seal(key, recordingId, own),
          beganAt: new Date(nowMs),
          keepUntil: options.keepUntil(nowMs, await options.daysOf(trx)),
          conferenceId: conference?.conferenceId ?? null,
        });
        if (!isNew) return begunBefore(trx, { recordingId, tenantId, conference, key });
        if (conference !== undefined) await beginConference(trx, { recordingId, tenantId, conference, nowMs, hasRoom });
        return hasRoom ? ok(own.toString("base64")) : refuse("storage-full");
      });
    },
    hold: ({ recordingId, tenantId, callIds }) =>
      inTenant(db, tenantId, (trx) => keepHeldCalls(trx, { recordingId, tenantId, callIds })),
    keepPaused: ({ recordingId, tenantId, isPaused }) =>
      inTenant(db, tenantId, (trx) =>
        pauseRecording(trx, { id: recordingId, at: isPaused ? new Date(clock.nowMs()) : null }),
      ),
    drop: async ({ recordingId: id, tenantId }: RecordingName) =>
      inTenant(db, tenantId, (trx) => dropRecording(trx, { id, at: new Date(clock.nowMs()) })),
    keyOf: async ({ recordingId, tenantId }: RecordingName): Promise<string | null> => {
      const sealed = await inTenant(db, tenantId, (trx) => sealedKeyOf(trx, recordingId));
      const begun = present(sealed, "the recording was begun");
      try {
        return unseal(key, recordingId, begun).toString("base64");
      } catch {
        return null;
      }
    },
    finish: async (name: RecordingName, segments: readonly RecordingSegment[]): Promise<void> => {
      const sizes = await Promise.all(segments.map(async ({ file }) => (await stat(file)).size));
      const samples = segments.reduce((sum, one) => sum + one.samples, 0);
      await inTenant(db, name.tenantId, (trx) =>
        finishRecording(trx, {
          id: name.recordingId,
          segments: segments.map((segment) => ({ ...segment, file: path.basename(segment.file) })),
          durationMs: Math.round(samples / SAMPLES_PER_MS),
          bytes: sizes.reduce((sum, size) => sum + size, 0),
          endedAt: new Date(clock.nowMs()),
        }),
      );
    },
  };
}

interface RecordingOf {
  readonly callId: string;
  /** The queue of a voicemail; null for a conversation. */
  readonly messageQueue: string | null;
  /** The recorded conference; left out for a talk or a voicemail of a call. */
  readonly conference?: RecordedConference;
}

interface RecordedConference {
  readonly conferenceId: string;
  /** The calls at its beginning. */
  readonly callIds: readonly string[];
  /** The status callback of an application; null without one. */
  readonly told: StatusCallbackTarget | null;
}

async function beginConference(
  trx: DatabaseTransaction,
  begun: {
    readonly recordingId: string;
    readonly tenantId: string;
    readonly conference: RecordedConference;
    readonly nowMs: number;
    readonly hasRoom: boolean;
  },
): Promise<void> {
  const { recordingId, tenantId, conference, nowMs, hasRoom } = begun;
  const { callIds, told } = conference;
  if (hasRoom) await keepHeldCalls(trx, { recordingId, tenantId, callIds });
  const at = new Date(nowMs);
  if (told !== null) await insertRecordingStatusCallback(trx, { recordingId, tenantId, told, at, hasBegun: hasRoom });
}

/** Returns the key of a recording in progress that was begun before, and adds the calls that have joined since. */
async function begunBefore(
  trx: DatabaseTransaction,
  begun: {
    readonly recordingId: string;
    readonly tenantId: string;
    readonly conference: RecordedConference | undefined;
    readonly key: Buffer;
  },
): Promise<Result<string, "storage-full">> {
  const { recordingId, tenantId, conference, key } = begun;
  const sealed = await openSealedKeyOf(trx, recordingId);
  if (sealed === undefined) return refuse("storage-full");
  await keepHeldCalls(trx, { recordingId, tenantId, callIds: conference?.callIds ?? [] });
  return ok(unseal(key, recordingId, sealed).toString("base64"));
}

interface RecordingName {
  readonly recordingId: string;
  readonly tenantId: string;
}
