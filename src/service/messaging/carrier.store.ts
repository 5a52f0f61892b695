import type { Database } from "../../platform/database/index.ts";
import type { Carrier, CarrierQuirks } from "./gateway-port.ts";

const CARRIERS_MAX = 100;

/** A carrier as it is kept; its password sealed. */
export type KeptCarrier = Omit<Carrier, "password"> & {
  readonly sealedPassword: Buffer;
  readonly isOn: boolean;
  readonly downSince: Date | null;
};

/** Carriers that have not ended, by name. */
export async function listCarriers(db: Database): Promise<readonly KeptCarrier[]> {
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
    // Written from a form that was checked.
    quirks: quirks as unknown as CarrierQuirks,
  }));
}
