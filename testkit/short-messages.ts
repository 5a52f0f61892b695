import type { Clock, IdSource } from "../src/kernel/index.ts";
import { type Database, inTenant } from "../src/platform/database/index.ts";
import { seal } from "../src/platform/sealing/index.ts";

/** The prefix of numbers that test carriers accept. */
const SMS_PREFIX = "628";

/** Dependencies of an SMS fixture. */
export interface SmsFixtureContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly key: Buffer;
}

const QUIRKS = {
  idInAnswer: "text",
  idInReceipt: "text",
  longBy: "udh8",
  defaultCoding: "gsm",
  dataCoding: { gsm: 0, ucs2: 8 },
  ton: { letters: 5, digits: 3, recipient: 1 },
  npi: { letters: 0, digits: 1, recipient: 1 },
  hasPlus: false,
  tellsValidity: false,
};

/** Adds a carrier for `prefixes`, like an installation does. */
export async function addTestCarrier(
  { db, clock, ids, key }: SmsFixtureContext,
  own: {
    readonly name: string;
    readonly port?: number;
    readonly priceRupiah?: number;
    readonly prefixes?: readonly string[];
    readonly quirks?: Readonly<Record<string, unknown>>;
    readonly ratePerSecond?: number;
    readonly windowMax?: number;
    readonly answerMs?: number;
  },
): Promise<string> {
  const [id, at] = [ids.next(), new Date(clock.nowMs())];
  await db
    .insertInto("smsCarrier")
    .values({
      id,
      name: own.name,
      host: "127.0.0.1",
      port: own.port ?? 2775,
      isTls: false,
      systemId: "sambung",
      sealedPassword: seal(key, id, Buffer.from("rahasia")),
      systemType: "",
      bindAs: "transceiver",
      binds: 1,
      windowMax: own.windowMax ?? 50,
      ratePerSecond: own.ratePerSecond ?? 1_000,
      enquireMs: 30_000,
      answerMs: own.answerMs ?? 10_000,
      quirks: JSON.stringify({ ...QUIRKS, ...own.quirks }),
      isOn: true,
      createdAt: at,
    })
    .execute();
  const prefixes = own.prefixes ?? [SMS_PREFIX];
  await db
    .insertInto("smsRoute")
    .values(
      prefixes.map((prefix) => ({
        id: ids.next(),
        carrierId: id,
        prefix,
        priceRupiah: own.priceRupiah ?? 100,
        quality: 50,
        createdAt: at,
      })),
    )
    .execute();
  return id;
}

/** Adds a sender id of a tenant, approved by carriers. */
export async function addTestSender(
  { db, clock, ids }: SmsFixtureContext,
  own: {
    readonly tenantId: string;
    readonly personId: string;
    readonly value: string;
    readonly carrierIds: readonly string[];
    readonly state?: string;
    /** Whether its messages are counted by number prefix; tests and benchmarks are exempt. */
    readonly isCounted?: boolean;
  },
): Promise<string> {
  const [id, at] = [ids.next(), new Date(clock.nowMs())];
  const { tenantId, personId: createdBy, value } = own;
  await inTenant(db, tenantId, async (trx) => {
    await trx.insertInto("smsSender").values({ id, tenantId, value, createdBy, createdAt: at }).execute();
    if (own.carrierIds.length === 0) return;
    await trx
      .insertInto("smsRegistration")
      .values(
        own.carrierIds.map((carrierId) => ({
          senderId: id,
          carrierId,
          tenantId,
          state: own.state ?? "approved",
          changedAt: at,
        })),
      )
      .execute();
  });
  if (own.isCounted !== true) {
    const free = { id: ids.next(), prefix: SMS_PREFIX, centreId: tenantId, reason: "Uji", createdBy, createdAt: at };
    await db
      .insertInto("smsAllowedPrefix")
      .values(free)
      .onConflict((conflict) => conflict.constraint("sms_allowed_prefix_once").doNothing())
      .execute();
  }
  return id;
}
