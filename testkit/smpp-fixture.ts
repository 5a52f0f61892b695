import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type CarrierSimulator,
  type CarrierSimulatorOptions,
  startCarrierSimulator,
} from "../simulators/carrier/index.ts";
import { hashPassword } from "../src/identity/wire.ts";
import { inTenant } from "../src/platform/database/index.ts";
import { addTestCarrier, addTestSender, type SmsFixtureContext } from "./short-messages.ts";
import { addPerson } from "./users.ts";

/** A call centre with an ESME, and the carrier of its messages. */
export interface SmppFixture {
  readonly carrier: CarrierSimulator;
  readonly carrierId: string;
  readonly tenantId: string;
  readonly sender: string;
  readonly systemId: string;
  readonly password: string;
  close(): Promise<void>;
}

/** Password of carriers in `addTestCarrier`; a bind has room for eight characters. */
const CARRIER = { systemId: "sambung", password: "rahasia" };
const PASSWORD = "kata-1";

/** Builds a call centre with an account, a simulated carrier, and an approved sender id. */
export async function openSmppFixture(
  base: SmsFixtureContext,
  options: {
    readonly carrier?: Partial<CarrierSimulatorOptions>;
    readonly settings?: Partial<Parameters<typeof addTestCarrier>[1]>;
    readonly account?: {
      readonly ratePerSecond?: number;
      readonly windowMax?: number;
      readonly bindsMax?: number;
      readonly defaultCoding?: "gsm" | "latin1";
    };
  } = {},
): Promise<SmppFixture> {
  const { db, clock, ids } = base;
  const folder = await mkdtemp(path.join(tmpdir(), "sambung-carrier-"));
  const carrier = await startCarrierSimulator({
    port: 0,
    folder,
    ...CARRIER,
    nowMs: clock.nowMs,
    slowMs: 300,
    lateMs: 800,
    ...options.carrier,
  });
  const [tenantId, at] = [ids.next(), new Date(clock.nowMs())];
  await db
    .insertInto("tenant")
    .values({ id: tenantId, name: `Uji ${tenantId}`, createdAt: at })
    .execute();
  const personId = (await addPerson({ clock, ids, db })).id;
  const name = `Operator ${tenantId}`;
  const carrierId = await addTestCarrier(base, { name, port: carrier.port, ...options.settings });
  // A repeated name would count as similar: random letters.
  const sender = `K${tenantId.slice(-9)}`.toUpperCase();
  await addTestSender(base, { tenantId, personId, value: sender, carrierIds: [carrierId] });
  const id = ids.next();
  const systemId = `u${id.slice(-10)}`;
  const passwordHash = await hashPassword(PASSWORD);
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("smsAccount")
      .values({
        id,
        tenantId,
        systemId,
        passwordHash,
        ratePerSecond: 1_000,
        windowMax: 100,
        bindsMax: 4,
        defaultCoding: "gsm",
        category: "transactional",
        name: "Program",
        addresses: ["127.0.0.0/8"],
        createdBy: personId,
        createdAt: at,
        ...options.account,
      })
      .execute(),
  );
  return {
    carrier,
    carrierId,
    tenantId,
    sender,
    systemId,
    password: PASSWORD,
    async close() {
      await carrier.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
