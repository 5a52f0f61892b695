import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startCarrierSimulator } from "../../../../simulators/carrier/index.ts";
import { testLog } from "../../../../testkit/database.ts";
import { refuse } from "../../../kernel/index.ts";
import { openTimerWheel } from "../../../platform/sip-sockets/index.ts";
import type { SmppLink } from "../../../platform/smpp-sockets/index.ts";
import { openLog } from "../../../platform/telemetry/index.ts";
import type { Carrier, DuePart, EsmeAccount, MessagingForCarriers, Notice } from "../sms/index.ts";
import { openNoticePump } from "./notice-pump.effects.ts";
import { openSmppClient } from "./smpp-client.effects.ts";
import { openSmppServer } from "./smpp-server.effects.ts";

const WAIT = { timeout: 20_000, interval: 5 };
const LOGIN = { systemId: "sambung", password: "rahasia" };
const WINDOW = 5;
const PARTS = 60;
const clock = { nowMs: () => Date.UTC(2026, 10, 27) + Math.round(performance.now()) };
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function carrierAt(): Promise<Carrier> {
  const folder = await mkdtemp(path.join(tmpdir(), "sambung-carrier-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const simulator = await startCarrierSimulator({ port: 0, folder, ...LOGIN, nowMs: clock.nowMs });
  closing.push(() => simulator.close());
  return {
    id: "c",
    name: "Carrier",
    version: 1,
    host: "127.0.0.1",
    port: simulator.port,
    isTls: false,
    ...LOGIN,
    systemType: "",
    bindAs: "transceiver",
    binds: 1,
    windowMax: WINDOW,
    ratePerSecond: 10_000,
    enquireMs: 30_000,
    answerMs: 10_000,
    quirks: {
      idInAnswer: "text",
      idInReceipt: "text",
      longBy: "udh8",
      defaultCoding: "gsm",
      hasPlus: false,
      dataCoding: { gsm: 0, ucs2: 8 },
      tellsValidity: false,
      ton: { letters: 5, digits: 3, recipient: 1 },
      npi: { letters: 0, digits: 1, recipient: 1 },
    },
  };
}

function partNth(nth: number): DuePart {
  return {
    partId: `part ${nth}`,
    messageId: `m${nth}`,
    tenantId: "t",
    sender: "TOKO",
    coding: "gsm",
    part: null,
    recipient: `62812${String(nth).padStart(7, "0")}`,
    octets: new TextEncoder().encode("Halo"),
    category: "otp",
    validUntilMs: clock.nowMs() + 60_000,
    attempt: 1,
  };
}

describe("what is in hand", () => {
  it("of a carrier fills its window at the most, and goes on as soon as answers are on disk, whoever wakes it or not", async () => {
    let [claimed, written, mostInHand] = [0, 0, 0];
    const disk = Promise.withResolvers<void>();
    const messaging: MessagingForCarriers = {
      carriers: async () => [],
      claim: async (_id, limit) => {
        const parts = Array.from({ length: Math.min(limit, PARTS - claimed) }, (_, nth) => partNth(claimed + nth));
        claimed += parts.length;
        mostInHand = Math.max(mostInHand, claimed - written);
        return parts;
      },
      answered: async (answers) => {
        await disk.promise;
        written += answers.length;
      },
      receipts: async () => undefined,
      inbound: async () => undefined,
      stands: async () => undefined,
    };
    const wheel = openTimerWheel(
      () => performance.now(),
      () => undefined,
    );
    closing.push(() => wheel.close());
    const desk = openSmppClient({
      messaging,
      carrier: await carrierAt(),
      clock,
      chance: () => 0,
      wheel,
      authorities: [],
      log: testLog,
    });
    closing.push(() => desk.close(1_000));
    await vi.waitUntil(() => claimed >= WINDOW, WAIT);
    expect([claimed, written]).toEqual([WINDOW, 0]);
    disk.resolve();
    await vi.waitUntil(() => written === PARTS, WAIT);
    expect(mostInHand).toBeLessThanOrEqual(WINDOW);
  });

  it("of a program goes on as soon as what it took is on disk", async () => {
    const notices = Array.from(
      { length: PARTS },
      (_, nth): Notice => ({
        id: `n${nth}`,
        notice: "receipt",
        messageId: `m${nth}`,
        sender: "TOKO",
        recipient: "628123456789",
        state: "delivered",
        errorCode: null,
        acceptedAtMs: 0,
        finalAtMs: 0,
        parts: 1,
        partsDelivered: 1,
      }),
    );
    const offered = [...notices];
    const written: string[] = [];
    const sent: string[] = [];
    const account: EsmeAccount = {
      id: "a",
      tenantId: "t",
      systemId: "toko",
      ratePerSecond: 100,
      windowMax: 10,
      bindsMax: 1,
      defaultCoding: "gsm",
      category: "transactional",
    };
    const pump = openNoticePump({
      account,
      log: testLog,
      messaging: {
        signIn: () => Promise.reject(new Error("nobody signs in")),
        standing: async () => [],
        accept: () => Promise.reject(new Error("nothing is sent")),
        query: async () => undefined,
        cancel: () => Promise.reject(new Error("nothing is cancelled")),
        notices: async (_account, limit) => offered.splice(0, limit),
        noticesTaken: async (_account, ids) => void written.push(...ids),
        noticesRefused: async () => undefined,
      },
    });
    let inFlight = 0;
    const link = {
      windowLeft: () => WINDOW - inFlight,
      knowsParameters: () => true,
      send: ({ key }: { readonly key: string }) => {
        inFlight += 1;
        sent.push(key);
        // All messages of a window are answered at once.
        if (inFlight < WINDOW) return;
        const answered = sent.slice(-WINDOW);
        setImmediate(() => {
          inFlight = 0;
          for (const one of answered) pump.settled(one, true);
        });
      },
    } as unknown as SmppLink;
    pump.joined(link);
    await vi.waitUntil(() => written.length === PARTS, WAIT);
    expect(written.toSorted()).toEqual(notices.map(({ id }) => id).toSorted());
  });
});

describe("programs that show wrong passwords", () => {
  it("get their address banned after fifty of them, and a line of each in the log", async () => {
    const lines: string[] = [];
    const desk = openSmppServer({
      clock: { nowMs: () => 0 },
      log: openLog({ process: "messages", level: "warn", sink: { write: (line) => void lines.push(line) } }),
      messaging: { signIn: async () => refuse("wrong-password") } as never,
    });
    const decided: string[] = [];
    const bindFrom = (address: string) =>
      desk.user.onBindAsked(
        { address, decideBind: (status: string) => void decided.push(`${address} ${status}`) } as never,
        { sequence: 1, body: { systemId: "toko", password: "salah" } } as never,
        "transceiver",
      );
    for (let nth = 0; nth < 50; nth += 1) bindFrom("192.0.2.9");
    await new Promise(setImmediate);
    bindFrom("192.0.2.9");
    bindFrom("192.0.2.10");
    expect(decided).toEqual(["192.0.2.9 RBINDFAIL"]);
    await new Promise(setImmediate);
    const wrong = lines.filter((line) => line.includes('"credentials.wrong"'));
    expect(wrong).toHaveLength(51);
    expect(JSON.parse(wrong[0] ?? "")).toMatchObject({ protocol: "smpp", ip: "192.0.2.9" });
  });
});
