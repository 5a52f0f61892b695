import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { troubledRecipient } from "../../simulators/carrier/index.ts";
import { type OpenDatabase, openDatabase } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { type ClonedDatabase, cloneDatabase } from "../../testkit/clone.ts";
import { testLog } from "../../testkit/database.ts";
import { freePort } from "../../testkit/free-port.ts";
import { type Kannel, startKannel } from "../../testkit/kannel.ts";
import { openSmppFixture } from "../../testkit/smpp-fixture.ts";
import { startTestGateway } from "../../testkit/smpp-gateway.ts";

const runtimeContext = createRuntimeContext();
const key = randomBytes(32);
const WAIT = { timeout: 30_000, interval: 50 };
/** Kannel's delivery report codes: delivered, failed, accepted by the SMSC, rejected by the SMSC. */
const DLR = { delivered: "1", failed: "2", taken: "8", refused: "16" };
let clone: ClonedDatabase;
let database: OpenDatabase;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
});

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.db.updateTable("smsCarrier").set({ isOn: false }).execute();
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

type Sessions = Parameters<typeof startKannel>[0]["sessions"];

async function open(sessions: Sessions, account: NonNullable<Parameters<typeof openSmppFixture>[1]>["account"] = {}) {
  const base = { db: database.db, ...runtimeContext, key };
  const fixture = await openSmppFixture(base, { account });
  closing.push(() => fixture.close());
  const { gateway, close } = await startTestGateway(base);
  closing.push(close);
  const { systemId, password } = fixture;
  const kannel = await startKannel({ port: gateway.port, systemId, password, sessions });
  closing.push(() => kannel.close());
  return { stage: fixture, kannel };
}

const told = (kannel: Kannel, to: string) =>
  kannel.calls.flatMap(({ path, query }) => (path === "/dlr" && query.get("to") === to ? [query.get("type")] : []));

describe("Kannel", () => {
  it.each<Sessions>(["transceiver", "transmitter-and-receiver"])(
    "sends through us as a %s, hears receipts, and what recipients write",
    async (sessions) => {
      const { stage, kannel } = await open(sessions);
      const [good, failing, refused] = [
        "628120000001",
        troubledRecipient("undelivered"),
        troubledRecipient("rejected"),
      ];
      for (const to of [good, failing, refused])
        await kannel.send({ from: stage.sender, to, text: `Halo ${to} @ {Kannel}` });
      await vi.waitUntil(() => [good, failing, refused].every((to) => told(kannel, to).length === 2), WAIT);
      // Kannel matches a receipt by the message id of our response; its two report requests may overtake each other.
      expect([good, failing, refused].map((to) => new Set(told(kannel, to)))).toEqual([
        new Set([DLR.taken, DLR.delivered]),
        new Set([DLR.taken, DLR.failed]),
        new Set([DLR.taken, DLR.failed]),
      ]);
      const taken = stage.carrier.taken().find(({ recipient }) => recipient === good);
      // The GSM 7-bit alphabet (3GPP TS 23.038): @ is 0, braces are in the extension table.
      expect(taken?.data).toBe(
        Buffer.concat([
          Buffer.from(`Halo ${good} `),
          Buffer.from([0x00, 0x20, 0x1b, 0x28]),
          Buffer.from("Kannel"),
          Buffer.from([0x1b, 0x29]),
        ]).toString("hex"),
      );
      await stage.carrier.bring("628129999999", stage.sender, "Saya mau tanya");
      await vi.waitUntil(() => kannel.calls.some(({ path }) => path === "/mo"), WAIT);
      const came = kannel.calls.find(({ path }) => path === "/mo");
      expect([came?.query.get("from"), came?.query.get("text")]).toEqual(["+628129999999", "Saya mau tanya"]);
      expect((await kannel.log()).match(/ERROR: SMPP.*/g) ?? []).toEqual([]);
    },
    90_000,
  );

  it("has its long texts arrive whole, in either alphabet", async () => {
    const { stage, kannel } = await open("transceiver");
    const text = "Pesan yang panjang sekali. ".repeat(12).trim();
    const to = "628120000002";
    await kannel.send({ from: stage.sender, to, text });
    await vi.waitUntil(() => told(kannel, to).includes(DLR.delivered), WAIT);
    const parts = stage.carrier
      .taken()
      .map(({ data }) => Buffer.from(data, "hex"))
      .toSorted((left, right) => (left[5] ?? 0) - (right[5] ?? 0));
    expect(parts.length).toBeGreaterThan(1);
    expect(new Set(parts.map((part) => part[3])).size).toBe(1);
    expect(parts.map((part) => part.subarray(6).toString("latin1")).join("")).toBe(text);
  }, 90_000);

  it("slows down when it is told to, and loses nothing", async () => {
    const { stage, kannel } = await open("transceiver", { ratePerSecond: 5, windowMax: 5 });
    const recipients = Array.from({ length: 25 }, (_one, nth) => `6281200001${String(nth).padStart(2, "0")}`);
    await Promise.all(recipients.map((to) => kannel.send({ from: stage.sender, to, text: "Halo" })));
    await vi.waitUntil(() => recipients.every((to) => told(kannel, to).includes(DLR.delivered)), {
      ...WAIT,
      timeout: 80_000,
    });
    expect(
      stage.carrier
        .taken()
        .map(({ recipient }) => recipient)
        .toSorted(),
    ).toEqual(recipients);
    // Kannel received a throttling error, and was not merely slow.
    expect(await kannel.log()).toMatch(/0x00000058|Throttl/i);
  }, 120_000);
});

/** The SMSC of Kannel's tests: accepts messages, and sends the given number. */
const DRIVE_SMPP = "/usr/lib/kannel/test/drive_smpp";
const BROUGHT = 40;

describe("the centre that Kannel's makers test with", () => {
  it("takes what we send to it, and has what it brings kept", async () => {
    const port = await freePort();
    const centre = spawn(DRIVE_SMPP, ["-v", "4", "-p", String(port), "-m", String(BROUGHT)], { stdio: "ignore" });
    closing.push(() => void centre.kill("SIGKILL"));
    const base = { db: database.db, ...runtimeContext, key };
    const fixture = await openSmppFixture(base, { settings: { port } });
    closing.push(() => fixture.close());
    const bindAs = "transmitter-and-receiver";
    await database.db.updateTable("smsCarrier").set({ bindAs }).where("id", "=", fixture.carrierId).execute();
    const brought: string[] = [];
    const { messaging, close } = await startTestGateway(base, (inner) => ({
      ...inner,
      carriers: {
        ...inner.carriers,
        inbound: async (messages) => {
          await inner.carriers.inbound(messages);
          brought.push(...messages.map(({ sender, recipient }) => `${sender} ${recipient}`));
        },
      },
    }));
    closing.push(close);
    const { systemId, password, sender } = fixture;
    const account = await messaging.esmes.signIn({ systemId, password, address: "127.0.0.1" });
    if (!account.ok) throw new Error(account.refusal);
    const accept = async (nth: number) => {
      const octets = new TextEncoder().encode(`Halo ${nth}`);
      const whole = { part: null, sendAtMs: null, validUntilMs: null, receipt: "always", coding: "gsm" } as const;
      const said = { sender, recipient: `62812000000${nth + 10}`, octets, ...whole };
      const taken = await messaging.esmes.accept(account.value, said);
      return taken.ok ? taken.value.messageId : taken.refusal;
    };
    const ids = await Promise.all(Array.from({ length: 20 }, (_one, nth) => accept(nth)));
    // It returns no message id when it accepts a message, and sends no receipts: the final state is sent.
    await vi.waitUntil(async () => {
      const standings = await Promise.all(ids.map((id) => messaging.esmes.query(account.value, id)));
      return standings.every((status) => status?.state === "sent");
    }, WAIT);
    await vi.waitUntil(() => brought.length >= BROUGHT, WAIT);
    expect([brought.length, new Set(brought)]).toEqual([BROUGHT, new Set(["456 123"])]);
  }, 90_000);
});
