import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { vi } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { sealPhoneSecret } from "../../src/service/telephony/phones/wire.ts";
import { freePort } from "../../testkit/free-port.ts";
import { runSipp, type SippResult } from "../../testkit/sipp.ts";
import { ANSWERING, gatewayCalls } from "../../testkit/sipp-scenarios.ts";
import { restartSwitch } from "../../testkit/switch-restart.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

const CODE = "1500961";

/** A system that takes calls of one code from a gateway and rings one phone; SIPp plays both. */
export interface CallSystem {
  readonly system: TestSystem;
  readonly sipPort: number;
  readonly gateway: string;
  /** The number of the call centre's rows in a table. */
  count(table: "cdr" | "openCall"): Promise<number>;
  /** The number of calls answered so far. */
  answered(): Promise<number>;
  /** The outcomes of calls by start time, without calls to missing numbers. */
  outcomes(): Promise<readonly string[]>;
  /** Starts the phone, which answers `calls` calls. */
  phones(calls: number, stop?: AbortSignal): Promise<SippResult>;
  /** Starts the gateway with `calls` callers who talk for `talkMs`. */
  callers(calls: number, talkMs: number): Promise<SippResult>;
  /** Kills the switch and waits until it answers again with the stored trunks, phones and bindings. */
  restartSwitch(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the system; `gateway` and `phone` are loopback addresses of this test only, `env` adds settings. */
export async function openCallSystem(options: {
  readonly gateway: string;
  readonly phone: string;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<CallSystem> {
  const { gateway, phone } = options;
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-calls-"));
  const [sipPort, phonePort] = [await freePort(), await freePort()];
  const system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort), ...options.env });
  const { db } = system.database;
  const tenantId = await addCallRows(system, { gateway, phone, phonePort });
  await restartSwitch(system, sipPort);
  return {
    system,
    sipPort,
    gateway,
    count: (table) =>
      inTenant(db, tenantId, async (trx) => (await trx.selectFrom(table).select("callId").execute()).length),
    answered: () =>
      inTenant(db, tenantId, async (trx) => {
        const rows = await trx.selectFrom("callEvent").select("callId").where("kind", "=", "call.answered").execute();
        return rows.length;
      }),
    outcomes: () =>
      inTenant(db, tenantId, async (trx) => {
        const records = trx.selectFrom("cdr").select("outcome").where("outcome", "!=", "unknown-number");
        return (await records.orderBy("beganAt").execute()).map(({ outcome }) => outcome);
      }),
    phones: (calls, stop) =>
      runSipp({
        folder,
        scenario: ANSWERING,
        limitMs: 60_000,
        ...(stop === undefined ? {} : { stop }),
        args: ["-i", phone, "-mi", phone, "-p", String(phonePort), "-m", String(calls)],
      }),
    callers: (calls, talkMs) =>
      runSipp({
        folder,
        scenario: gatewayCalls(CODE, talkMs),
        limitMs: 60_000,
        args: ["-i", gateway, "-mi", gateway, "-m", String(calls), "-r", "20", `127.0.0.1:${sipPort}`],
      }),
    restartSwitch: () => restartSwitch(system, sipPort),
    close: async () => {
      await system.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Inserts a trunk at the gateway's address and a code that rings one phone; returns the call centre. */
async function addCallRows(
  system: TestSystem,
  { gateway, phone, phonePort }: { readonly gateway: string; readonly phone: string; readonly phonePort: number },
): Promise<string> {
  const { db } = system.database;
  const { ids } = system.kit;
  const createdAt = new Date();
  const tenantId = await vi.waitFor(
    async () => (await db.selectFrom("tenant").select("id").executeTakeFirstOrThrow()).id,
    { timeout: 20_000 },
  );
  const key = await keyFromFile(system.dataFolder, "service");
  const [trunkId, phoneId] = [ids.next(), ids.next()];
  const sealedSecret = sealPhoneSecret(key, { id: phoneId, username: "meja-901", password: ids.secret(10) });
  await db
    .insertInto("numberMode")
    .values({ code: CODE, mode: "open", source: "licensing", changedAt: createdAt })
    .execute();
  await inTenant(db, tenantId, async (trx) => {
    const line = { name: "E1", kind: "e1-gateway", carrier: "Operator Uji", agreementNumber: "PKS-1", channelsMax: 30 };
    const at = { host: gateway, port: 5_060, transport: "udp" };
    await trx
      .insertInto("trunk")
      .values({ id: trunkId, tenantId, ...line, ...at, createdAt })
      .execute();
    await trx
      .insertInto("trunkAddress")
      .values({ address: gateway, trunkId, tenantId, approvedAt: new Date() })
      .execute();
    const device = { id: phoneId, tenantId, extension: "901", name: "Meja", username: "meja-901", sealedSecret };
    await trx
      .insertInto("phone")
      .values({ ...device, createdAt })
      .execute();
    const number = { code: CODE, tenantId, label: "Layanan", isRecorded: true, createdAt };
    await trx.insertInto("serviceNumber").values(number).execute();
    await trx.insertInto("serviceNumberPhone").values({ code: CODE, phoneId, tenantId, position: 0 }).execute();
    const binding = { contact: `sip:meja@${phone}:${phonePort}`, sourceAddress: phone, sourcePort: phonePort };
    const said = { transport: "udp", sipCallId: "uji", cseq: 1, userAgent: "uji" };
    const times = { registeredAt: createdAt, expiresAt: new Date(Date.now() + 3_600_000) };
    await trx
      .insertInto("phoneBinding")
      .values({ phoneId, tenantId, ...binding, ...said, ...times })
      .execute();
  });
  return tenantId;
}
