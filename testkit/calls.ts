import { type Database, inTenant } from "../src/platform/database/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import { type CallEvent, type CallEventBody, type CallOutcome, foldCdr } from "../src/service/telephony/cdr/index.ts";

/** An ended call, by the few facts that a test needs. */
export interface SampleCall {
  readonly caller: string;
  readonly called?: string;
  readonly code?: string;
  readonly direction?: "inbound" | "outbound" | "internal";
  /** When it began, as ISO text. */
  readonly at: string;
  readonly outcome?: CallOutcome;
  readonly talkMs?: number;
  readonly trunkId?: string;
  readonly phoneId?: string;
  /** A wrong talk time in the record, if given. */
  readonly recordedTalkMs?: number;
  /** True for a recording: a row that is marked as stored, without a file. */
  readonly recordingId?: true;
}

const RING_MS = 4_000;
const runtime = createRuntimeContext();

/** One more tenant of the installation. */
export async function addTenant(db: Database, name: string): Promise<string> {
  const id = runtime.ids.next();
  await db.insertInto("tenant").values({ id, name, createdAt: new Date() }).execute();
  return id;
}

/** Stores calls of a tenant like a switch: their events, and the resulting record. Returns their ids. */
export async function keepCalls(
  db: Database,
  tenantId: string,
  calls: readonly SampleCall[],
): Promise<readonly string[]> {
  return inTenant(db, tenantId, async (trx) => {
    const ids: string[] = [];
    for (const call of calls) {
      const callId = runtime.ids.next();
      const recordingId = call.recordingId === undefined ? null : runtime.ids.next();
      const events = eventsOfSample(call, recordingId);
      const { beganAtMs, answeredAtMs, endedAtMs, ...rest } = foldCdr(events);
      const rows = events.map(({ sequence, atMs, elapsedUs, body: { kind, ...data } }) => ({
        callId,
        tenantId,
        sequence,
        kind,
        elapsedUs,
        at: new Date(atMs),
        data: JSON.stringify(data),
      }));
      await trx.insertInto("callEvent").values(rows).execute();
      const answeredAt = answeredAtMs === null ? null : new Date(answeredAtMs);
      const times = { beganAt: new Date(beganAtMs), answeredAt, endedAt: new Date(endedAtMs) };
      await trx
        .insertInto("cdr")
        .values({ callId, tenantId, ...rest, ...times, talkMs: call.recordedTalkMs ?? rest.talkMs })
        .execute();
      if (recordingId !== null) {
        const recording = { id: recordingId, callId, tenantId, state: "kept", sealedKey: Buffer.alloc(1) };
        const kept = {
          beganAt: times.beganAt,
          endedAt: times.endedAt,
          durationMs: rest.talkMs,
          keepUntil: "2027-11-25",
        };
        await trx
          .insertInto("recording")
          .values({ ...recording, ...kept, segments: "[]" })
          .execute();
      }
      ids.push(callId);
    }
    return ids;
  });
}

/** Outcomes of calls that the flow answers on the caller's leg. */
const BY_FLOW: readonly string[] = ["abandoned", "voicemail", "automated"];

/** The events of such a call. */
function eventsOfSample(call: SampleCall, recordingId: string | null): readonly CallEvent[] {
  const { caller, called = call.code ?? "1500881", code = null, direction = "inbound", outcome = "answered" } = call;
  const { talkMs = 20_000, trunkId = null, phoneId = null } = call;
  const [callerLeg, legId] = [runtime.ids.next(), runtime.ids.next()];
  const isIn = direction === "inbound";
  const received: CallEventBody = {
    kind: "call.received",
    direction,
    caller,
    called,
    code,
    trunkId: isIn ? trunkId : null,
    phoneId: isIn ? null : phoneId,
    sipCallId: `${callerLeg}@uji`,
    from: "127.0.0.2:5060",
  };
  const answeredBy = outcome === "answered" ? legId : BY_FLOW.includes(outcome) ? callerLeg : null;
  const isAnswered = answeredBy !== null;
  const said: readonly (readonly [number, CallEventBody])[] = [
    [0, received],
    [1, { kind: "call.permitted", code, mode: code === null ? "unbound" : "open" }],
    [10, { kind: "leg.invited", legId, phoneId: isIn ? phoneId : null, trunkId: isIn ? null : trunkId }],
    [50, { kind: "leg.ringing", legId }],
    ...(answeredBy === null
      ? []
      : ([[50 + RING_MS, { kind: "call.answered", legId: answeredBy, phoneId: isIn ? phoneId : null }]] as const)),
    ...(recordingId === null ? [] : ([[60 + RING_MS, { kind: "recording.began", recordingId }]] as const)),
    [
      50 + RING_MS + (isAnswered ? talkMs : 0) + (recordingId === null ? 0 : 10),
      { kind: "call.ended", outcome, by: "caller", status: null, cause: isAnswered ? 16 : 17 },
    ],
  ];
  const beganMs = Date.parse(call.at);
  return said.map(([afterMs, body], sequence) => ({
    sequence,
    body,
    atMs: beganMs + afterMs,
    elapsedUs: afterMs * 1_000,
  }));
}
