import { type Database, inTenant } from "../src/platform/database/index.ts";
import { type CallEventBody, type CallOutcome, foldCdr } from "../src/service/telephony/cdr/index.ts";

/** A code of a call centre that API clients may use as caller ID. */
export async function addTestCode(
  db: Database,
  { code, tenantId, at }: { readonly code: string; readonly tenantId: string; readonly at: Date },
): Promise<void> {
  await db.insertInto("numberMode").values({ code, mode: "open", source: "licensing", changedAt: at }).execute();
  await inTenant(db, tenantId, (trx) =>
    trx.insertInto("serviceNumber").values({ code, tenantId, label: "", createdAt: at }).execute(),
  );
}

/** A running switch. */
export async function addTestRun(db: Database, { id, at }: { readonly id: string; readonly at: Date }): Promise<void> {
  await db.insertInto("switchRun").values({ id, startedAt: at, beatAt: at }).execute();
}

/** State of a call, as reported by a switch. */
export interface CallFixture {
  readonly callId: string;
  readonly tenantId: string;
  readonly switchId: string;
  readonly code: string;
  readonly other: string;
  readonly direction: "inbound" | "outbound";
  readonly beganAtMs: number;
  readonly isRinging?: boolean;
  readonly isAnswered?: boolean;
  /** Outcome of the call, and its duration. */
  readonly end?: { readonly outcome: CallOutcome; readonly afterMs: number };
}

/** Writes the events of a call, and its open state or its record. */
export async function addCallFixture(db: Database, call: CallFixture): Promise<void> {
  const { callId, tenantId, switchId, code, other, direction, beganAtMs } = call;
  const [caller, called] = direction === "inbound" ? [other, code] : [code, other];
  const legId = callId.replace(/^.{8}/, "00000000");
  const from = { trunkId: null, phoneId: null, sipCallId: `${callId}@uji`, from: "uji" };
  const isAnswered = call.isAnswered === true;
  const bodies: readonly CallEventBody[] = [
    { kind: "call.received", direction, caller, called, code, ...from },
    ...(call.isRinging === true || isAnswered ? [{ kind: "leg.ringing", legId } as const] : []),
    ...(isAnswered ? [{ kind: "call.answered", legId, phoneId: null } as const] : []),
    ...(call.end === undefined
      ? []
      : [{ kind: "call.ended", outcome: call.end.outcome, by: "called", status: null, cause: null } as const]),
  ];
  const events = bodies.map((body, sequence) => {
    const afterMs = body.kind === "call.ended" ? (call.end?.afterMs ?? 0) : 0;
    return { sequence, body, atMs: beganAtMs + afterMs, elapsedUs: afterMs * 1_000 };
  });
  await inTenant(db, tenantId, async (trx) => {
    const rows = events.map(({ sequence, atMs, elapsedUs, body: { kind, ...data } }) => ({
      callId,
      tenantId,
      sequence,
      kind,
      elapsedUs,
      at: new Date(atMs),
      data: JSON.stringify(data),
    }));
    await trx
      .insertInto("callEvent")
      .values(rows)
      .onConflict((on) => on.doNothing())
      .execute();
    const beganAt = new Date(beganAtMs);
    if (call.end === undefined) {
      await trx
        .insertInto("openCall")
        .values({ callId, tenantId, switchId, beganAt })
        .onConflict((on) => on.doNothing())
        .execute();
      return;
    }
    await trx.deleteFrom("openCall").where("callId", "=", callId).execute();
    const { beganAtMs: _, answeredAtMs, endedAtMs, ...rest } = foldCdr(events);
    const answeredAt = answeredAtMs === null ? null : new Date(answeredAtMs);
    const times = { beganAt, answeredAt, endedAt: new Date(endedAtMs) };
    await trx
      .insertInto("cdr")
      .values({ callId, tenantId, ...rest, ...times })
      .execute();
  });
}
