import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { trunkStates } from "../../src/service/telephony/trunks/wire.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { Phone, toneFrames } from "../../testkit/phone.ts";
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

const GATEWAY = "127.0.0.12";
const PHONES = "127.0.0.13";
const STRANGER = "127.0.0.66";
const EXCHANGE = "127.0.0.19";
const OWN = "127.0.0.20";
const CODE = "1500741";
const FLOOD_MAX = 2_000;

let system: TestSwitch;
let gateway: RawSip;
let stranger: RawSip;
let exchange: RawSip;
let phonePort: number;
let outboundId: string;

beforeAll(async () => {
  system = await openTestSwitch({ isForbiddenHost: (address) => address === OWN });
  [gateway, stranger, exchange] = await Promise.all([openRawSip(GATEWAY), openRawSip(STRANGER), openRawSip(EXCHANGE)]);
  outboundId = await system.addTrunk({ port: exchange.port, host: EXCHANGE, address: EXCHANGE, isFirst: true });
  await system.addTrunk({ port: gateway.port, host: GATEWAY, address: GATEWAY });
  phonePort = await freePort();
  const phone = await system.addPhone({ extension: "641" });
  await system.bind(phone.id, { contact: `sip:641@${PHONES}:${phonePort}`, address: PHONES, port: phonePort });
  await system.addNumber({ code: CODE, phoneIds: [phone.id] });
});

afterAll(async () => {
  for (const one of [gateway, stranger, exchange]) one?.close();
  await system?.close();
});

const of = (id: string) => (answer: RawAnswer) => answer.text.includes(`${id}@`);
const header = (answer: RawAnswer, name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(answer.text)?.[1]?.trim();

const invite = (from: RawSip, id: string, own: Partial<Parameters<typeof rawInvite>[1]> = {}) =>
  from.send(rawInvite(from, { called: CODE, port: system.port, id, ...own }), system.port);

const final = (from: RawSip, id: string) => from.until((answer) => of(id)(answer) && answer.status >= 200, 10_000);

const phones = () =>
  runSipp({
    folder: system.folder,
    scenario: ANSWERING,
    limitMs: 30_000,
    args: ["-i", PHONES, "-mi", PHONES, "-p", String(phonePort), "-m", "1"],
  });

async function recordOf(id: string) {
  const own = async () => (await system.cdrs()).find((record) => String(record["sipCallId"]).startsWith(`${id}@`));
  await expect.poll(async () => (await own()) !== undefined).toBe(true);
  return own();
}

describe("somebody at an address that no line has", () => {
  it("is asked for his password and leaves nothing behind, however often he comes", async () => {
    const before = system.running.status();
    for (let nth = 0; nth < 50; nth += 1) invite(stranger, `stranger${nth}`);
    const asked = await final(stranger, "stranger49");
    expect(asked.status).toBe(401);
    expect(header(asked, "WWW-Authenticate")).toContain("Digest");
    expect(stranger.heard.some(({ status }) => status === 100)).toBe(false);
    expect(system.running.status()).toMatchObject({
      calls: before.calls,
      transactions: before.transactions,
      dialogs: before.dialogs,
    });
  });

  it("is told nothing more by a wrong proof, and his ACK, CANCEL and BYE find nothing", async () => {
    const before = system.running.status().transactions;
    const proof =
      'Authorization: Digest username="phone-641", realm="sambung", nonce="x", uri="sip:1@127.0.0.1", response="0", qop=auth, nc=00000001, cnonce="a"';
    invite(stranger, "wrong", { headers: [proof] });
    expect((await final(stranger, "wrong")).status).toBe(401);
    const text = rawInvite(stranger, { called: CODE, port: system.port, id: "gone", hasOffer: false });
    for (const method of ["BYE", "CANCEL"]) {
      const other = text.replaceAll("INVITE", method).replace("z9hG4bKgone", `z9hG4bK${method}`);
      stranger.send(other.replaceAll("gone@", `${method}gone@`), system.port);
      expect((await final(stranger, `${method}gone`)).status).toBe(481);
    }
    stranger.send(text.replaceAll("INVITE", "OPTIONS").replaceAll("gone@", "question@"), system.port);
    expect((await final(stranger, "question")).status).toBe(200);
    expect(system.running.status().transactions).toBe(before);
  });
});

describe("a phone at an address whose others say too much", () => {
  it("calls for help all the same", async () => {
    const phone = await openRawSip(STRANGER);
    try {
      const dropped = () => system.running.status().drops.get("stranger-rate") ?? 0;
      for (let nth = 0; nth < FLOOD_MAX && dropped() === 0; nth += 1) {
        invite(stranger, `flood${nth}`);
        if (nth % 20 === 0) await new Promise(setImmediate);
      }
      expect(dropped()).toBeGreaterThan(0);
      for (let nth = 0; nth < 20; nth += 1) invite(stranger, `more${nth}`);
      invite(phone, "help", { called: "112" });
      expect((await final(phone, "help")).status).toBe(401);
    } finally {
      phone.close();
    }
  });
});

describe("a call that comes without an offer", () => {
  it("gets one of ours with its answer, talks by what its ACK says, and is recorded as any other", async () => {
    const phone = phones();
    invite(gateway, "late-offer", { hasOffer: false });
    const answer = await final(gateway, "late-offer");
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/^m=audio \d+ RTP\/AVP 8/m);
    gateway.send(rawInside(gateway, answer, { method: "ACK", cseq: 1, body: rawDescription(GATEWAY) }), system.port);
    await expect.poll(() => system.running.status().dialogs).toBe(2);
    gateway.send(rawInside(gateway, answer, { method: "BYE", cseq: 2 }), system.port);
    expect(await phone).toMatchObject({ code: 0 });
    expect(await recordOf("late-offer")).toMatchObject({ outcome: "answered", endedBy: "caller" });
  });

  it("hears and is heard where it signals from when it names an address behind a translator, and a stranger does not", async () => {
    const phone = phones();
    invite(gateway, "translated", { hasOffer: false });
    const answer = await final(gateway, "translated");
    const [voice, other] = await Promise.all([Phone.open({}, GATEWAY), Phone.open({ ssrc: 6 }, STRANGER)]);
    const to = { address: "127.0.0.1", port: Number(/^m=audio (\d+)/m.exec(answer.text)?.[1]) };
    const spray = () => {
      for (let nth = 0; nth < 200; nth += 1) other.sendFrame(new Uint8Array(160).fill(3), to);
    };
    spray();
    gateway.send(
      rawInside(gateway, answer, { method: "ACK", cseq: 1, body: rawDescription("192.168.7.7") }),
      system.port,
    );
    await expect.poll(() => system.running.status().dialogs).toBe(2);
    spray();
    await voice.say(toneFrames(700, 20), to);
    await expect.poll(() => voice.heard.length).toBeGreaterThan(0);
    expect(other.heard).toEqual([]);
    gateway.send(rawInside(gateway, answer, { method: "BYE", cseq: 2 }), system.port);
    for (const one of [voice, other]) one.close();
    expect(await phone).toMatchObject({ code: 0 });
  });

  it("ends when its ACK does not say how to talk", async () => {
    const phone = phones();
    invite(gateway, "no-answer", { hasOffer: false });
    const answer = await final(gateway, "no-answer");
    gateway.send(rawInside(gateway, answer, { method: "ACK", cseq: 1 }), system.port);
    expect(await phone).toMatchObject({ code: 0 });
    expect(await recordOf("no-answer")).toMatchObject({ endedBy: "caller", cause: 27 });
  });
});

describe("a call from a line", () => {
  it("whose hops are used up is refused", async () => {
    const text = rawInvite(gateway, { called: CODE, port: system.port, id: "hops" });
    gateway.send(text.replace("Max-Forwards: 70", "Max-Forwards: 0"), system.port);
    expect((await final(gateway, "hops")).status).toBe(483);
  });

  it("with a session timer hears who refreshes, and one with too short an interval the least", async () => {
    invite(gateway, "brief", { headers: ["Supported: timer", "Session-Expires: 60"] });
    const refused = await final(gateway, "brief");
    expect(refused.status).toBe(422);
    expect(header(refused, "Min-SE")).toBe("90");
    const phone = phones();
    invite(gateway, "timed", { headers: ["Supported: timer", "Session-Expires: 120"] });
    const answer = await final(gateway, "timed");
    expect(header(answer, "Session-Expires")).toBe("120;refresher=uac");
    expect(header(answer, "Require")).toBe("timer");
    gateway.send(rawInside(gateway, answer, { method: "ACK", cseq: 1 }), system.port);
    const refresh = ["Supported: timer", "Session-Expires: 120;refresher=uac"];
    gateway.send(
      rawInside(gateway, answer, { method: "INVITE", cseq: 2, body: rawDescription(GATEWAY), headers: refresh }),
      system.port,
    );
    const again = await gateway.until(({ text, status }) => status === 200 && text.includes("CSeq: 2 INVITE"), 5_000);
    expect(header(again, "Session-Expires")).toBe("120;refresher=uac");
    gateway.send(rawInside(gateway, answer, { method: "ACK", cseq: 2 }), system.port);
    gateway.send(rawInside(gateway, answer, { method: "BYE", cseq: 3 }), system.port);
    expect(await phone).toMatchObject({ code: 0 });
  });

  it("cannot hand itself on: the far end of a line disposes of nothing here", async () => {
    const phone = phones();
    invite(gateway, "fraud");
    const answer = await final(gateway, "fraud");
    gateway.send(rawInside(gateway, answer, { method: "ACK", cseq: 1 }), system.port);
    const refer = rawInside(gateway, answer, {
      method: "REFER",
      cseq: 2,
      headers: [`Refer-To: <sip:+6590001234@127.0.0.1:${system.port}>`],
    });
    gateway.send(refer, system.port);
    const refused = await gateway.until(({ text }) => text.includes("CSeq: 2 REFER"), 5_000);
    expect(refused.status).toBe(603);
    gateway.send(rawInside(gateway, answer, { method: "BYE", cseq: 3 }), system.port);
    expect(await phone).toMatchObject({ code: 0 });
    expect(await recordOf("fraud")).toMatchObject({ transfers: 0 });
    expect(exchange.heard.some(({ text }) => text.startsWith("INVITE"))).toBe(false);
  });
});

describe("a line that is asked whether it is there", () => {
  it("is up by its answer, and the table says so", async () => {
    system.running.askTrunks();
    const question = await exchange.until(({ text }) => text.startsWith("OPTIONS"), 5_000);
    const kept = question.text.split("\r\n").filter((line) => /^(?:Via|From|To|Call-ID|CSeq):/.test(line));
    exchange.send(["SIP/2.0 200 OK", ...kept, "Content-Length: 0", "", ""].join("\r\n"), system.port);
    const states = () => inTenant(system.database.db, system.tenantId, trunkStates);
    await expect.poll(async () => (await states()).find(({ trunkId }) => trunkId === outboundId)?.state).toBe("up");
  });

  it("is not asked where no trunk may be called, and the table says so", async () => {
    const own = await openRawSip(OWN);
    const trunkId = await system.addTrunk({ port: own.port, host: OWN, address: OWN });
    system.running.askTrunks();
    const states = () => inTenant(system.database.db, system.tenantId, trunkStates);
    await expect
      .poll(async () => (await states()).find((one) => one.trunkId === trunkId))
      .toMatchObject({ state: "down", isForbidden: true });
    expect(own.heard).toEqual([]);
    own.close();
  });
});

describe("a desk phone that calls outside", () => {
  let desk: DeskPhone;

  beforeAll(async () => {
    const account = await system.addPhone({ extension: "642" });
    desk = await startDeskPhone({
      folder: path.join(system.folder, "phone-642"),
      toneHz: 600,
      answer: "auto",
      writes: false,
      registrar: { port: system.port, transport: "udp" },
      ...account,
    });
  });

  afterAll(() => desk?.close());

  const calledLast = async (called: string) => {
    const own = async () => (await system.cdrs()).filter((record) => record["called"] === called).at(-1);
    await expect.poll(async () => (await own()) !== undefined).toBe(true);
    return own();
  };

  it("hears what the line plays before it answers", async () => {
    await desk.command("dial", `sip:08111234567@127.0.0.1:${system.port}`);
    const asked = await exchange.until(({ text }) => text.startsWith("INVITE"), 10_000);
    expect(Number(header(asked, "Max-Forwards"))).toBeLessThan(70);
    const kept = asked.text.split("\r\n").filter((line) => /^(?:Via|From|Call-ID|CSeq):/.test(line));
    const body = rawDescription(EXCHANGE);
    const say = (line: string, sdp: string) =>
      exchange.send(
        [
          ...[
            `SIP/2.0 ${line}`,
            ...kept,
            `To: ${header(asked, "To")};tag=x`,
            `Contact: <sip:x@${EXCHANGE}:${exchange.port}>`,
          ],
          ...[...(sdp === "" ? [] : ["Content-Type: application/sdp"]), `Content-Length: ${sdp.length}`, "", sdp],
        ].join("\r\n"),
        system.port,
      );
    say("183 Session Progress", body);
    await desk.event("CALL_PROGRESS");
    // The SDP was in the 183; the 200 has none.
    say("200 OK", "");
    await desk.event("CALL_ESTABLISHED");
    await desk.command("hangup");
    expect(await calledLast("08111234567")).toMatchObject({ outcome: "answered", direction: "outbound" });
  });

  it("is refused what the line's plan does not permit, and the line hears nothing of it", async () => {
    const before = exchange.heard.filter(({ text }) => text.startsWith("INVITE")).length;
    for (const called of ["006590001234", "08091234567"]) {
      await desk.command("dial", `sip:${called}@127.0.0.1:${system.port}`);
      expect(await calledLast(called)).toMatchObject({ outcome: "declined", endedBy: "system", answeredAt: null });
    }
    expect(exchange.heard.filter(({ text }) => text.startsWith("INVITE"))).toHaveLength(before);
  });

  it("hands a caller on to nobody outside", async () => {
    const own = await system.addPhone({ extension: "643" });
    await system.bind(own.id, { contact: `sip:643@${PHONES}:${phonePort}`, address: PHONES, port: phonePort });
    const phone = phones();
    await desk.command("dial", `sip:643@127.0.0.1:${system.port}`);
    await expect
      .poll(() => desk.events.filter((event) => event["type"] === "CALL_ESTABLISHED").length, { timeout: 10_000 })
      .toBe(2);
    await desk.command("transfer", `sip:08117654321@127.0.0.1:${system.port}`);
    const failed = () => desk.events.some((event) => event["type"] === "TRANSFER_FAILED");
    await expect.poll(failed).toBe(true);
    await desk.command("hangup");
    await phone;
    expect(await calledLast("643")).toMatchObject({ transfers: 0 });
    expect(exchange.heard.some(({ text }) => text.startsWith("INVITE sip:08117654321"))).toBe(false);
  });
});
