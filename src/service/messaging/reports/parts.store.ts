import { sql } from "kysely";
import { type Database, inPieces, inTenant, type Times } from "../../../platform/database/index.ts";

/** Limit of segments and receipts read by one query; a period with more is split into shorter ones. */
const PIECE_MAX = 20_000;

/** A segment that a carrier accepted. */
export interface SentPart {
  readonly carrierMessageId: string;
  readonly messageId: string;
  readonly sequence: number;
  readonly tenant: string;
  readonly numberBegin: string;
  readonly category: string;
  readonly state: string;
  readonly errorCode: string | null;
  readonly sentAt: Date;
  readonly finalAt: Date | null;
  readonly costRupiah: number;
}

/** A delivery receipt as the carrier sent it, with its message. */
export interface ReceiptLine {
  readonly messageId: string;
  readonly sequence: number;
  readonly sender: string;
  readonly recipient: string;
  readonly carrier: string;
  readonly carrierMessageId: string;
  readonly state: string;
  readonly errorCode: string | null;
  readonly standing: string;
  readonly acceptedAt: Date;
  readonly sentAt: Date | null;
  readonly receivedAt: Date;
}

/** Segments that a carrier accepted in a period, oldest first. */
export function partsOfCarrier(db: Database, carrierId: string, times: Times): AsyncGenerator<SentPart> {
  return inPieces(times, { rowsMax: PIECE_MAX }, async ({ fromMs, untilMs }, limit) => {
    const { rows } = await sql<SentPart>`
      select * from sms_segments_of_carrier(${carrierId}::uuid, ${new Date(fromMs)}::timestamptz, ${new Date(untilMs)}::timestamptz,
        ${limit}::int)`.execute(db);
    return rows;
  });
}

/** Receipts of messages that a call centre submitted in a period. */
export function receiptsOfTime(db: Database, tenantId: string, times: Times): AsyncGenerator<ReceiptLine> {
  return inPieces(times, { rowsMax: PIECE_MAX }, ({ fromMs, untilMs }, limit) =>
    inTenant(db, tenantId, async (trx) => {
      const { rows } = await sql<ReceiptLine>`
        select * from sms_receipts_of_time(${new Date(fromMs)}::timestamptz, ${new Date(untilMs)}::timestamptz, ${limit}::int)`.execute(
        trx,
      );
      return rows;
    }),
  );
}

/** A carrier with the format of its message ids; undefined when it does not exist. */
export async function findCarrier(db: Database, id: string) {
  return db.selectFrom("smsCarrier").select(["name", "quirks"]).where("id", "=", id).executeTakeFirst();
}
