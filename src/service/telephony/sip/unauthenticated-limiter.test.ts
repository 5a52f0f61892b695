import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { testLog } from "../../../../testkit/database.ts";
import { sipBytes } from "../../../../testkit/sip-text.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { present } from "../../../kernel/index.ts";
import { openLog } from "../../../platform/telemetry/index.ts";
import {
  type CheckedRequest,
  openNonceWatch,
  parseDatagram,
  receive,
  type SipPeer,
} from "../../../protocols/sip/index.ts";
import type { RoutingDirectory } from "../dial-plan/index.ts";
import { buildPhoneDirectory, type Phone } from "../phones/index.ts";
import { buildTrunkDirectory, type Trunk } from "../trunks/index.ts";
import { openUnauthenticatedLimiter } from "./unauthenticated-limiter.effects.ts";

const LINE = "192.0.2.1";
const DEVICE_PORT = 5_071;
const SECURE_LINE = "192.0.2.2";
const PHONE: Phone = {
  id: "phone",
  tenantId: "a",
  extension: "641",
  name: "Meja",
  username: "meja-641",
  secret: { MD5: "", "SHA-256": "" },
  isEncrypted: false,
  sittingId: null,
};
const trunk: Trunk = {
  id: "line",
  tenantId: "a",
  name: "line",
  kind: "sip",
  host: LINE,
  address: LINE,
  port: 5060,
  transport: "udp",
  channelsMax: 30,
  centreChannelsMax: null,
  centreSpending: null,
  isOn: true,
  dials: ["national"],
  isEncrypted: false,
  addresses: [LINE],
};
const directory: RoutingDirectory = {
  trunks: buildTrunkDirectory([trunk, { ...trunk, id: "secure", transport: "tls", addresses: [SECURE_LINE] }]),
  phones: buildPhoneDirectory([PHONE]),
  numbers: new Map(),
  closed: new Set(),
  emergency: new Set(["112"]),
  reserved: new Set(),
};

const from = (address: string): SipPeer => ({ transport: "udp", address, port: 5060, connection: null });

function request(
  method: string,
  source: SipPeer,
  id = "a",
  called = "1500123",
  { caller = "x", authorization }: { readonly caller?: string; readonly authorization?: string } = {},
): CheckedRequest {
  const bytes = sipBytes([
    `${method} sip:${called}@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP ${source.address}:5060;branch=z9hG4bK${id}`,
    "Max-Forwards: 70",
    `From: <sip:${caller}@y>;tag=1`,
    ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    "To: <sip:z@y>",
    `Call-ID: ${id}`,
    `CSeq: 1 ${method}`,
    "Contact: <sip:x@y>",
    "Content-Length: 0",
  ]);
  const received = receive(parseDatagram(bytes), source);
  return present(received.kind === "request" ? received.request : null, "a request");
}

function gateWith(known: (one: CheckedRequest) => boolean = () => false, log = testLog) {
  const virtualContext = createVirtualContext();
  const sent: string[] = [];
  const drops: string[] = [];
  const gate = openUnauthenticatedLimiter({
    ...virtualContext,
    log,
    book: () => directory,
    isKnown: known,
    isDevice: ({ port }) => port === DEVICE_PORT,
    digest: {
      realm: "sambung",
      as: "server",
      algorithms: ["MD5"],
      watch: openNonceWatch({ max: 10 }),
      hash: (_algorithm, text) => createHash("md5").update(text).digest("hex"),
      mac: (text) => createHmac("sha256", "key").update(text).digest("hex"),
    },
    send: (bytes) => sent.push(new TextDecoder().decode(bytes)),
    onDrop: (why) => drops.push(why),
  });
  return { gate, world: virtualContext, sent, drops };
}

describe("what stands before the transactions", () => {
  it("lets lines, acknowledgements and what is known pass without a word", () => {
    const { gate, sent } = gateWith(({ callId }) => callId === "known");
    expect(gate.admits(request("INVITE", from(LINE)), from(LINE))).toBe(true);
    expect(gate.admits(request("ACK", from("192.0.2.9")), from("192.0.2.9"))).toBe(true);
    expect(gate.admits(request("BYE", from("192.0.2.9"), "known"), from("192.0.2.9"))).toBe(true);
    expect(sent).toEqual([]);
  });

  it("takes a request of a phone for no trunk's: a registration, an emergency call, credentials, a phone's name", () => {
    const { gate, sent } = gateWith();
    const line = from(LINE);
    const proof =
      'Digest username="meja", realm="sambung", nonce="x", uri="sip:z@y", response="0", qop=auth, nc=00000001, cnonce="a"';
    const phones = [
      request("REGISTER", line, "registers"),
      request("INVITE", line, "urgent", "112"),
      request("INVITE", line, "proves", "1500123", { authorization: proof }),
      request("INVITE", line, "names", "1500123", { caller: PHONE.username }),
    ];
    for (const one of phones) {
      expect(gate.trunkOf(one, line)).toBeUndefined();
      expect(gate.admits(one, line)).toBe(false);
    }
    expect(sent.map((text) => text.slice(0, 11))).toEqual(phones.map(() => "SIP/2.0 401"));
    expect(gate.trunkOf(request("INVITE", line), line)?.id).toBe("line");
  });

  it("takes a request in the clear for no TLS trunk's", () => {
    const { gate } = gateWith();
    const secure = { ...from(SECURE_LINE), transport: "tls", connection: "tls1" } as const;
    expect(gate.trunkOf(request("INVITE", secure), secure)?.id).toBe("secure");
    expect(gate.trunkOf(request("INVITE", from(SECURE_LINE)), from(SECURE_LINE))).toBeUndefined();
  });

  it("asks a stranger for a proof, by the same tag each time he repeats himself", () => {
    const { gate, sent } = gateWith();
    const stranger = from("192.0.2.9");
    expect(gate.admits(request("INVITE", stranger), stranger)).toBe(false);
    expect(gate.admits(request("INVITE", stranger), stranger)).toBe(false);
    const tags = sent.map((text) => /^To: .*;tag=(\w+)/m.exec(text)?.[1]);
    expect(sent[0]).toContain("SIP/2.0 401");
    expect(tags[0]).toBeDefined();
    expect(tags[1]).toBe(tags[0]);
  });

  it("answers one address three hundred times at once and twenty times a second, and the others as ever", () => {
    const { gate, world, sent, drops } = gateWith();
    const [flooder, other] = [from("192.0.2.9"), from("192.0.2.10")];
    for (let nth = 0; nth < 500; nth += 1) gate.admits(request("INVITE", flooder, `f${nth}`), flooder);
    expect(sent).toHaveLength(300);
    expect(drops.filter((why) => why === "stranger-rate")).toHaveLength(200);
    gate.admits(request("REGISTER", other, "o"), other);
    expect(sent).toHaveLength(301);
    world.advance(1_000);
    for (let nth = 0; nth < 50; nth += 1) gate.admits(request("INVITE", flooder, `g${nth}`), flooder);
    expect(sent).toHaveLength(321);
  });

  it("answers a call for help from an address that has said too much, and those have a limit of their own", () => {
    const { gate, sent, drops } = gateWith();
    const office = from("192.0.2.9");
    for (let nth = 0; nth < 400; nth += 1) gate.admits(request("INVITE", office, `f${nth}`), office);
    expect(sent).toHaveLength(300);
    gate.admits(request("REGISTER", office, "r", "112"), office);
    expect(sent).toHaveLength(300);
    gate.admits(request("INVITE", office, "help", "112"), office);
    expect(sent).toHaveLength(301);
    expect(sent.at(-1)).toMatch(/^SIP\/2\.0 401[\s\S]*^Call-ID: help\r$/m);
    for (let nth = 0; nth < 100; nth += 1) gate.admits(request("INVITE", office, `h${nth}`, "112"), office);
    expect(sent).toHaveLength(340);
    expect(drops.filter((why) => why === "stranger-rate")).toHaveLength(100 + 1 + 61);
  });

  it("answers a phone that has signed in there, whatever others say at its address", () => {
    const { gate, sent } = gateWith();
    const [flooder, device] = [from("192.0.2.9"), { ...from("192.0.2.9"), port: DEVICE_PORT }];
    for (let nth = 0; nth < 400; nth += 1) gate.admits(request("INVITE", flooder, `f${nth}`, "112"), flooder);
    expect(sent).toHaveLength(340);
    gate.admits(request("INVITE", device, "help", "112"), device);
    expect(sent).toHaveLength(341);
  });
});

describe("a source of wrong credentials", () => {
  const nonceOf = (text = "") => /nonce="(\w+)"/.exec(text)?.[1] ?? "";
  const proof = (nonce: string) =>
    `Digest username="meja-641", realm="sambung", nonce="${nonce}", uri="sip:z@y", response="${"0".repeat(32)}", qop=auth, nc=00000001, cnonce="a", algorithm=MD5`;
  const wrong = (source: SipPeer, nonce: string, id: string, called?: string) =>
    request("INVITE", source, id, called, { authorization: proof(nonce) });

  it("is banned after fifty of them for ten minutes, but not its registered devices, emergency calls and other addresses", () => {
    const lines: string[] = [];
    const log = openLog({ process: "switch", level: "warn", sink: { write: (line) => void lines.push(line) } });
    const { gate, world, sent, drops } = gateWith(undefined, log);
    const [source, other] = [from("192.0.2.9"), from("192.0.2.10")];
    const answered = (one: CheckedRequest, at: SipPeer): boolean => {
      const before = sent.length;
      gate.admits(one, at);
      return sent.length > before;
    };
    answered(request("REGISTER", source, "first"), source);
    const nonce = nonceOf(sent[0]);
    for (let nth = 0; nth < 50; nth += 1) expect(answered(wrong(source, nonce, `w${nth}`), source)).toBe(true);
    expect(answered(request("REGISTER", source, "banned"), source)).toBe(false);
    expect(drops.at(-1)).toBe("banned");
    expect(lines).toHaveLength(50);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ msg: "credentials.wrong", protocol: "sip", ip: "192.0.2.9" });
    const device = { ...source, port: DEVICE_PORT };
    expect(answered(request("REGISTER", device, "device"), device)).toBe(true);
    expect(answered(request("INVITE", source, "help", "112"), source)).toBe(true);
    expect(answered(request("REGISTER", other, "other"), other)).toBe(true);
    world.advance(10 * 60_000);
    expect(answered(request("REGISTER", source, "again"), source)).toBe(true);
  });

  it("is not banned by others who forge its address, nor where a trunk's address is approved", () => {
    const { gate, sent } = gateWith();
    const [forger, victim, line] = [from("192.0.2.66"), from("192.0.2.9"), from(LINE)];
    gate.admits(request("REGISTER", forger, "forger"), forger);
    const nonce = nonceOf(sent.at(-1));
    for (let nth = 0; nth < 60; nth += 1) gate.admits(wrong(victim, nonce, `f${nth}`), victim);
    gate.admits(request("REGISTER", line, "line"), line);
    const own = nonceOf(sent.at(-1));
    for (let nth = 0; nth < 60; nth += 1) gate.admits(wrong(line, own, `l${nth}`), line);
    for (const at of [victim, line]) {
      const before = sent.length;
      gate.admits(request("REGISTER", at, `r${at.address}`), at);
      expect(sent.length).toBe(before + 1);
    }
  });
});
