import { sql } from "kysely";
import { countedPage, type DatabaseTransaction } from "../../../platform/database/index.ts";

/** The maximum up to which lists are counted. */
const COUNTED_MAX = 10_000;

/** A page of exchanges with an endpoint, newest first. */
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

/** The number of exchanges with an endpoint, counted up to a limit. */
export async function countExchanges(trx: DatabaseTransaction, endpointId: string): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`select count(*)::int as count from
    (select from webhook_exchange where endpoint_id = ${endpointId}::uuid limit ${COUNTED_MAX + 1}::int) counted`.execute(
    trx,
  );
  return rows[0]?.count ?? 0;
}

/** The filter of an endpoint's deliveries. */
export interface DeliveryQuery {
  readonly endpointId: string;
  readonly state: "waiting" | "delivered" | "dead" | "dropped";
  readonly limit: number;
  readonly offset: number;
}

/** A page of deliveries to an endpoint in one state, newest first. */
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

/** One delivery with its body and its newest exchanges; undefined when it does not exist. */
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

/** Replays ended deliveries under the same ids: one, or all dead ones. Returns their number. */
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
