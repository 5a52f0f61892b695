import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, databaseFault } from "../../../../platform/database/index.ts";
import type { Carrier, CarrierQuirks } from "../delivery/gateway-port.ts";
import type { CarrierForm } from "../settings/settings-contract.ts";
import type { SettingsRefusal } from "../settings/settings-refusal.ts";

/** Limit of carriers of an installation. */
const CARRIERS_MAX = 50;
const ROUTES_MAX = 10_000;

/** A stored carrier, with its password encrypted. */
export type StoredCarrier = Omit<Carrier, "password"> & {
  readonly sealedPassword: Buffer;
  readonly isOn: boolean;
  readonly downSince: Date | null;
};

/** Carriers that have not ended, by name. */
export async function listCarriers(db: Database): Promise<readonly StoredCarrier[]> {
  const rows = await db
    .selectFrom("smsCarrier")
    .selectAll()
    .where("endedAt", "is", null)
    .orderBy("name")
    .limit(CARRIERS_MAX)
    .execute();
  return rows.map(({ bindAs, quirks, createdAt: _createdAt, endedAt: _endedAt, ...row }) => ({
    ...row,
    bindAs: bindAs === "transceiver" ? "transceiver" : "transmitter-and-receiver",
    // Written from a validated form.
    quirks: quirks as unknown as CarrierQuirks,
  }));
}

/** Routes to all carriers. */
export async function listRoutes(db: Database) {
  return db
    .selectFrom("smsRoute")
    .select(["carrierId", "prefix", "priceRupiah", "quality"])
    .where("endedAt", "is", null)
    .orderBy("prefix")
    .limit(ROUTES_MAX)
    .execute();
}

/** Whether the limit permits another carrier. */
export async function hasRoomForCarrier(trx: DatabaseTransaction): Promise<boolean> {
  const { count } = await trx
    .selectFrom("smsCarrier")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count) < CARRIERS_MAX;
}

type Written = Omit<CarrierForm, "password" | "routes" | "quirks">;

/** A carrier for writing. */
export interface CarrierRow {
  readonly id: string;
  readonly form: CarrierForm;
  /** Null leaves the stored one unchanged. */
  readonly sealedPassword: Buffer | null;
  readonly at: Date;
  readonly newId: () => string;
}

/** Inserts a carrier with its routes. */
export async function insertCarrier(
  trx: DatabaseTransaction,
  { id, form, sealedPassword, at, newId }: CarrierRow & { readonly sealedPassword: Buffer },
): Promise<void> {
  const { password: _password, routes, quirks, ...fields } = form;
  const written: Written = fields;
  await trx
    .insertInto("smsCarrier")
    .values({ ...written, id, sealedPassword, quirks: JSON.stringify(quirks), createdAt: at })
    .execute();
  await insertRoutes(trx, { carrierId: id, routes, at, newId });
}

/** Updates a carrier at the version that was read. */
export async function updateCarrier(
  trx: DatabaseTransaction,
  { id, form, sealedPassword, at, newId, expectedVersion }: CarrierRow & { readonly expectedVersion: number },
): Promise<Result<null, SettingsRefusal>> {
  const standing = await trx
    .selectFrom("smsCarrier")
    .select("version")
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (standing === undefined) return refuse("no-such-sms-carrier");
  if (standing.version !== expectedVersion) return refuse("sms-carrier-stale");
  const { password: _password, routes, quirks, ...fields } = form;
  const sealed = sealedPassword === null ? {} : { sealedPassword };
  await trx
    .updateTable("smsCarrier")
    .set({ ...fields, ...sealed, quirks: JSON.stringify(quirks), version: expectedVersion + 1 })
    .where("id", "=", id)
    .execute();
  await trx
    .updateTable("smsRoute")
    .set({ endedAt: at })
    .where("carrierId", "=", id)
    .where("endedAt", "is", null)
    .execute();
  await insertRoutes(trx, { carrierId: id, routes, at, newId });
  return ok(null);
}

async function insertRoutes(
  trx: DatabaseTransaction,
  told: Pick<CarrierRow, "at" | "newId"> & Pick<CarrierForm, "routes"> & { readonly carrierId: string },
): Promise<void> {
  if (told.routes.length === 0) return;
  await trx
    .insertInto("smsRoute")
    .values(told.routes.map((route) => ({ ...route, id: told.newId(), carrierId: told.carrierId, createdAt: told.at })))
    .execute();
}

/** Ends a carrier: no more segments are sent to it. False when it does not exist. */
export async function endCarrier(trx: DatabaseTransaction, id: string, at: Date): Promise<boolean> {
  const done = await trx
    .updateTable("smsCarrier")
    .set({ endedAt: at, isOn: false })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** True when another carrier has the name. */
export function isCarrierNameTaken(error: unknown): boolean {
  return databaseFault(error)?.constraint === "sms_carrier_name";
}
