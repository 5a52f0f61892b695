import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { troubledRecipient } from "../../../../simulators/carrier/index.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { freePort } from "../../../../testkit/free-port.ts";
import { openSmppFixture, type SmppFixture } from "../../../../testkit/smpp-fixture.ts";
import { startTestGateway, type TestGateway } from "../../../../testkit/smpp-gateway.ts";
import { connectSmppPeer, type SmppPeer } from "../../../../testkit/smpp-peer.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { createRuntimeContext } from "../../../platform/world/index.ts";
import type { GatewayMessaging } from "../sms/index.ts";

const runtimeContext = createRuntimeContext();
const key = randomBytes(32);
const WAIT = { timeout: 20_000, interval: 20 };
const GOOD = "6281200000001";
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

async function startGateway(spoil?: (messaging: GatewayMessaging) => GatewayMessaging): Promise<TestGateway> {
  const started = await startTestGateway({ db: database.db, ...runtimeContext, key }, spoil);
  closing.push(() => started.close());
  return started;
}

async function stageOf(options: Parameters<typeof openSmppFixture>[1] = {}): Promise<SmppFixture> {
  const fixture = await openSmppFixture({ db: database.db, ...runtimeContext, key }, options);
  closing.push(() => fixture.close());
  return fixture;
}

async function bind(fixture: SmppFixture, port: number, command = "bind_transceiver"): Promise<SmppPeer> {
  const peer = await connectSmppPeer(port);
  closing.push(() => peer.close());
  const answer = await peer.ask(command, { system_id: fixture.systemId, password: fixture.password });
  expect(answer.command_status).toBe(0);
  return peer;
}

const to = (fixture: SmppFixture, recipient: string, own: Readonly<Record<string, unknown>> = {}) => ({
  source_addr: fixture.sender,
  source_addr_ton: 5,
  destination_addr: recipient,
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  short_message: "Kode 1234",
  registered_delivery: 1,
  ...own,
});

const receiptsOf = (peer: SmppPeer) => peer.heard.filter((pdu) => pdu["esm_class"] === 4);
const bytes = (pdu: { readonly [field: string]: unknown }) => {
  const said = pdu["short_message"] as { readonly message?: Buffer | string } | Buffer;
  return Buffer.isBuffer(said) ? said.toString("latin1") : String(said.message);
};

describe("a gateway between a program and a carrier", () => {
  it("sends what it accepted, and brings its receipt to the program", async () => {
    const fixture = await stageOf();
    const { gateway } = await startGateway();
    const peer = await bind(fixture, gateway.port);
    const answer = await peer.ask("submit_sm", to(fixture, GOOD));
    expect(answer.command_status).toBe(0);
    const [messageId] = [String(answer["message_id"])];
    await vi.waitUntil(() => receiptsOf(peer).length === 1, WAIT);
    expect(fixture.carrier.taken()).toMatchObject([
      { sender: fixture.sender, recipient: GOOD, data: Buffer.from("Kode 1234").toString("hex") },
    ]);
    const receipt = receiptsOf(peer)[0] ?? {};
    expect(receipt).toMatchObject({ source_addr: GOOD, destination_addr: fixture.sender, message_state: 2 });
    expect(receipt).toMatchObject({ receipted_message_id: messageId });
    expect(bytes(receipt as never)).toMatch(new RegExp(`^id:${messageId} sub:001 dlvrd:001 .* stat:DELIVRD err:000`));
    expect(await peer.ask("query_sm", { message_id: messageId, source_addr: fixture.sender })).toMatchObject({
      command_status: 0,
      message_state: 2,
      message_id: messageId,
    });
    expect((await peer.ask("cancel_sm", { message_id: messageId })).command_status).toBe(0x11);
    await vi.waitUntil(() => fixture.carrier.owed() === 0, WAIT);
    expect(fixture.carrier.receipts()).toHaveLength(1);
  });

  it("ends every message in one state, whatever the carrier does with it", async () => {
    const stage = await stageOf({ settings: { answerMs: 700 } });
    const { gateway } = await startGateway();
    const peer = await bind(stage, gateway.port);
    const expected = {
      slow: 2,
      "silent-once": 2,
      throttled: 2,
      rejected: 5,
      undelivered: 5,
      "receipt-twice": 2,
      "receipt-late": 2,
      "receipt-first": 2,
      disconnect: 2,
    } as const;
    const sent = new Map<string, number>();
    for (const [trouble, state] of Object.entries(expected)) {
      const recipient = troubledRecipient(trouble as keyof typeof expected);
      // Other messages in flight when the connection breaks are unconfirmed as well.
      if (trouble === "disconnect") await vi.waitUntil(() => receiptsOf(peer).length >= sent.size, WAIT);
      const answer = await peer.ask("submit_sm", to(stage, recipient));
      expect([trouble, answer.command_status]).toEqual([trouble, 0]);
      sent.set(String(answer["message_id"]), state);
    }
    await vi.waitUntil(() => receiptsOf(peer).length >= sent.size, { timeout: 40_000, interval: 50 });
    const told = receiptsOf(peer).map((pdu) => [String(pdu["receipted_message_id"]), pdu["message_state"]] as const);
    expect(told).toHaveLength(sent.size);
    expect(new Map(told)).toEqual(sent);
    await vi.waitUntil(() => stage.carrier.owed() === 0, WAIT);
    // Only messages whose response was lost are sent twice.
    const times = Map.groupBy(stage.carrier.taken(), ({ recipient }) => recipient);
    const twice = [...times].flatMap(([recipient, taken]) => (taken.length > 1 ? [recipient] : []));
    expect(twice.toSorted()).toEqual([troubledRecipient("silent-once"), troubledRecipient("disconnect")].toSorted());
  }, 60_000);

  it("matches receipts of a carrier that writes its ids in two bases", async () => {
    const stage = await stageOf({
      carrier: { ids: "hex-in-answer" },
      settings: { quirks: { idInAnswer: "hex", idInReceipt: "decimal" } },
    });
    const { gateway } = await startGateway();
    const peer = await bind(stage, gateway.port);
    const answer = await peer.ask("submit_sm", to(stage, GOOD));
    await vi.waitUntil(() => receiptsOf(peer).length === 1, WAIT);
    expect(receiptsOf(peer)[0]?.["receipted_message_id"]).toBe(answer["message_id"]);
  });

  it("matches receipts of a carrier that writes numbers with a plus, and hears STOP there", async () => {
    const stage = await stageOf({ settings: { quirks: { hasPlus: true } } });
    const { gateway } = await startGateway();
    const peer = await bind(stage, gateway.port);
    await peer.ask("submit_sm", to(stage, GOOD));
    await vi.waitUntil(() => receiptsOf(peer).length === 1, WAIT);
    expect(stage.carrier.taken()).toMatchObject([{ recipient: `+${GOOD}` }]);
    expect(receiptsOf(peer)[0]).toMatchObject({ message_state: 2 });
    await stage.carrier.bring(`+${GOOD}`, stage.sender, "UNREG TOKO");
    await vi.waitUntil(() => peer.heard.length === 2, WAIT);
    expect((await peer.ask("submit_sm", to(stage, GOOD))).command_status).toBe(0x66);
  });

  it("sends long texts in parts, however the program handed them in, and owes one receipt", async () => {
    const stage = await stageOf();
    const { gateway } = await startGateway();
    const peer = await bind(stage, gateway.port);
    const text = "Kepada pelanggan yang terhormat, ".repeat(8);
    await peer.ask("submit_sm", to(stage, GOOD, { short_message: "", message_payload: Buffer.from(text) }));
    await vi.waitUntil(() => receiptsOf(peer).length === 1, WAIT);
    const parts = stage.carrier.taken().map(({ data }) => Buffer.from(data, "hex"));
    const inOrder = parts.toSorted((left, right) => (left[5] ?? 0) - (right[5] ?? 0));
    expect(inOrder.map((part) => [...part.subarray(0, 3), ...part.subarray(4, 6)])).toEqual([
      [5, 0, 3, 2, 1],
      [5, 0, 3, 2, 2],
    ]);
    expect(inOrder.map((part) => part.subarray(6).toString()).join("")).toBe(text);
    const halves = [1, 2].map((sequence) =>
      peer.ask("submit_sm", {
        ...to(stage, "6281200000002", { esm_class: 0x40 }),
        short_message: Buffer.concat([Buffer.from([5, 0, 3, 99, 2, sequence]), Buffer.from(`bagian ${sequence}`)]),
      }),
    );
    expect((await Promise.all(halves)).map(({ command_status }) => command_status)).toEqual([0, 0]);
    await vi.waitUntil(() => stage.carrier.taken().length === 4, WAIT);
  });

  it("brings what recipients write, and hears STOP", async () => {
    const stage = await stageOf();
    const { gateway } = await startGateway();
    const peer = await bind(stage, gateway.port, "bind_receiver");
    await stage.carrier.bring("6281277777777", stage.sender, "Halo @ toko");
    await vi.waitUntil(() => peer.heard.length === 1, WAIT);
    expect(peer.heard[0]).toMatchObject({ esm_class: 0, source_addr: "6281277777777", destination_addr: stage.sender });
    const sender = await bind(stage, gateway.port, "bind_transmitter");
    expect((await sender.ask("submit_sm", to(stage, troubledRecipient("stop")))).command_status).toBe(0);
    await vi.waitUntil(() => peer.heard.length === 3, WAIT);
    expect((await sender.ask("submit_sm", to(stage, troubledRecipient("stop")))).command_status).toBe(0x66);
  });

  it("says why a message is not taken", async () => {
    const stage = await stageOf();
    const { gateway } = await startGateway();
    const peer = await bind(stage, gateway.port);
    const status = async (own: Readonly<Record<string, unknown>>) =>
      (await peer.ask("submit_sm", to(stage, GOOD, own))).command_status;
    expect(await status({ source_addr: "BUKANKAMI" })).toBe(0x0a);
    expect(await status({ destination_addr: "12" })).toBe(0x0b);
    expect(await status({ short_message: "" })).toBe(0x01);
    expect(await status({ validity_period: "tidak-tahu-kapan" })).toBe(0x62);
    expect(await status({ data_coding: 4, short_message: Buffer.from("a") })).toBe(0x45);
    expect((await peer.ask("query_sm", { message_id: "tidak-ada" })).command_status).toBe(0x67);
    expect((await peer.ask("cancel_sm", { message_id: "tidak-ada" })).command_status).toBe(0x0c);
    expect((await peer.ask("data_sm", { destination_addr: GOOD })).command_status).toBe(0x03);
    expect(stage.carrier.taken()).toEqual([]);
  });

  it("lets nobody in who is not known here, and tells nobody why", async () => {
    const stage = await stageOf({ account: { bindsMax: 1 } });
    const { gateway } = await startGateway();
    const statusOf = async (fields: Readonly<Record<string, unknown>>) => {
      const peer = await connectSmppPeer(gateway.port);
      closing.push(() => peer.close());
      const fromMs = performance.now();
      const { command_status: status } = await peer.ask("bind_transceiver", fields);
      // Every refused bind takes equally long, whatever the reason.
      if (status === 0x0d) expect(performance.now() - fromMs).toBeGreaterThan(950);
      return status;
    };
    const refused = [
      { system_id: stage.systemId, password: "salah" },
      { system_id: "tidak-ada", password: stage.password },
      { system_id: "'; drop", password: "" },
    ];
    expect(await Promise.all(refused.map(statusOf))).toEqual([0x0d, 0x0d, 0x0d]);
    expect(await statusOf({ system_id: stage.systemId, password: stage.password })).toBe(0);
    expect(await statusOf({ system_id: stage.systemId, password: stage.password })).toBe(0x05);
  });

  it("throttles a program that is faster than it may be, and takes the rest later", async () => {
    const stage = await stageOf({ account: { ratePerSecond: 5, windowMax: 100 } });
    const { gateway } = await startGateway();
    const peer = await bind(stage, gateway.port);
    const answers = await Promise.all(Array.from({ length: 20 }, () => peer.ask("submit_sm", to(stage, GOOD))));
    const taken = answers.filter(({ command_status }) => command_status === 0).length;
    expect(answers.filter(({ command_status }) => command_status === 0x58)).toHaveLength(20 - taken);
    expect([taken >= 5, taken <= 8]).toEqual([true, true]);
    await vi.waitUntil(async () => (await peer.ask("submit_sm", to(stage, GOOD))).command_status === 0, WAIT);
  });

  it("gives a program that leaves and comes back no more than one that stays", async () => {
    const stage = await stageOf({ account: { ratePerSecond: 50, windowMax: 100 } });
    const { gateway } = await startGateway();
    let taken = 0;
    const fromMs = performance.now();
    for (let nth = 0; nth < 3; nth += 1) {
      const peer = await bind(stage, gateway.port);
      const answers = await Promise.all(Array.from({ length: 60 }, () => peer.ask("submit_sm", to(stage, GOOD))));
      taken += answers.filter(({ command_status }) => command_status === 0).length;
      peer.close();
      await peer.closed;
    }
    const seconds = (performance.now() - fromMs) / 1_000;
    expect(taken).toBeLessThanOrEqual(50 + 50 * seconds + 1);
    expect(taken).toBeGreaterThanOrEqual(50);
  });

  it("goes on where the gateway before it ended, and loses nothing that a carrier brings meanwhile", async () => {
    const stage = await stageOf();
    const first = await startGateway();
    const peer = await bind(stage, first.gateway.port, "bind_transmitter");
    for (let nth = 0; nth < 20; nth += 1)
      expect((await peer.ask("submit_sm", to(stage, `62812000001${nth + 10}`))).command_status).toBe(0);
    await first.close();
    await peer.closed;
    const second = await startGateway();
    const again = await bind(stage, second.gateway.port);
    await vi.waitUntil(() => receiptsOf(again).length === 20, WAIT);
    expect(new Set(stage.carrier.taken().map(({ recipient }) => recipient)).size).toBe(20);
    expect(stage.carrier.taken()).toHaveLength(20);
  });

  it("acknowledges no receipt that is not on disk, and accepts no message", async () => {
    const away = { isAway: true, refused: 0 };
    const stage = await stageOf();
    const { gateway } = await startGateway((messaging) => ({
      ...messaging,
      esmes: {
        ...messaging.esmes,
        accept: async (...said) =>
          away.isAway ? { ok: false, refusal: "storage-away" } : messaging.esmes.accept(...said),
      },
      carriers: {
        ...messaging.carriers,
        receipts: async (...said) => {
          away.refused += away.isAway ? 1 : 0;
          if (away.isAway) throw new Error("the database is away");
          return messaging.carriers.receipts(...said);
        },
      },
    }));
    const peer = await bind(stage, gateway.port);
    expect((await peer.ask("submit_sm", to(stage, GOOD))).command_status).toBe(0x08);
    away.isAway = false;
    expect((await peer.ask("submit_sm", to(stage, GOOD))).command_status).toBe(0);
    away.isAway = true;
    await vi.waitUntil(() => stage.carrier.taken().length === 1, WAIT);
    await vi.waitUntil(() => away.refused > 0, WAIT);
    expect(stage.carrier.receipts()).toEqual([]);
    away.isAway = false;
    await vi.waitUntil(() => receiptsOf(peer).length === 1, WAIT);
    expect(stage.carrier.receipts()).toHaveLength(1);
  });

  it("says of a carrier that it is down, also of one that never was up, and that it stands again", async () => {
    const port = await freePort();
    const stage = await stageOf({ settings: { port } });
    await startGateway();
    const downSince = async () => {
      const row = await database.db
        .selectFrom("smsCarrier")
        .select("downSince")
        .where("id", "=", stage.carrierId)
        .executeTakeFirst();
      return row?.downSince ?? null;
    };
    await vi.waitUntil(async () => (await downSince()) !== null, WAIT);
    const late = await stageOf({ carrier: { port } });
    expect(late.carrier.port).toBe(port);
    await vi.waitUntil(async () => (await downSince()) === null, WAIT);
    late.carrier.disconnect();
    await late.carrier.close();
    await vi.waitUntil(async () => (await downSince()) !== null, WAIT);
  });

  it("says again how a carrier stands when that could not be written down", async () => {
    const stage = await stageOf();
    await database.db
      .updateTable("smsCarrier")
      .set({ downSince: new Date(runtimeContext.clock.nowMs()) })
      .where("id", "=", stage.carrierId)
      .execute();
    const said: boolean[] = [];
    await startGateway((messaging) => ({
      ...messaging,
      carriers: {
        ...messaging.carriers,
        stands: async (carrierId, isUp) => {
          said.push(isUp);
          if (said.length < 3) throw new Error("the database is away");
          return messaging.carriers.stands(carrierId, isUp);
        },
      },
    }));
    await vi.waitUntil(async () => {
      const row = await database.db
        .selectFrom("smsCarrier")
        .select("downSince")
        .where("id", "=", stage.carrierId)
        .executeTakeFirst();
      return row?.downSince === null;
    }, WAIT);
    expect(said).toEqual([true, true, true]);
  });

  it("brings a receipt again that the program did not take", async () => {
    const stage = await stageOf();
    const { gateway } = await startGateway();
    const peer = await bind(stage, gateway.port);
    peer.answers = () => (peer.heard.length === 1 ? 0x64 : 0);
    await peer.ask("submit_sm", to(stage, GOOD));
    await vi.waitUntil(() => receiptsOf(peer).length === 2, { timeout: 40_000, interval: 50 });
    expect(receiptsOf(peer).map((pdu) => pdu["receipted_message_id"])).toHaveLength(2);
  }, 60_000);

  const endAccount = (stage: SmppFixture) =>
    inTenant(database.db, stage.tenantId, (trx) =>
      trx
        .updateTable("smsAccount")
        .set({ endedAt: new Date(runtimeContext.clock.nowMs()) })
        .where("systemId", "=", stage.systemId)
        .execute(),
    );

  it("takes nothing of an account that was ended, from the moment on that it was", async () => {
    const stage = await stageOf();
    // Without a check of sessions, the refusal comes from the database.
    const { gateway } = await startGateway((messaging) => ({
      ...messaging,
      esmes: { ...messaging.esmes, standing: () => new Promise(() => undefined) },
    }));
    const peer = await bind(stage, gateway.port);
    expect((await peer.ask("submit_sm", to(stage, GOOD))).command_status).toBe(0);
    await endAccount(stage);
    expect((await peer.ask("submit_sm", to(stage, GOOD))).command_status).toBe(0x65);
    await vi.waitUntil(() => stage.carrier.owed() === 0 && stage.carrier.taken().length > 0, WAIT);
    expect(stage.carrier.taken()).toHaveLength(1);
  });

  it("lets go of the programs of an account that was ended, also of one that does not answer", async () => {
    const stage = await stageOf();
    const other = await stageOf();
    const { gateway } = await startGateway();
    const [polite, rude, unmeant] = [
      await bind(stage, gateway.port),
      await bind(stage, gateway.port),
      await bind(other, gateway.port),
    ];
    rude.answers = () => null;
    await endAccount(stage);
    const fromMs = performance.now();
    await polite.closed;
    expect(polite.heard.map(({ command }) => command)).toEqual(["unbind"]);
    await rude.closed;
    expect(performance.now() - fromMs).toBeLessThan(8_000);
    expect((await unmeant.ask("submit_sm", to(other, GOOD))).command_status).toBe(0);
    const again = await connectSmppPeer(gateway.port);
    closing.push(() => again.close());
    const answer = await again.ask("bind_transceiver", { system_id: stage.systemId, password: stage.password });
    expect(answer.command_status).toBe(0x0d);
  });

  it("throttles questions too, and asks the disk one of them at a time", async () => {
    const stage = await stageOf({ account: { ratePerSecond: 30 } });
    const seen = { now: 0, most: 0, asked: 0 };
    const { gateway } = await startGateway((messaging) => ({
      ...messaging,
      esmes: {
        ...messaging.esmes,
        query: async (...said) => {
          seen.now += 1;
          seen.asked += 1;
          seen.most = Math.max(seen.most, seen.now);
          const standing = await messaging.esmes.query(...said).finally(() => {
            seen.now -= 1;
          });
          return standing;
        },
      },
    }));
    const peer = await bind(stage, gateway.port);
    const accepted = await peer.ask("submit_sm", to(stage, GOOD));
    const messageId = String(accepted["message_id"]);
    const answers = await Promise.all(
      Array.from({ length: 90 }, () => peer.ask("query_sm", { message_id: messageId, source_addr: stage.sender })),
    );
    const answered = answers.filter(({ command_status }) => command_status === 0).length;
    expect(answers.filter(({ command_status }) => command_status === 0x58)).toHaveLength(90 - answered);
    expect([answered < 90, seen.asked, seen.most]).toEqual([true, answered, 1]);
    const many = Array.from({ length: 90 }, () => peer.ask("cancel_sm", { message_id: messageId }));
    const statuses = (await Promise.all(many)).map(({ command_status }) => command_status);
    expect(statuses).toContain(0x58);
  });

  it("has the answers out that it owes before it leaves, and before it lets go of whoever leaves", async () => {
    const stage = await stageOf();
    const { gateway } = await startGateway((messaging) => ({
      ...messaging,
      esmes: {
        ...messaging.esmes,
        accept: async (...said) => {
          const accepted = await messaging.esmes.accept(...said);
          await new Promise((resolve) => setTimeout(resolve, 400));
          return accepted;
        },
      },
    }));
    const leaving = await bind(stage, gateway.port);
    const [taken, goodbye] = [leaving.ask("submit_sm", to(stage, GOOD)), leaving.ask("unbind")];
    expect((await taken).command_status).toBe(0);
    expect((await goodbye).command).toBe("unbind_resp");
    await leaving.closed;
    const staying = await bind(stage, gateway.port);
    const owed = staying.ask("submit_sm", to(stage, "6281200000002"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = gateway.close(3_000);
    const late = staying.ask("submit_sm", to(stage, "6281200000003"));
    expect([(await owed).command_status, (await late).command_status]).toEqual([0, 0x58]);
    await closed;
    await staying.closed;
    expect(staying.heard.map(({ command }) => command)).toContain("unbind");
  });

  it("brings long texts to a program that takes 0 for ISO 8859-1, and what comes after them", async () => {
    const stage = await stageOf({ account: { defaultCoding: "latin1" } });
    const { gateway } = await startGateway();
    const peer = await bind(stage, gateway.port, "bind_receiver");
    for (const length of [160, 130, 4]) await stage.carrier.bring("6281277777777", stage.sender, "a".repeat(length));
    await vi.waitUntil(() => peer.heard.length === 3, WAIT);
    const lengths = peer.heard.map((pdu) => {
      const said = pdu["message_payload"] ?? pdu["short_message"];
      return (said as { readonly message: string | Buffer }).message.length;
    });
    expect(lengths.toSorted((left, right) => left - right)).toEqual([4, 130, 160]);
  });

  it("refuses alone what no disk takes, and has the rest of what a carrier brings", async () => {
    const stage = await stageOf();
    const poison = "6281200000666";
    const seen = { inbound: 0 };
    const { gateway } = await startGateway((messaging) => ({
      ...messaging,
      carriers: {
        ...messaging.carriers,
        receipts: async (receipts) => {
          if (receipts.some(({ recipient }) => recipient === poison))
            await sql`select 'x'::integer`.execute(database.db);
          return messaging.carriers.receipts(receipts);
        },
        inbound: async (messages) => {
          if (messages.some(({ sender }) => sender === poison)) await sql`select 'x'::integer`.execute(database.db);
          seen.inbound += messages.length;
          return messaging.carriers.inbound(messages);
        },
      },
    }));
    const peer = await bind(stage, gateway.port);
    const recipients = Array.from({ length: 20 }, (_one, nth) => (nth === 7 ? poison : `62812000001${nth + 10}`));
    await Promise.all(recipients.map((recipient) => peer.ask("submit_sm", to(stage, recipient))));
    await vi.waitUntil(() => receiptsOf(peer).length === 19, WAIT);
    stage.carrier.bring(poison, stage.sender, "racun").catch(() => undefined);
    await Promise.all([1, 2, 3].map((nth) => stage.carrier.bring(`628120000077${nth}`, stage.sender, "Halo")));
    await vi.waitUntil(() => peer.heard.length === 22, WAIT);
    expect(seen.inbound).toBe(3);
    expect(stage.carrier.receipts()).toHaveLength(19);
  });
});
