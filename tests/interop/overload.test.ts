import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import {
  openRawSip,
  type RawAnswer,
  type RawSip,
  rawDescription,
  rawInside,
  rawInvite,
} from "../../testkit/raw-sip.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { ANSWERING } from "../../testkit/sipp-scenarios.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const GATEWAY = "127.0.0.23";
const PHONES = "127.0.0.24";
const EXCHANGE = "127.0.0.25";
const CODE = "1500761";
const LAG_MS = 400;

let system: TestSwitch;
let gateway: RawSip;
let desk: DeskPhone;
let phonePort: number;
let exchangePort: number;
let lagMs = 0;

beforeAll(async () => {
  system = await openTestSwitch({ loop: () => lagMs });
  [phonePort, exchangePort] = [await freePort(), await freePort()];
  gateway = await openRawSip(GATEWAY);
  await system.addTrunk({ port: exchangePort, host: EXCHANGE, address: EXCHANGE, isFirst: true });
  await system.addTrunk({ port: gateway.port, host: GATEWAY, address: GATEWAY });
  const phone = await system.addPhone({ extension: "661" });
  await system.bind(phone.id, { contact: `sip:661@${PHONES}:${phonePort}`, address: PHONES, port: phonePort });
  await system.addNumber({ code: CODE, phoneIds: [phone.id] });
  const account = await system.addPhone({ extension: "662" });
  desk = await startDeskPhone({
    folder: path.join(system.folder, "phone-662"),
    toneHz: 600,
    answer: "auto",
    writes: false,
    registrar: { port: system.port, transport: "udp" },
    ...account,
  });
});

afterAll(async () => {
  await desk?.close();
  gateway?.close();
  await system?.close();
});

const answering = (address: string, port: number) =>
  runSipp({
    folder: system.folder,
    scenario: ANSWERING,
    limitMs: 60_000,
    args: ["-i", address, "-mi", address, "-p", String(port), "-m", "1"],
  });

const invite = (id: string) => gateway.send(rawInvite(gateway, { called: CODE, port: system.port, id }), system.port);
const final = (id: string) => gateway.until(({ text, status }) => text.includes(`${id}@`) && status >= 200, 10_000);
const inside = (answer: RawAnswer, wish: { readonly method: string; readonly cseq: number; readonly body?: string }) =>
  gateway.send(rawInside(gateway, answer, wish), system.port);
const shed = () => system.running.status().overload.callsPercent;

describe("a switch whose event loop lags", () => {
  it("refuses new calls early, touches no call in progress, lets emergencies out, and takes calls again in calm", async () => {
    const phones = answering(PHONES, phonePort);
    invite("before");
    const answer = await final("before");
    expect(answer.status).toBe(200);
    inside(answer, { method: "ACK", cseq: 1 });

    lagMs = LAG_MS;
    await expect.poll(shed).toBe(100);
    const { transactions, calls } = system.running.status();
    const sentMs = performance.now();
    for (let nth = 0; nth < 20; nth += 1) invite(`refused${nth}`);
    const refused = await final("refused19");
    expect(refused.status).toBe(503);
    expect(refused.text).toMatch(/^Retry-After: [3-8]\r$/m);
    expect(refused.atMs - sentMs).toBeLessThan(1_000);
    expect(gateway.heard.some(({ text, status }) => text.includes("refused") && status === 100)).toBe(false);
    expect(system.running.status()).toMatchObject({ calls, overload: { refusedCalls: 20 } });
    expect(system.running.status().transactions).toBeLessThanOrEqual(transactions);

    inside(answer, { method: "INVITE", cseq: 2, body: rawDescription(GATEWAY) });
    const again = await gateway.until(({ text, status }) => status === 200 && text.includes("CSeq: 2 INVITE"), 5_000);
    inside(again, { method: "ACK", cseq: 2 });
    const exchange = answering(EXCHANGE, exchangePort);
    await desk.command("dial", `sip:112@127.0.0.1:${system.port}`);
    await desk.event("CALL_ESTABLISHED");
    await desk.command("hangup");
    expect(await exchange).toMatchObject({ code: 0 });
    inside(answer, { method: "BYE", cseq: 3 });
    expect(await phones).toMatchObject({ code: 0 });
    expect(shed()).toBe(100);

    lagMs = 0;
    await expect.poll(shed).toBe(0);
    const later = answering(PHONES, phonePort);
    invite("after");
    const taken = await final("after");
    expect(taken.status).toBe(200);
    inside(taken, { method: "ACK", cseq: 1 });
    inside(taken, { method: "BYE", cseq: 2 });
    expect(await later).toMatchObject({ code: 0 });
    await expect.poll(async () => (await system.cdrs()).length).toBe(3);
    for (const record of await system.cdrs()) expect(record).toMatchObject({ outcome: "answered", endedBy: "caller" });
  }, 90_000);
});

describe("a switch whose media process has no room for both legs of a call", () => {
  it("refuses the call for now, and says when it may come again; an offer that nobody can take is refused for good", async () => {
    const full = await openTestSwitch({ legsMax: 1 });
    try {
      await full.addTrunk({ port: gateway.port, host: GATEWAY, address: GATEWAY });
      const phone = await full.addPhone({ extension: "663" });
      await full.bind(phone.id, { contact: `sip:663@${PHONES}:${phonePort}`, address: PHONES, port: phonePort });
      await full.addNumber({ code: CODE, phoneIds: [phone.id] });
      gateway.send(rawInvite(gateway, { called: CODE, port: full.port, id: "full" }), full.port);
      const refused = await final("full");
      expect(refused.status).toBe(503);
      expect(refused.text).toMatch(/^Retry-After: \d+\r$/m);
      expect(refused.text).toMatch(/^Reason: Q\.850;cause=47\r$/m);
      const video = rawInvite(gateway, { called: CODE, port: system.port, id: "video" });
      gateway.send(video.replace("m=audio", "m=video"), system.port);
      expect((await final("video")).status).toBe(488);
      await expect.poll(async () => (await full.cdrs()).map(({ outcome }) => outcome)).toEqual(["media-lost"]);
    } finally {
      await full.close();
    }
  }, 30_000);
});
