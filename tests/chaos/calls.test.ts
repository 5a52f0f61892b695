import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { present } from "../../src/kernel/index.ts";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { localServerCertificate } from "../../src/platform/signing/index.ts";
import { sealPhoneSecret } from "../../src/service/phones/wire.ts";
import { freePort } from "../../testkit/free-port.ts";
import { openRawSip, rawInvite, rawOptions } from "../../testkit/raw-sip.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { ANSWERING, gatewayCalls } from "../../testkit/sipp-scenarios.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

const GATEWAY = "127.0.0.2";
const PHONES = "127.0.0.3";
const CODE = "1500961";

let system: TestSystem;
let folder: string;
let sipPort: number;
let sipsPort: number;
let phonePort: number;
let tenantId: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-calls-"));
  sipPort = await freePort();
  sipsPort = await freePort();
  phonePort = await freePort();
  await putCertificate("first");
  system = await startTestSystem({
    SAMBUNG_SIP_PORT: String(sipPort),
    SAMBUNG_SIPS_PORT: String(sipsPort),
    SAMBUNG_TLS_CERT: path.join(folder, "server.crt"),
    SAMBUNG_TLS_KEY: path.join(folder, "server.key"),
    SAMBUNG_DRAIN_SECONDS: "25",
  });
  await setUp();
  await restartSwitch();
});

const systemAuthorities = tls.getCACertificates();

/** Puts a new certificate where the system reads its own, and has this process trust it. Returns the certificate's fingerprint. */
async function putCertificate(name: string): Promise<string> {
  const names = { organisation: "Uji", rootName: `Uji ${name}`, hosts: ["127.0.0.1"] };
  const made = await localServerCertificate(path.join(folder, name), names, Date.now());
  await writeFile(path.join(folder, "server.crt"), made.certificatePem);
  await writeFile(path.join(folder, "server.key"), made.keyPem);
  tls.setDefaultCACertificates([...systemAuthorities, made.authorityPem]);
  return new X509Certificate(made.certificatePem).fingerprint256;
}

afterAll(async () => {
  tls.setDefaultCACertificates(systemAuthorities);
  await system?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A line at the gateway's address and a code that rings one phone, as rows. */
async function setUp(): Promise<void> {
  const { db } = system.database;
  const { ids } = system.town;
  const createdAt = new Date();
  const tenants = () => db.selectFrom("tenant").select("id").execute();
  while ((await tenants()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  tenantId = (await tenants())[0]?.id ?? "";
  const key = await keyFromFile(system.dataFolder, "service");
  const [trunkId, phoneId] = [ids.next(), ids.next()];
  const sealedSecret = sealPhoneSecret(key, { id: phoneId, username: "meja-901", password: ids.secret(10) });
  await db
    .insertInto("numberMode")
    .values({ code: CODE, mode: "open", source: "licensing", changedAt: createdAt })
    .execute();
  await inTenant(db, tenantId, async (trx) => {
    const line = { name: "E1", kind: "e1-gateway", carrier: "Operator Uji", agreementNumber: "PKS-1", channelsMax: 30 };
    const at = { host: GATEWAY, port: 5_060, transport: "udp" };
    await trx
      .insertInto("trunk")
      .values({ id: trunkId, tenantId, ...line, ...at, createdAt })
      .execute();
    await trx
      .insertInto("trunkAddress")
      .values({ address: GATEWAY, trunkId, tenantId, approvedAt: new Date() })
      .execute();
    const phone = { id: phoneId, tenantId, extension: "901", name: "Meja", username: "meja-901", sealedSecret };
    await trx
      .insertInto("phone")
      .values({ ...phone, createdAt })
      .execute();
    const number = { code: CODE, tenantId, label: "Layanan", isRecorded: true, createdAt };
    await trx.insertInto("serviceNumber").values(number).execute();
    await trx.insertInto("serviceNumberPhone").values({ code: CODE, phoneId, tenantId, position: 0 }).execute();
    const binding = { contact: `sip:meja@${PHONES}:${phonePort}`, sourceAddress: PHONES, sourcePort: phonePort };
    const said = { transport: "udp", sipCallId: "uji", cseq: 1, userAgent: "uji" };
    const times = { registeredAt: createdAt, expiresAt: new Date(Date.now() + 3_600_000) };
    await trx
      .insertInto("phoneBinding")
      .values({ phoneId, tenantId, ...binding, ...said, ...times })
      .execute();
  });
}

/** How many rows of the tenant a table has. */
const count = (table: "cdr" | "openCall") =>
  inTenant(
    system.database.db,
    tenantId,
    async (trx) => (await trx.selectFrom(table).select("callId").execute()).length,
  );

const answered = () =>
  inTenant(system.database.db, tenantId, async (trx) => {
    const rows = await trx.selectFrom("callEvent").select("callId").where("kind", "=", "call.answered").execute();
    return rows.length;
  });

const outcomes = async () => {
  const rows = await inTenant(system.database.db, tenantId, (trx) => trx.selectFrom("cdr").select("outcome").execute());
  return rows.map(({ outcome }) => outcome);
};

const phones = (calls: number, stop?: AbortSignal) =>
  runSipp({
    ...{ folder, scenario: ANSWERING, limitMs: 60_000, ...(stop === undefined ? {} : { stop }) },
    args: ["-i", PHONES, "-mi", PHONES, "-p", String(phonePort), "-m", String(calls)],
  });

const callers = (calls: number, talkMs: number) =>
  runSipp({
    ...{ folder, scenario: gatewayCalls(CODE, talkMs), limitMs: 60_000 },
    args: ["-i", GATEWAY, "-mi", GATEWAY, "-m", String(calls), "-r", "20", `127.0.0.1:${sipPort}`],
  });

/** The switch is killed and is there again, with the lines, phones and bindings of the tables. */
async function restartSwitch(): Promise<void> {
  const before = await system.pidOf("switch");
  await system.kill("switch");
  const pid = () => system.pidOf("switch").catch(() => before);
  await vi.waitFor(async () => expect(await pid()).not.toBe(before), { timeout: 20_000 });
}

describe("a certificate that is renewed", () => {
  const connect = async (port: number) => {
    const socket = tls.connect({ host: "127.0.0.1", port, rejectUnauthorized: false });
    await once(socket, "secureConnect");
    return socket;
  };
  const shownAt = async (port: number) => {
    const socket = await connect(port);
    const { fingerprint256 } = socket.getPeerCertificate();
    socket.destroy();
    return fingerprint256;
  };

  it("is shown to new connections after SIGHUP, while open ones and all processes go on", async () => {
    const httpPort = Number(new URL(system.url).port);
    // The switch was started again a moment ago.
    await expect.poll(() => shownAt(sipsPort).catch(() => ""), { timeout: 15_000 }).not.toBe("");
    const before = await Promise.all([shownAt(httpPort), shownAt(sipsPort)]);
    const pids = [await system.pidOf("portal"), await system.pidOf("switch")];
    const open = await connect(httpPort);
    const renewed = await putCertificate("second");
    expect(before).not.toContain(renewed);
    process.kill(await system.pidOf("supervisor"), "SIGHUP");
    await expect.poll(() => shownAt(httpPort), { timeout: 10_000 }).toBe(renewed);
    await expect.poll(() => shownAt(sipsPort), { timeout: 10_000 }).toBe(renewed);
    open.write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    const [answer] = (await once(open, "data")) as readonly unknown[];
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
    open.destroy();
    const figures = await (await fetch(`${system.url}/metrics`)).text();
    expect(Number(/^sambung_certificate_days_left ([\d.]+)$/m.exec(figures)?.[1])).toBeGreaterThan(0);
    await writeFile(path.join(folder, "server.key"), "no key");
    process.kill(await system.pidOf("supervisor"), "SIGHUP");
    // Each answer is later than the signal; a certificate without its key leaves the last good one in use.
    expect(await Promise.all([shownAt(httpPort), shownAt(sipsPort)])).toEqual([renewed, renewed]);
    expect([await system.pidOf("portal"), await system.pidOf("switch")]).toEqual(pids);
    await putCertificate("second");
  });
});

describe("calls of a system whose processes are killed", () => {
  it("go on and end with their records while portal, media and database come back", async () => {
    const taking = phones(8);
    const calling = callers(8, 12_000);
    await expect.poll(answered, { timeout: 15_000 }).toBe(8);
    await system.kill("media");
    await system.kill("portal");
    await system.kill("database");
    const call = await calling;
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await taking).code).toBe(0);
    await expect.poll(() => count("cdr").catch(() => 0), { timeout: 20_000 }).toBe(8);
    expect(new Set(await outcomes())).toEqual(new Set(["answered"]));
    expect(await count("openCall")).toBe(0);
  });

  it("are closed once each when their switch is killed, and phones ring again by themselves", async () => {
    const leaving = new AbortController();
    const taking = phones(6, leaving.signal);
    const calling = callers(6, 16_000);
    await expect.poll(answered, { timeout: 15_000 }).toBe(14);
    await restartSwitch();
    await expect.poll(() => count("openCall"), { timeout: 30_000 }).toBe(0);
    expect((await outcomes()).filter((outcome) => outcome === "system-restart")).toHaveLength(6);
    expect(await count("cdr")).toBe(14);
    expect((await calling).code).not.toBe(0);
    // Nobody hangs up at these phones any more: the switch that knew their calls is gone.
    leaving.abort();
    await taking;
    const again = phones(1);
    const call = await callers(1, 300);
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await again).code).toBe(0);
    await expect.poll(() => count("cdr"), { timeout: 10_000 }).toBe(15);
  });

  it("go on after their switch hung, which its supervisor ends after five seconds", async () => {
    const hungPid = await system.pidOf("switch");
    const asker = await openRawSip("127.0.0.4");
    const hungMs = performance.now();
    process.kill(hungPid, "SIGSTOP");
    let asked = 0;
    const asking = setInterval(() => {
      asked += 1;
      asker.send(rawOptions(asker, `hung${asked}`), sipPort);
    }, 100);
    try {
      // What the hung switch never read is still in its socket and is lost with it.
      const answer = await asker.until(({ status }) => status === 200, 60_000);
      expect(answer.atMs - hungMs).toBeGreaterThan(5_000);
      expect(await system.pidOf("switch")).not.toBe(hungPid);
    } finally {
      clearInterval(asking);
      asker.close();
    }
  });

  it("keep their records when the supervisor is killed, and no process is left behind", async () => {
    await system.kill("supervisor");
    expect(await system.untilGone()).toEqual([]);
    await system.start();
    expect(await count("cdr")).toBe(15);
    expect(await count("openCall")).toBe(0);
  });
});

describe("calls of a system that is stopped", () => {
  /** Stops the system while one call talks for `talkMs`, and waits until new calls are refused. */
  async function stopDuringCall(talkMs: number) {
    const before = await answered();
    const leaving = new AbortController();
    const taking = phones(1, leaving.signal);
    const calling = callers(1, talkMs);
    await expect.poll(answered, { timeout: 15_000 }).toBe(before + 1);
    const supervisorPid = await system.pidOf("supervisor");
    process.kill(supervisorPid, "SIGTERM");
    const gateway = await openRawSip(GATEWAY);
    let sent = 0;
    // A number that does not exist is answered 404 as long as calls are taken.
    const refused = async () => {
      sent += 1;
      gateway.send(rawInvite(gateway, { called: "1500999", port: sipPort, id: `late${sent}` }), sipPort);
      return (await gateway.until(({ text }) => text.includes(`late${sent}@`), 5_000)).status;
    };
    await expect.poll(refused, { timeout: 10_000 }).toBe(503);
    gateway.close();
    return { supervisorPid, calling, leave: () => leaving.abort(), taking };
  }

  const newest = async () => {
    const rows = await inTenant(system.database.db, tenantId, (trx) =>
      trx
        .selectFrom("cdr")
        .select("outcome")
        .where("outcome", "!=", "unknown-number")
        .orderBy("beganAt", "desc")
        .limit(1)
        .execute(),
    );
    return present(rows[0], "a record").outcome;
  };

  it("go on after SIGTERM while no new ones are taken; then every process ends", async () => {
    const { calling, taking } = await stopDuringCall(4_000);
    const call = await calling;
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await taking).code).toBe(0);
    expect(await system.untilGone()).toEqual([]);
    await system.start();
    expect(await newest()).toBe("answered");
    expect(await count("openCall")).toBe(0);
  });

  it("end at once with their records at the second SIGTERM", async () => {
    const { supervisorPid, calling, leave, taking } = await stopDuringCall(24_000);
    const stoppedMs = performance.now();
    process.kill(supervisorPid, "SIGTERM");
    expect(await system.untilGone()).toEqual([]);
    expect(performance.now() - stoppedMs).toBeLessThan(15_000);
    leave();
    await Promise.all([calling, taking]);
    await system.start();
    expect(await newest()).toBe("system-restart");
    expect(await count("openCall")).toBe(0);
  });
});
