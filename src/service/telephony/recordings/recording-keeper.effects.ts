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

/** Keeps recordings: their keys before the first sample, their files after the last. */
export interface RecordingKeeper {
  /**
   * Keeps a new recording with a key of its own and gives that key, base64; none while its call centre keeps as much as it may. One that
   * was begun before, and whose begin was not heard of, is given its key again.
   */
  begin(recording: RecordingName & RecordingOf): Promise<Result<string, "storage-full">>;
  /** Keeps that a conference's recording holds these calls as well. */
  hold(recording: RecordingName & { readonly callIds: readonly string[] }): Promise<void>;
  /** Keeps whether a conference's recording stands still. */
  keepPaused(recording: RecordingName & { readonly isPaused: boolean }): Promise<void>;
  /** Takes the key of a recording away, whatever became of it; nobody can hear it any more. */
  drop(recording: RecordingName): Promise<void>;
  /** The key of a recording that was begun, base64; null when it cannot be opened. Throws while storage is away. */
  keyOf(recording: RecordingName): Promise<string | null>;
  finish(recording: RecordingName, segments: readonly RecordingSegment[]): Promise<void>;
}

/** Opens the keeper: each recording has a key of its own, sealed by the installation's. */
export function openRecordingKeeper(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly key: Buffer;
  /** Local date until which a recording that begins now is kept: by the rule, or for the days that its call centre chose. */
  readonly keepUntil: (nowMs: number, days: number | null) => string;
  /** The days that the transaction's tenant chose; null without a choice. */
  readonly daysOf: (trx: DatabaseTransaction) => Promise<number | null>;
  /** Whether a call centre may keep more sound; nobody else of it begins to keep any until the transaction is over. */
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
        // A call says by itself that it is not recorded; of a conference its row says so, to whoever asks and whoever is to be told.
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
  /** The queue that is to hear it, when it is a message; null for a conversation. */
  readonly messageQueue: string | null;
  /** The conference that is recorded; left out for a talk or a message of a call. */
  readonly conference?: RecordedConference;
}

interface RecordedConference {
  readonly conferenceId: string;
  /** The calls that it holds first. */
  readonly callIds: readonly string[];
  /** Where a program is told of it; null for nowhere. */
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

/** What was begun before and goes on: its key, and whoever has come since is held as well. */
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
