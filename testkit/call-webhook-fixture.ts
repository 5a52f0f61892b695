import path from "node:path";
import { inTenant } from "../src/platform/database/index.ts";
import { keyFromFile } from "../src/platform/sealing/index.ts";
import { sealPhoneSecret } from "../src/service/telephony/phones/wire.ts";
import { type ApplicationServer, openApplicationServer } from "./application-server.ts";
import { type CallCentre, openCallCentre } from "./call-centre.ts";
import { type DeskPhone, startGateway } from "./desk-phone.ts";
import { freePort } from "./free-port.ts";
import { rulesText } from "./queue-fixture.ts";
import { startTestSystem, type TestSystem } from "./system.ts";

/** The real system with a call centre, a trunk with a phone behind it, and an application on this machine. */
export interface CallWebhookFixture {
  readonly system: TestSystem;
  readonly application: ApplicationServer;
  readonly centre: CallCentre;
  readonly caller: DeskPhone;
  readonly code: string;
  readonly sipPort: number;
  /** Events of one kind, the oldest first. */
  eventsOf(kind: string): Promise<readonly { readonly callId: string; readonly data: unknown }[]>;
  cdrOf(callId: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Adds an internal phone. */
  addPhone(extension: string): Promise<{ readonly username: string; readonly password: string }>;
  /** Adds a queue with an agent and the agent's phone. */
  addQueue(name: string): Promise<{
    readonly agentId: string;
    readonly account: { readonly username: string; readonly password: string };
  }>;
  close(): Promise<void>;
}

/** Builds the fixture; `address` is the source address of its trunk, unique among fixtures. */
export async function openCallWebhookFixture(own: {
  readonly code: string;
  readonly address: string;
  readonly number: string;
  /** Another host with its port at which applications may be called. */
  readonly host?: string;
}): Promise<CallWebhookFixture> {
  const { code, address } = own;
  const [sipPort, port, application] = [await freePort(), await freePort(), await openApplicationServer()];
  const system = await startTestSystem({
    SAMBUNG_SIP_PORT: String(sipPort),
    SAMBUNG_HOOK_HOSTS: [application.host, own.host].filter((host) => host !== undefined).join(","),
  }).catch(async (error: unknown) => {
    await application.close();
    throw error;
  });
  let caller: DeskPhone | undefined;
  const close = async () => {
    await caller?.close();
    await system.close();
    await application.close();
  };
  try {
    const centre = await openCallCentre({ kit: system.kit, url: system.url });
    await addLine(system, centre.tenantId, { code, address, port });
    const folder = path.join(system.dataFolder, "gateway");
    const phone = { folder, toneHz: 1_000, answer: "auto", address, port, number: own.number } as const;
    caller = await startGateway(phone);
    return { system, application, centre, caller, code, sipPort, ...readersOf(system, centre.tenantId), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function readersOf(
  system: TestSystem,
  tenantId: string,
): Pick<CallWebhookFixture, "eventsOf" | "cdrOf" | "addPhone" | "addQueue"> {
  const { db } = system.database;
  return {
    eventsOf: (kind) =>
      inTenant(db, tenantId, (trx) =>
        trx.selectFrom("callEvent").select(["callId", "data"]).where("kind", "=", kind).orderBy("at").execute(),
      ),
    cdrOf: (callId) =>
      inTenant(db, tenantId, (trx) =>
        trx.selectFrom("cdr").selectAll().where("callId", "=", callId).executeTakeFirst(),
      ),
    addPhone: async (extension) => (await addPhone(system, tenantId, extension)).account,
    addQueue: (name) => addQueue(system, tenantId, name),
  };
}

/** Adds a trunk and a number, as rows; the switch reloads them periodically. */
async function addLine(
  { kit, database }: TestSystem,
  tenantId: string,
  { code, address, port }: { readonly code: string; readonly address: string; readonly port: number },
): Promise<void> {
  const [createdAt, trunkId] = [new Date(), kit.ids.next()];
  const mode = { code, mode: "open", source: "licensing", changedAt: createdAt };
  await database.db.insertInto("numberMode").values(mode).execute();
  await inTenant(database.db, tenantId, async (trx) => {
    const line = { name: "E1", kind: "e1-gateway", carrier: "Operator Uji", agreementNumber: "PKS-1", channelsMax: 30 };
    const at = { host: address, port, transport: "udp", createdAt };
    await trx
      .insertInto("trunk")
      .values({ id: trunkId, tenantId, ...line, ...at })
      .execute();
    await trx.insertInto("trunkAddress").values({ address, trunkId, tenantId, approvedAt: new Date() }).execute();
    const number = { code, tenantId, label: "Layanan", isRecorded: false, createdAt };
    await trx.insertInto("serviceNumber").values(number).execute();
  });
}

async function addPhone({ kit, database, dataFolder }: TestSystem, tenantId: string, extension: string) {
  const account = { username: `phone-${kit.ids.next().slice(-12)}`, password: `rahasia-${extension}` };
  const [id, createdAt] = [kit.ids.next(), new Date()];
  const sealedSecret = sealPhoneSecret(await keyFromFile(dataFolder, "service"), { id, ...account });
  const row = { id, tenantId, extension, name: `Meja ${extension}`, username: account.username };
  await inTenant(database.db, tenantId, (trx) =>
    trx
      .insertInto("phone")
      .values({ ...row, sealedSecret, createdAt })
      .execute(),
  );
  return { id, account };
}

async function addQueue(system: TestSystem, tenantId: string, name: string) {
  const { kit, database } = system;
  const { id: phoneId, account } = await addPhone(system, tenantId, "201");
  const [queueId, agentId, createdAt] = [kit.ids.next(), kit.ids.next(), new Date()];
  await inTenant(database.db, tenantId, async (trx) => {
    const rules = rulesText({ joinWhile: "always", stayWhile: "always", restMs: 1_000, missedMax: 0, ringMs: 30_000 });
    await trx.insertInto("queue").values({ id: queueId, tenantId, name, rules, createdAt }).execute();
    const agent = { id: agentId, tenantId, name: "Sari", homePhoneId: phoneId, createdAt };
    await trx.insertInto("agent").values(agent).execute();
    await trx.insertInto("agentQueue").values({ agentId, queueId, tenantId, tier: 1 }).execute();
  });
  return { agentId, account };
}

/** The id of the call in a webhook request. */
export function callIdOf(fields: Readonly<Record<string, string>>): string {
  return (fields.CallSid ?? "").slice(2).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
