import { describe, expect, it } from "vitest";
import { type CheckedRequest, parseDatagram, receive } from "../../../protocols/sip/index.ts";
import { languageOf, readReferProgress, referTarget } from "./read-request.ts";

const SOURCE = { transport: "udp", address: "127.0.0.1", port: 5_070, connection: null } as const;

function requestWith(method: string, ...lines: readonly string[]): CheckedRequest {
  return requestSaying("", method, ...lines);
}

function requestSaying(body: string, method: string, ...lines: readonly string[]): CheckedRequest {
  const head = [
    `${method} sip:*50@127.0.0.1 SIP/2.0`,
    "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK1",
    ...["From: <sip:201@127.0.0.1>;tag=a", "To: <sip:*50@127.0.0.1>", "Call-ID: a@b", `CSeq: 1 ${method}`],
    ...["Max-Forwards: 70", "Contact: <sip:201@127.0.0.1:5070>", ...lines, `Content-Length: ${body.length}`, "", body],
  ];
  const received = receive(parseDatagram(Buffer.from(head.join("\r\n"))), SOURCE);
  if (received.kind !== "request") throw new Error(`no request: ${received.kind}`);
  return received.request;
}

describe("a request of a phone", () => {
  it.each([
    ["en", ["Accept-Language: en"]],
    ["en", ["Accept-Language: en-GB, id;q=0.5"]],
    ["id", ["Accept-Language: id, en;q=0.8"]],
    ["id", ["Accept-Language: eno"]],
    ["id", []],
  ] as const)("is spoken to in %s by %j", (language, lines) => {
    expect(languageOf(requestWith("INVITE", ...lines))).toBe(language);
  });

  it("that hands a call on to a code of the desk names the code and nothing that was pressed behind it", () => {
    const targetOf = (uri: string) => referTarget(requestWith("REFER", `Refer-To: <${uri}>`))?.target;
    expect(targetOf("sip:*50305*2580@127.0.0.1")).toBe("*50");
    expect(targetOf("sip:%2A503052580@127.0.0.1")).toBe("*50");
    expect(targetOf("sip:*50305*2580@127.0.0.1?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc")).toBe("*50");
    expect(targetOf("sip:101@127.0.0.1")).toBe("101");
  });
});

describe("what a far end tells of whom it was asked to call", () => {
  const active = "Subscription-State: active;expires=60";
  const over = "Subscription-State: terminated;reason=noresource";
  it.each([
    ["SIP/2.0 100 Trying\r\n", "Event: refer", active, { status: 100, isOver: false, cseq: null }],
    ["SIP/2.0 200 OK\r\n", "Event: refer;id=7", over, { status: 200, isOver: true, cseq: 7 }],
    ["SIP/2.0 486 Busy Here", "o: Refer ; id=12", over, { status: 486, isOver: true, cseq: 12 }],
    ["SIP/2.0 603", "Event: refer", active, { status: 603, isOver: false, cseq: null }],
    ["", "Event: refer", over, { status: 0, isOver: true, cseq: null }],
    ["nonsense", "Event: refer", active, null],
    ["SIP/2.0 999 x", "Event: refer", active, null],
    ["SIP/2.0 2000 x", "Event: refer", active, null],
    ["SIP/2.0 200 OK", "Event: message-summary", over, null],
    ["SIP/2.0 200 OK", "Event: referral", over, null],
  ] as const)("by %j with %s is understood", (body, event, state, read) => {
    expect(readReferProgress(requestSaying(body, "NOTIFY", event, state))).toEqual(read);
  });
});
