import { sql } from "kysely";
import type { Database } from "../../../../platform/database/index.ts";
import { buildPriceList, type PricedCategory, type PriceList } from "../../billing/index.ts";
import type { Route } from "./choose-carrier.ts";
import { FREE_PREFIXES_MAX } from "./free-prefix.store.ts";
import { type FreePlaces, freePlace } from "./prefix-rate.ts";

/** Limits of carriers, routes and blocked prefixes. */
const CARRIERS_MAX = 100;
const ROUTES_MAX = 5_000;
const BARRED_MAX = 10_000;
const PRICES_MAX = 20_000;
/** A message accepted a while ago that waits to be written has the price of its acceptance: a replaced price stays in the table for this time. */
const FOLLOWED_MS = 10 * 60_000;

/** The installation's routing table: read completely, since it is small, and reloaded every second. */
export interface SmsRoutingTable {
  /** Routes of active carriers. */
  readonly routes: readonly Route[];
  readonly down: ReadonlySet<string>;
  readonly barred: ReadonlySet<string>;
  /** Prefixes exempt from rate limits. */
  readonly free: FreePlaces;
  /** Prices in force, recently replaced, and to come. */
  readonly prices: PriceList;
}

/** A carrier is unreachable when no gateway has reached it for this time. */
export const DOWN_AFTER_MS = 15_000;

/** Reads the routing table. */
export async function readSmsRoutingTable(db: Database, nowMs: number): Promise<SmsRoutingTable> {
  // One after the other: a transaction has one connection.
  const carriers = await db
    .selectFrom("smsCarrier")
    .select(["id", "downSince"])
    .where("endedAt", "is", null)
    .where("isOn", "=", true)
    .limit(CARRIERS_MAX)
    .execute();
  const routes = await db
    .selectFrom("smsRoute as r")
    .innerJoin("smsCarrier as c", "c.id", "r.carrierId")
    .select(["r.carrierId", "r.prefix", "r.priceRupiah", "r.quality"])
    .where("r.endedAt", "is", null)
    .where("c.endedAt", "is", null)
    .where("c.isOn", "=", true)
    .limit(ROUTES_MAX)
    .execute();
  const barred = await db.selectFrom("smsBlockedPrefix").select("prefix").limit(BARRED_MAX).execute();
  const free = await db
    .selectFrom("smsAllowedPrefix")
    .select(["centreId", "prefix"])
    .limit(FREE_PREFIXES_MAX)
    .execute();
  const down = carriers.filter(({ downSince }) => downSince !== null && downSince.getTime() <= nowMs - DOWN_AFTER_MS);
  return {
    routes,
    down: new Set(down.map(({ id }) => id)),
    barred: new Set(barred.map(({ prefix }) => prefix)),
    free: new Set(free.map(({ centreId, prefix }) => freePlace(centreId, prefix))),
    prices: await readPrices(db, nowMs),
  };
}

/** Prices in force, recently replaced, and to come; those replaced long ago are left out. */
async function readPrices(db: Database, nowMs: number): Promise<PriceList> {
  const at = new Date(nowMs - FOLLOWED_MS);
  const rows = await db
    .selectFrom("smsPrice as p")
    .select(["p.id", "p.carrierId", "p.prefix", "p.category", "p.validFrom", "p.priceRupiah", "p.costRupiah"])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("smsPrice as q")
            .select("q.id")
            .whereRef("q.prefix", "=", "p.prefix")
            .where(
              sql<boolean>`q.carrier_id is not distinct from p.carrier_id and q.category is not distinct from p.category`,
            )
            .whereRef("q.validFrom", ">", "p.validFrom")
            .where("q.validFrom", "<=", at),
        ),
      ),
    )
    .limit(PRICES_MAX)
    .execute();
  return buildPriceList(
    rows.map(({ validFrom, category, ...row }) => ({
      ...row,
      category: category as PricedCategory | null,
      validFromMs: validFrom.getTime(),
    })),
  );
}
