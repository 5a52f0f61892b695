import { sql } from "kysely";
import { countedPage, type DatabaseTransaction } from "../../../platform/database/index.ts";

/** Lists are counted up to here. */
const COUNTED_MAX = 10_000;

/** A page of exchanges with an address, the newest first. */
export async function exchangesOf(
  trx: DatabaseTransaction,
  { endpointId, limit, offset }: { readonly endpointId: string; readonly limit: number; readonly offset: number },
) {
  return trx
    .selectFrom("webhookExchange as x")
    .innerJoin("webhookDelivery as d", (join) =>
      join.onRef("d.endpointId", "=", "x.endpointId").onRef("d.eventId", "=", "x.eventId"),
    )
    .select(["x.eventId", "x.attempt", "x.at", "x.status", "x.fault", "x.durationMs", "x.answer", "d.kind", "d.state"])
    .where("x.endpointId", "=", endpointId)
    .orderBy("x.at", "desc")
    .orderBy("x.eventId")
    .orderBy("x.attempt", "desc")
    .limit(limit)
    .offset(offset)
    .execute();
}

/** How many exchanges there are with an address, counted up to a bound. */
export async function countExchanges(trx: DatabaseTransaction, endpointId: string): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`select count(*)::int as count from
    (select from webhook_exchange where endpoint_id = ${endpointId}::uuid limit ${COUNTED_MAX + 1}::int) counted`.execute(
    trx,
  );
  return rows[0]?.count ?? 0;
}

/** Which deliveries of an address are asked for. */
export interface DeliveryQuery {
  readonly endpointId: string;
  readonly state: "waiting" | "delivered" | "dead" | "dropped";
  readonly limit: number;
  readonly offset: number;
}

/** A page of deliveries to an address in one state, the newest first. */
export async function deliveriesOf(trx: DatabaseTransaction, query: DeliveryQuery) {
  const { endpointId, state, limit, offset } = query;
  const order = state === "dead" ? sql`over_at desc, event_id desc` : sql`created_at desc, event_id desc`;
  const page = await countedPage(trx, {
    ids: trx
      .selectFrom("webhookDelivery")
      .select("eventId as id")
      .where("endpointId", "=", endpointId)
      .where("state", "=", state),
    order,
    limit,
    offset,
  });
  if (page.ids.length === 0) return { ...page, items: [] };
  const items = await deliveries(trx, endpointId)
    .where("d.eventId", "in", [...page.ids])
    .orderBy(order)
    .execute();
  return { ...page, items };
}

function deliveries(trx: DatabaseTransaction, endpointId: string) {
  return trx
    .selectFrom("webhookDelivery as d")
    .select(["d.eventId", "d.kind", "d.state", "d.attempts", "d.createdAt", "d.nextTryAt", "d.giveUpAt", "d.overAt"])
    .where("d.endpointId", "=", endpointId);
}

/** One delivery with what was sent, and its newest exchanges; undefined when there is none. */
export async function readDelivery(
  trx: DatabaseTransaction,
  { endpointId, eventId, limit }: { readonly endpointId: string; readonly eventId: string; readonly limit: number },
) {
  const row = await deliveries(trx, endpointId).select("d.body").where("d.eventId", "=", eventId).executeTakeFirst();
  if (row === undefined) return undefined;
  const exchanges = await trx
    .selectFrom("webhookExchange")
    .select(["attempt", "at", "status", "fault", "durationMs", "answer"])
    .where("endpointId", "=", endpointId)
    .where("eventId", "=", eventId)
    .orderBy("attempt", "desc")
    .limit(limit)
    .execute();
  return { ...row, exchanges };
}

/** Sends again what is over, under the same ids: one, or all that was given up. Answers how many. */
export async function replayDeliveries(
  trx: DatabaseTransaction,
  wish: {
    readonly endpointId: string;
    readonly eventId?: string;
    readonly states: readonly string[];
    readonly at: Date;
    readonly until: Date;
    readonly limit: number;
  },
): Promise<number> {
  const { endpointId, eventId, states, at, until, limit } = wish;
  const found = trx
    .selectFrom("webhookDelivery")
    .select("eventId")
    .where("endpointId", "=", endpointId)
    .where("state", "in", [...states])
    .$if(eventId !== undefined, (query) => query.where("eventId", "=", eventId ?? ""))
    .orderBy("overAt")
    .limit(limit)
    .forUpdate();
  const { numUpdatedRows } = await trx
    .updateTable("webhookDelivery")
    .set({ state: "waiting", overAt: null, tries: 0, nextTryAt: at, giveUpAt: until, takenUntil: null })
    .where("endpointId", "=", endpointId)
    .where("eventId", "in", found)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
