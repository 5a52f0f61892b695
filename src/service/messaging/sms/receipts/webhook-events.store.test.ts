import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { addPerson } from "../../../../../testkit/users.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { type ChangeFeed, inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../../../regulation/index.ts";
import { openGatewayMessaging } from "../delivery/gateway-messaging.effects.ts";
import type { EsmeAccount, GatewayMessaging } from "../delivery/gateway-port.ts";
import { encodeGsm } from "../intake/gsm-text.shared.ts";
import { openIntake } from "../intake/intake.effects.ts";
import { HELD_MINUTES } from "../intake/intake.ts";
import { openProgramMessages } from "../intake/program-messages.effects.ts";
import { endAccount } from "../settings/program.store.ts";
import { keepInboundAccount } from "../settings/sender.store.ts";

const virtualContext = createVirtualContext();
const key = randomBytes(32);
const RECIPIENT = "6281200000001";
let clone: ClonedDatabase;
let database: OpenDatabase;
let personId: string;
let tenantId: string;
let account: EsmeAccount;
let carrierId: string;
let gateway: GatewayMessaging;

const changeFeed: ChangeFeed = {
  announce: () => undefined,
  listen: () => () => undefined,
  close: async () => undefined,
};
const rules = () => {
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(virtualContext.clock.nowMs()) });
  if (!opened.ok) throw new Error("no rules");
  return readShortMessageRules(opened.value);
};

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
  personId = (await addPerson({ ...virtualContext, db: database.db })).id;
});

beforeEach(async () => {
  await gateway?.close(1_000);
  tenantId = virtualContext.ids.next();
  const at = new Date(virtualContext.clock.nowMs());
  await database.db
    .insertInto("tenant")
    .values({ id: tenantId, name: `Uji ${tenantId}`, createdAt: at })
    .execute();
  await database.db.updateTable("smsCarrier").set({ isOn: false }).execute();
  carrierId = await addTestCarrier({ db: database.db, ...virtualContext, key }, { name: `Satu ${tenantId}` });
  await addTestSender(
    { db: database.db, ...virtualContext, key },
    { tenantId, personId, value: sender(), carrierIds: [carrierId] },
  );
  const id = virtualContext.ids.next();
  account = {
    id,
    tenantId,
    systemId: `u${id.slice(-10)}`,
    ratePerSecond: 100,
    windowMax: 10,
    bindsMax: 2,
    defaultCoding: "gsm",
    category: "transactional",
  };
  const program = { name: "Program", passwordHash: "kata", addresses: [], createdBy: personId, createdAt: at };
  await inTenant(database.db, tenantId, (trx) =>
    trx
      .insertInto("smsAccount")
      .values({ ...account, ...program })
      .execute(),
  );
  gateway = await openGatewayMessaging({
    db: database.db,
    clock: virtualContext.clock,
    log: testLog,
    changeFeed,
    newId: () => virtualContext.ids.next(),
    rules,
    key,
    checkPassword: async () => true,
  });
});

afterAll(async () => {
  await gateway?.close(1_000);
  await database?.close();
  await clone?.close();
});

const sender = () => `K${tenantId.slice(-9)}`.toUpperCase();

async function endpoint(...kinds: readonly string[]): Promise<void> {
  const at = new Date(virtualContext.clock.nowMs());
  const id = virtualContext.ids.next();
  const row = { id, tenantId, name: id, url: "https://hook.contoh.id/", kinds: [...kinds] };
  await inTenant(database.db, tenantId, (trx) =>
    trx
      .insertInto("webhookEndpoint")
      .values({ ...row, sealedSecret: Buffer.from("x"), createdBy: personId, createdAt: at })
      .execute(),
  );
}

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly sequence: number;
  readonly message: Readonly<Record<string, unknown>>;
}

const told = async (): Promise<readonly Told[]> => {
  const rows = await inTenant(database.db, tenantId, (trx) =>
    trx.selectFrom("webhookDelivery").select(["body", "eventId", "subjectId"]).orderBy("sequence").execute(),
  );
  return rows.map(({ body, eventId, subjectId }) => {
    const read = JSON.parse(body) as Told;
    expect([read.id, read.message.id]).toEqual([eventId, subjectId]);
    return read;
  });
};

async function accepted(text = "Kode 1234"): Promise<string> {
  const taken = await gateway.esmes.accept(account, {
    sender: sender(),
    recipient: RECIPIENT,
    coding: "gsm",
    part: null,
    sendAtMs: null,
    validUntilMs: null,
    octets: encodeGsm(text) ?? new Uint8Array(),
    receipt: "always",
  });
  if (!taken.ok) throw new Error(taken.refusal);
  return taken.value.messageId;
}

/** The carrier accepts waiting segments, in order. */
async function carried(most = 10): Promise<void> {
  const parts = await gateway.carriers.claim(carrierId, most);
  const outcome = (nth: number, id: string) => ({ kind: "accepted", carrierMessageId: `c-${id}-${nth}` }) as const;
  await gateway.carriers.answered(
    parts.map((part) => ({ partId: part.partId, outcome: outcome(part.part?.sequence ?? 1, part.messageId) })),
  );
}

const delivered = (id: string, nth = 1) =>
  gateway.carriers.receipts([
    {
      carrierId,
      carrierMessageId: `c-${id}-${nth}`,
      recipient: RECIPIENT,
      state: "delivered",
      errorCode: null,
      receivedAtMs: virtualContext.clock.nowMs(),
    },
  ]);

const write = (text: string, part: { reference: number; total: number; sequence: number } | null = null) =>
  gateway.carriers.inbound([
    {
      carrierId,
      sender: RECIPIENT,
      recipient: sender(),
      coding: "gsm",
      part,
      octets: encodeGsm(text) ?? new Uint8Array(),
      receivedAtMs: virtualContext.clock.nowMs(),
    },
  ]);

describe("programs of a call centre", () => {
  it("are told once that carriers have a message, and once what became of it", async () => {
    await endpoint("message.sent", "message.state");
    const id = await accepted("x".repeat(200));
    await carried(1);
    expect(await told()).toEqual([]);
    await carried();
    expect(await told()).toMatchObject([{ kind: "message.sent", message: { id, state: "open", parts: 2 } }]);
    await delivered(id);
    await delivered(id, 2);
    await delivered(id, 2);
    await expect.poll(told).toHaveLength(2);
    const [sent, state] = await told();
    expect(state).toMatchObject({
      kind: "message.state",
      message: {
        id,
        state: "delivered",
        errorCode: null,
        sender: sender(),
        recipient: `+${RECIPIENT}`,
        parts: 2,
        partsDelivered: 2,
        finalAt: new Date(virtualContext.clock.nowMs()).toISOString(),
      },
    });
    expect(state?.sequence).toBeGreaterThan(sent?.sequence ?? Number.POSITIVE_INFINITY);
    expect(JSON.stringify(state)).not.toContain("xxx");
  });

  it("are told what they chose and nothing else, each of them", async () => {
    await endpoint("message.state");
    await endpoint("message.state", "alert");
    await endpoint("message.received");
    await endpoint("alert");
    const id = await accepted();
    await gateway.esmes.cancel(account, id);
    expect(await told()).toMatchObject([
      { kind: "message.state", message: { id, state: "cancelled" } },
      { kind: "message.state", message: { id, state: "cancelled" } },
    ]);
    const ids = (await told()).map((one) => one.id);
    expect(new Set(ids).size).toBe(1);
  });

  it("are told what recipients write as it came, and what it did", async () => {
    await endpoint("message.received");
    await write("Halo, apa kabar?");
    await write("STOP");
    await write("bagian satu", { reference: 7, total: 2, sequence: 1 });
    const messages = (await told()).map(({ message }) => message);
    expect(messages.slice(-3)).toMatchObject([
      { sender: `+${RECIPIENT}`, recipient: sender(), text: "Halo, apa kabar?", optOut: null, part: null },
      { text: "STOP", optOut: "opt-out" },
      { text: "bagian satu", part: { reference: 7, total: 2, place: 1 } },
    ]);
  });

  it("are told also what no database takes as text, and the message is kept", async () => {
    await endpoint("message.received");
    const octets = Uint8Array.from([0x00, 0x00, 0xd8, 0x3d, 0x00, 0x41]);
    const inbound = { carrierId, sender: RECIPIENT, recipient: sender(), coding: "ucs2", part: null } as const;
    await gateway.carriers.inbound([{ ...inbound, octets, receivedAtMs: virtualContext.clock.nowMs() }]);
    expect((await told()).map(({ message }) => message.text)).toEqual(["\u0000\ufffdA"]);
  });

  it("are told at the address that came with their message: that it is sent, and its end, each once", async () => {
    const forms = async () => {
      const rows = await inTenant(database.db, tenantId, (trx) =>
        trx.selectFrom("webhookDelivery").select(["body", "url", "method", "kind"]).orderBy("sequence").execute(),
      );
      return rows.map(({ body, ...row }) => ({ ...row, fields: JSON.parse(body) as Readonly<Record<string, string>> }));
    };
    const wanted = async () => {
      const id = await accepted();
      const row = { messageId: id, tenantId, url: "https://app.contoh.id/status?nomor=7" };
      await inTenant(database.db, tenantId, (trx) => trx.insertInto("messageStatusCallback").values(row).execute());
      return id;
    };
    const id = await wanted();
    await carried();
    await delivered(id);
    await delivered(id);
    await expect.poll(forms).toHaveLength(2);
    const sid = `SM${id.replaceAll("-", "")}`;
    const common = {
      MessageSid: sid,
      SmsSid: sid,
      AccountSid: `AC${tenantId.replaceAll("-", "")}`,
      To: `+${RECIPIENT}`,
    };
    expect(await forms()).toMatchObject([
      {
        kind: "message.status",
        method: "POST",
        url: "https://app.contoh.id/status?nomor=7",
        fields: { MessageStatus: "sent" },
      },
      {
        fields: {
          ...common,
          From: sender(),
          MessageStatus: "delivered",
          SequenceNumber: "1",
          ApiVersion: "2010-04-01",
        },
      },
    ]);
    const [, last] = await forms();
    expect(last?.fields).not.toHaveProperty("ErrorCode");
    expect(last?.fields.Timestamp).toBe(
      `${new Date(virtualContext.clock.nowMs()).toUTCString().replace("GMT", "+0000")}`,
    );
    const cancelled = await wanted();
    await gateway.esmes.cancel(account, cancelled);
    expect((await forms()).at(-1)?.fields).toMatchObject({ MessageStatus: "canceled", SequenceNumber: "0" });
  });

  it("are not told at an address that cannot be kept, and their message goes on as any other, sent once", async () => {
    const wanted = async (url: string) => {
      const id = await accepted();
      await inTenant(database.db, tenantId, (trx) =>
        trx.insertInto("messageStatusCallback").values({ messageId: id, tenantId, url }).execute(),
      );
      return id;
    };
    const ids = [await wanted(`https://${"a.".repeat(300)}id/x`), await wanted("https://app.contoh.id/x")];
    await carried();
    expect(await gateway.carriers.claim(carrierId, 10)).toEqual([]);
    for (const id of ids) await delivered(id);
    for (const id of ids)
      await expect.poll(async () => (await gateway.esmes.query(account, id))?.state).toBe("delivered");
    const rows = await inTenant(database.db, tenantId, (trx) =>
      trx.selectFrom("webhookDelivery").select(["url", "subjectId"]).execute(),
    );
    const told = { url: "https://app.contoh.id/x", subjectId: ids[1] };
    expect(rows).toEqual([told, told]);
  });

  it("are told nothing, and nothing is written, where nobody wants it", async () => {
    await endpoint("alert");
    const id = await accepted();
    await carried();
    await delivered(id);
    await write("Halo");
    await expect.poll(async () => (await gateway.esmes.query(account, id))?.state).toBe("delivered");
    expect(await told()).toEqual([]);
  });

  it("lose what they were told of a message that is erased", async () => {
    await endpoint("message.state");
    const id = await accepted();
    await gateway.esmes.cancel(account, id);
    expect(await told()).toHaveLength(1);
    await inTenant(database.db, tenantId, async (trx) => {
      for (const table of ["smsNotice", "smsSegment"] as const)
        await trx.deleteFrom(table).where("messageId", "=", id).execute();
      await trx.deleteFrom("smsMessage").where("id", "=", id).execute();
    });
    expect(await told()).toEqual([]);
  });
});

describe("a message that is held", () => {
  /** Submits a short and a long message, both held, and passes on their ids. */
  const handedIn = async (
    act: (all: ReturnType<typeof openProgramMessages>, ids: readonly string[]) => Promise<void>,
  ) => {
    const base = {
      db: database.db,
      clock: virtualContext.clock,
      log: testLog,
      changeFeed,
      newId: () => virtualContext.ids.next(),
      rules,
    };
    const intake = await openIntake(base);
    try {
      const all = openProgramMessages({ kit: { db: database.db, ...virtualContext }, intake, rules, key });
      const form = {
        ...({ from: sender(), to: "+6281234567890", category: "transactional", plain: false, zone: null } as const),
        sendAt: null,
        validMinutes: HELD_MINUTES,
        reference: null,
      };
      const ids: string[] = [];
      for (const text of ["Halo", "Panjang ".repeat(40)]) {
        const asked = { tenantId, keyId: null, requestKey: null, form: { ...form, text } };
        const taken = await all.send({ ...asked, isHeld: true });
        ids.push(taken.ok ? taken.value : expect.fail(taken.refusal.code));
      }
      await act(all, ids);
    } finally {
      await intake.close(1_000);
    }
  };
  const named = (id: string) => ({ tenantId, id });
  const claimed = async () => (await gateway.carriers.claim(carrierId, 50)).map(({ messageId }) => messageId);

  it("goes once it is let go, whole, and is not let go twice", async () => {
    await handedIn(async (all, [short = "", long = ""]) => {
      expect(await claimed()).toEqual([]);
      expect(await all.release(named(long))).toBe(true);
      expect(await all.release(named(long))).toBe(false);
      expect([...new Set(await claimed())]).toEqual([long]);
      expect(await all.release(named(short))).toBe(true);
      expect(await claimed()).toEqual([short]);
      const { validUntil } = (await all.find(named(short))) ?? expect.fail("it is gone");
      expect(validUntil.getTime() - virtualContext.clock.nowMs()).toBe(rules().validityMsMax);
      // Another call centre's message is not found.
      expect(await all.release({ tenantId: virtualContext.ids.next(), id: long })).toBe(false);
    });
  });

  it("is taken back, or ends by itself, and never goes", async () => {
    await endpoint("message.state");
    await handedIn(async (all, [short = "", long = ""]) => {
      expect(await all.cancel(named(short))).toBe("cancelled");
      expect(await all.release(named(short))).toBe(false);
      virtualContext.advance(HELD_MINUTES * 60_000 - 1);
      expect(await claimed()).toEqual([]);
      virtualContext.advance(1);
      expect(await claimed()).toEqual([]);
      expect(await all.release(named(long))).toBe(false);
      await expect.poll(async () => (await all.find(named(long)))?.state).toBe("expired");
      expect((await told()).map(({ message }) => message["state"])).toEqual(["cancelled", "expired"]);
    });
  });
});

describe("SMPP accounts", () => {
  it("get what recipients write by the choice for the sender id, else where they last sent to the writer", async () => {
    const number = `6287${tenantId.replaceAll(/\D/g, "").slice(-8).padStart(8, "1")}`;
    const senderId = await addTestSender(
      { db: database.db, ...virtualContext, key },
      { tenantId, personId, value: number, carrierIds: [carrierId] },
    );
    const own = (act: Parameters<typeof inTenant<unknown>>[2]) => inTenant(database.db, tenantId, act);
    const sends = async (from: string) => {
      const text = { coding: "gsm", octets: encodeGsm("Kode") ?? new Uint8Array(), part: null } as const;
      const when = { sendAtMs: null, validUntilMs: null, receipt: "always" } as const;
      const message = { sender: from, recipient: RECIPIENT, ...text, ...when };
      expect((await gateway.esmes.accept(second, message)).ok).toBe(true);
    };
    const second = { ...account, id: virtualContext.ids.next(), systemId: `v${account.id.slice(-10)}` };
    const at = new Date(virtualContext.clock.nowMs() + 1);
    await own((trx) =>
      trx
        .insertInto("smsAccount")
        .values({ ...second, name: "Kedua", passwordHash: "x", addresses: [], createdBy: personId, createdAt: at })
        .execute(),
    );
    const getsIt = async () => {
      const octets = encodeGsm("Halo") ?? new Uint8Array();
      const from = { carrierId, sender: `+${RECIPIENT}`, recipient: number, coding: "gsm", part: null } as const;
      await gateway.carriers.inbound([{ ...from, octets, receivedAtMs: virtualContext.clock.nowMs() }]);
      const [first, other] = [await gateway.esmes.notices(account, 10), await gateway.esmes.notices(second, 10)];
      return [first.length, other.length];
    };
    expect(await getsIt()).toEqual([1, 0]);
    // A message under another sender id changes nothing.
    await sends(sender());
    expect(await getsIt()).toEqual([1, 0]);
    await sends(number);
    expect(await getsIt()).toEqual([0, 1]);
    await own((trx) => keepInboundAccount(trx, { senderId, accountId: account.id }));
    expect(await getsIt()).toEqual([1, 0]);
    await own((trx) => endAccount(trx, account.id, at));
    expect(await getsIt()).toEqual([0, 1]);
  });
});
