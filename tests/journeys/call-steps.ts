import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { sealPhoneSecret } from "../../src/service/telephony/phones/wire.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { restartSwitch } from "../../testkit/switch-restart.ts";
import type { TestSystem } from "../../testkit/system.ts";

/** A call centre with one trunk and two phones: real SIP programs that each play a tone. */
export interface Exchange {
  readonly code: string;
  readonly caller: string;
  readonly callerHz: number;
  readonly agentHz: number;
  readonly line: DeskPhone;
  readonly agent: DeskPhone;
  /** Answers at once, and is not rung by any number. */
  readonly supervisor: { readonly extension: string; readonly phone: DeskPhone };
  /** Calls the code from the trunk. */
  dial(): Promise<void>;
  close(): Promise<void>;
}

const LINE = "127.0.0.2";
const CODE = "1500971";
const CALLER = "+6281110001";
const LINE_NAME = "E1 Kantor Pusat – saluran cadangan untuk jam sibuk dan hari libur nasional";
const PHONE_NAME = "Meja layanan pelanggan lantai tiga, dekat jendela sebelah timur gedung utama B";

/** The running system in which the call centre is created. */
export interface ExchangePlace extends Pick<TestSystem, "dataFolder"> {
  readonly database: Pick<TestSystem["database"], "db">;
  readonly kit: Pick<TestSystem["kit"], "ids">;
  pidOf(name: "switch"): Promise<number>;
  kill(name: "switch"): Promise<void>;
}

/** Inserts a trunk, a phone and an open code, and starts the SIP programs at their far ends. */
export async function openExchange(system: ExchangePlace, sipPort: number, code = CODE): Promise<Exchange> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-exchange-"));
  const port = await freePort();
  const account = await setUp(system, { port, code });
  const line = await startGateway({
    folder: path.join(folder, "line"),
    toneHz: 1_000,
    answer: "auto",
    address: LINE,
    port,
    number: CALLER,
  });
  // A starting switch first loads trunks, phones and numbers; a phone retries until it is registered.
  await restartSwitch(system, sipPort);
  const agent = await startDeskPhone({
    folder: path.join(folder, "agent"),
    toneHz: 600,
    answer: "manual",
    writes: false,
    registrar: { port: sipPort, transport: "udp" },
    ...account.agent,
  });
  const { extension, ...beside } = account.supervisor;
  const supervisor = await startDeskPhone({
    folder: path.join(folder, "supervisor"),
    toneHz: 1_800,
    answer: "auto",
    writes: false,
    registrar: { port: sipPort, transport: "udp" },
    ...beside,
  });
  return {
    supervisor: { extension, phone: supervisor },
    code,
    caller: CALLER,
    callerHz: 1_000,
    agentHz: 600,
    line,
    agent,
    dial: async () => void (await line.command("dial", `sip:${code}@127.0.0.1:${sipPort}`)),
    close: async () => {
      await Promise.all([line.close(), agent.close(), supervisor.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function setUp(system: ExchangePlace, { port, code }: { readonly port: number; readonly code: string }) {
  const { db } = system.database;
  const { ids } = system.kit;
  const createdAt = new Date();
  const { id: tenantId } = await db.selectFrom("tenant").select("id").executeTakeFirstOrThrow();
  const key = await keyFromFile(system.dataFolder, "service");
  const [trunkId, phoneId, besideId] = [ids.next(), ids.next(), ids.next()];
  const agent = { username: "meja-971", password: ids.secret(10) };
  const beside = { username: "meja-972", password: ids.secret(10) };
  await db
    .insertInto("numberMode")
    .values({ code, mode: "open", source: "licensing", changedAt: createdAt })
    // A code of the inventory already has a mode, and keeps it.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await inTenant(db, tenantId, async (trx) => {
    const line = { name: LINE_NAME, kind: "e1-gateway", carrier: "Operator Uji", agreementNumber: "PKS-1" };
    const at = { host: LINE, port, transport: "udp", channelsMax: 30, createdAt };
    await trx
      .insertInto("trunk")
      .values({ id: trunkId, tenantId, ...line, ...at })
      .execute();
    await trx.insertInto("trunkAddress").values({ address: LINE, trunkId, tenantId, approvedAt: new Date() }).execute();
    for (const [id, extension, name, account] of [
      [phoneId, "971", PHONE_NAME, agent],
      [besideId, "972", "Meja penyelia", beside],
    ] as const) {
      const { username } = account;
      const sealedSecret = sealPhoneSecret(key, { id, ...account });
      await trx
        .insertInto("phone")
        .values({ id, tenantId, extension, name, username, sealedSecret, createdAt })
        .execute();
    }
    const number = { code, tenantId, label: "Layanan pelanggan", isRecorded: true, createdAt };
    await trx.insertInto("serviceNumber").values(number).execute();
    await trx.insertInto("serviceNumberPhone").values({ code, phoneId, tenantId, position: 0 }).execute();
  });
  return { agent, supervisor: { extension: "972", ...beside } };
}

/** Waits until the phone has reported so many events of a type. */
export async function untilPhoneEvents(phone: DeskPhone, type: string, times: number): Promise<void> {
  const count = () => phone.events.filter((event) => event["type"] === type).length;
  await expect.poll(count).toBeGreaterThanOrEqual(times);
}
