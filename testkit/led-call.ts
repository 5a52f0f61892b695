import { inTenant } from "../src/platform/database/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { type CallEventBody, foldCdr } from "../src/service/telephony/cdr/index.ts";

/** A call controlled by an application, as a switch would report it. */
export interface LedCall {
  readonly callId: string;
  readonly tenantId: string;
  readonly code: string;
  readonly other: string;
  readonly atMs: number;
}

const ANSWER = "SIP/2.0 200 OK\r\nCall-ID: uji\r\nCSeq: 1 INVITE\r\n\r\nv=0\r\nm=audio 4000 RTP/AVP 8 101\r\n";
const STEP_MS = 250;

/** Writes the events, the record, the SIP messages and the statistics of an outgoing call that a document controlled to its end. */
export async function recordLedCall({ db }: Kit, call: LedCall): Promise<void> {
  const { callId, tenantId, code, other, atMs } = call;
  const legId = callId.replace(/^.{8}/, "00000000");
  const none = { trunkId: null, phoneId: null };
  const bodies: readonly CallEventBody[] = [
    {
      kind: "call.received",
      direction: "outbound",
      caller: code,
      called: other,
      code,
      ...none,
      sipCallId: "uji",
      from: "uji",
    },
    { kind: "leg.invited", legId, ...none },
    { kind: "leg.ringing", legId },
    { kind: "call.answered", legId, phoneId: null },
    { kind: "application.began" },
    { kind: "task.ended", task: "ask-application", result: "document" },
    { kind: "call.ended", outcome: "answered", by: "called", status: null, cause: 16 },
  ];
  const events = bodies.map((body, sequence) => {
    return { sequence, body, atMs: atMs + sequence * STEP_MS, elapsedUs: sequence * STEP_MS * 1_000 };
  });
  await inTenant(db, tenantId, async (trx) => {
    const rows = events.map(({ sequence, atMs: ms, elapsedUs, body: { kind, ...data } }) => ({
      callId,
      tenantId,
      sequence,
      kind,
      elapsedUs,
      at: new Date(ms),
      data: JSON.stringify(data),
    }));
    await trx.insertInto("callEvent").values(rows).execute();
    await trx.insertInto("sipTrace").values(messagesOf(call, legId)).execute();
    const figures = { received: 400, lost: 2, sent: 402, jitterMs: 3.2, roundTripMs: 21, mos: 4.3 };
    await trx
      .insertInto("callLegFigures")
      .values({ callId, tenantId, legId, at: new Date(atMs + 7 * STEP_MS), ...figures })
      .execute();
    const { beganAtMs, answeredAtMs, endedAtMs, ...rest } = foldCdr(events);
    const answeredAt = answeredAtMs === null ? null : new Date(answeredAtMs);
    const times = { beganAt: new Date(beganAtMs), answeredAt, endedAt: new Date(endedAtMs) };
    await trx
      .insertInto("cdr")
      .values({ callId, tenantId, ...rest, ...times })
      .execute();
  });
}

/** The SIP messages of the call: INVITE and its answer. */
function messagesOf({ callId, tenantId, atMs }: LedCall, legId: string) {
  const message = { callId, tenantId, legId, transport: "udp", isRepeated: false, cseq: "1 INVITE" };
  const [us, them] = ["192.0.2.1:5060", "192.0.2.9:5060"];
  const invite = "INVITE sip:tujuan@192.0.2.9 SIP/2.0\r\nCall-ID: uji\r\nCSeq: 1 INVITE\r\n\r\n";
  const sent = {
    sequence: 0,
    elapsedUs: 0,
    direction: "sent",
    fromAddress: us,
    toAddress: them,
    method: "INVITE",
    status: null,
  };
  const received = {
    sequence: 1,
    elapsedUs: 900_000,
    direction: "received",
    fromAddress: them,
    toAddress: us,
    method: null,
    status: 200,
  };
  return [
    { ...message, ...sent, at: new Date(atMs + STEP_MS), message: invite },
    { ...message, ...received, at: new Date(atMs + 3 * STEP_MS), message: ANSWER },
  ];
}
