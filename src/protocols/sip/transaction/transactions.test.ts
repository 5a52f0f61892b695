import { describe, expect, it } from "vitest";
import { sipBytes } from "../../../../testkit/sip-text.ts";
import type { SipRequest } from "../message/message.ts";
import { headerOf, NO_BODY } from "../message/message.ts";
import { parseDatagram } from "../message/parse-message.ts";
import type { SipPeer } from "../peer.ts";
import { receive, respond } from "../receive.ts";
import type { TransactionEffect } from "./transaction-effect.ts";
import { openTransactions } from "./transactions.ts";

const SOURCE: SipPeer = { transport: "udp", address: "192.0.2.9", port: 40_000, connection: null };
const OLD_VIA = "Via: SIP/2.0/UDP 192.0.2.9";
const NEW_VIA = "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKone";

function message(first: string, lines: readonly string[]) {
  const received = receive(parseDatagram(sipBytes([first, ...lines])), SOURCE);
  if (received.kind !== "request") throw new Error(`not served: ${received.kind}`);
  return received.request;
}

interface Shape {
  readonly method?: string;
  readonly via?: string;
  readonly to?: string;
  readonly cseq?: number;
  readonly from?: string;
  readonly callId?: string;
}

function asked({
  method = "INVITE",
  via = NEW_VIA,
  to = "<sip:b@id>",
  cseq = 1,
  from = "a1",
  callId = "c1",
}: Shape = {}) {
  return message(`${method} sip:b@id SIP/2.0`, [
    via,
    `From: <sip:a@id>;tag=${from}`,
    `To: ${to}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    "Contact: <sip:a@192.0.2.9>",
  ]);
}

const REASON = [{ name: "Reason", value: 'SIP;cause=200;text="Call completed elsewhere"' }];

const invitation: SipRequest = {
  kind: "request",
  method: "INVITE",
  uri: "sip:b@id",
  headers: [
    { name: "Via", value: "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKout" },
    { name: "From", value: "<sip:a@id>;tag=a1" },
    { name: "To", value: "<sip:b@id>" },
    { name: "Call-ID", value: "c9" },
    { name: "CSeq", value: "7 INVITE" },
    { name: "Route", value: "<sip:p.id;lr>" },
  ],
  body: NO_BODY,
};

function answered(status: number, request: SipRequest, toTag = "b1") {
  const response = respond(request, { status, reason: "x", toTag });
  const checked = receive({ kind: "message", message: response }, SOURCE);
  if (checked.kind !== "response") throw new Error("unreadable response");
  return checked.response;
}

/** Effects as words; sent messages are parsed from their bytes. */
function words(effects: readonly TransactionEffect[]): readonly string[] {
  return effects.flatMap((effect) => {
    if (effect.kind === "send") {
      const parsed = parseDatagram(effect.bytes);
      if (parsed.kind !== "message") return ["sent rubbish"];
      return [`sent ${parsed.message.kind === "request" ? parsed.message.method : parsed.message.status}`];
    }
    if (effect.kind === "drop") return [`dropped ${effect.why}`];
    return effect.kind === "arm" || effect.kind === "disarm" ? [] : [effect.kind];
  });
}

function sentIn(effects: readonly TransactionEffect[]) {
  const sent = effects.flatMap((effect) => (effect.kind === "send" ? [parseDatagram(effect.bytes)] : []))[0];
  if (sent?.kind !== "message") throw new Error("nothing was sent");
  return sent.message;
}

const keyOf = (effects: readonly TransactionEffect[]) => effects.find((effect) => effect.kind === "request")?.key ?? "";

describe("the table of transactions", () => {
  it.each([
    ["a branch of its own", NEW_VIA],
    ["none, as RFC 2543 had it", OLD_VIA],
    ["the magic cookie alone", "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK"],
  ])("knows a repeated INVITE, its CANCEL and its ACK by %s", (_name, via) => {
    const table = openTransactions({ max: 10 });
    const first = table.receiveRequest(asked({ via }), SOURCE);
    expect(words(first)).toEqual(["sent 100", "request"]);
    expect(words(table.receiveRequest(asked({ via }), SOURCE))).toEqual(["sent 100"]);
    expect(words(table.receiveRequest(asked({ via, method: "CANCEL" }), SOURCE))).toEqual(["sent 200", "cancelled"]);
    const refusal = respond(asked({ via }).message, { status: 487, reason: "x", toTag: "b1" });
    expect(words(table.respond(keyOf(first), refusal))).toEqual(["sent 487"]);
    expect(words(table.receiveRequest(asked({ via }), SOURCE))).toEqual(["sent 487"]);
    expect(words(table.receiveRequest(asked({ via, method: "ACK", to: "<sip:b@id>;tag=b1" }), SOURCE))).toEqual([]);
    expect(words(table.fire(keyOf(first), "I"))).toEqual(["ended"]);
    expect(table.size()).toBe(1);
  });

  it.each([OLD_VIA, "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK"])("tells two calls apart that both say %s", (via) => {
    const table = openTransactions({ max: 10 });
    const call = (shape: Shape) => words(table.receiveRequest(asked({ via, ...shape }), SOURCE));
    expect(call({})).toEqual(["sent 100", "request"]);
    for (const other of [{ callId: "c2" }, { from: "a2" }, { cseq: 2 }]) {
      expect(call(other)).toEqual(["sent 100", "request"]);
    }
  });

  it("gives the ACK of a 2xx to the user, whatever its branch, and drops one without a tag", () => {
    const table = openTransactions({ max: 10 });
    const key = keyOf(table.receiveRequest(asked(), SOURCE));
    table.respond(key, respond(asked().message, { status: 200, reason: "OK", toTag: "b1" }));
    const ack = { method: "ACK", to: "<sip:b@id>;tag=b1" };
    expect(words(table.receiveRequest(asked({ ...ack, via: `${NEW_VIA}two` }), SOURCE))).toEqual(["ack"]);
    expect(words(table.receiveRequest(asked(ack), SOURCE))).toEqual(["ack"]);
    expect(words(table.receiveRequest(asked({ method: "ACK", via: `${NEW_VIA}3` }), SOURCE))).toEqual([
      "dropped stray-ack",
    ]);
  });

  it("says 481 to a CANCEL of nothing, and lets one that comes too late change nothing", () => {
    const table = openTransactions({ max: 10 });
    expect(words(table.receiveRequest(asked({ method: "CANCEL" }), SOURCE))).toEqual(["sent 481"]);
    const late = openTransactions({ max: 10 });
    const key = keyOf(late.receiveRequest(asked(), SOURCE));
    late.respond(key, respond(asked().message, { status: 200, reason: "OK", toTag: "b1" }));
    expect(words(late.receiveRequest(asked({ method: "CANCEL" }), SOURCE))).toEqual(["sent 200"]);
  });

  it("says 482 to a request that comes by a second way, and serves it inside a dialog", () => {
    const table = openTransactions({ max: 10 });
    table.receiveRequest(asked(), SOURCE);
    expect(words(table.receiveRequest(asked({ via: `${NEW_VIA}two` }), SOURCE))).toEqual([
      "sent 482",
      "dropped merged",
    ]);
    const key = keyOf(openTransactions({ max: 1 }).receiveRequest(asked(), SOURCE));
    table.respond(key, respond(asked().message, { status: 486, reason: "x", toTag: "b1" }));
    expect(words(table.fire(key, "H"))).toEqual(["timeout", "ended"]);
    // An ended transaction is not merged.
    expect(words(table.receiveRequest(asked({ via: `${NEW_VIA}four` }), SOURCE))).toEqual(["sent 100", "request"]);
    const inside = asked({ via: `${NEW_VIA}three`, to: "<sip:b@id>;tag=b1", cseq: 2 });
    expect(words(table.receiveRequest(inside, SOURCE))).toEqual(["sent 100", "request"]);
  });

  it("says 503 when it is full, and sends nothing more itself", () => {
    const table = openTransactions({ max: 1 });
    table.receiveRequest(asked(), SOURCE);
    const next = table.receiveRequest(asked({ via: `${NEW_VIA}x`, callId: "c2" }), SOURCE);
    expect(words(next)).toEqual(["sent 503", "dropped too-many-transactions"]);
    expect(words(table.request("z9hG4bKout", invitation, SOURCE))).toEqual([
      "dropped too-many-transactions",
      "transport-failed",
    ]);
    expect(table.size()).toBe(1);
  });

  it("keeps its last places for requests within a dialog, for CANCEL and for what is urgent", () => {
    const isUrgent = ({ uri }: { readonly uri: string }) => uri.includes("112");
    const table = openTransactions({ max: 5, reserved: 4, isUrgent });
    table.receiveRequest(asked(), SOURCE);
    const next = asked({ via: `${NEW_VIA}x`, callId: "c2" });
    expect(words(table.receiveRequest(next, SOURCE))).toEqual(["sent 503", "dropped too-many-transactions"]);
    expect(words(table.request("z9hG4bKout", invitation, SOURCE))).toContain("transport-failed");
    const inside = asked({ method: "BYE", via: `${NEW_VIA}bye`, to: "<sip:b@id>;tag=b1", cseq: 2 });
    expect(words(table.receiveRequest(inside, SOURCE))).toEqual(["request"]);
    const help = { ...invitation, uri: "sip:112@exchange" };
    expect(words(table.request("z9hG4bKhelp", help, SOURCE))).toEqual(["sent INVITE"]);
    expect(words(table.receiveRequest(asked({ method: "CANCEL" }), SOURCE))).toContain("cancelled");
    const more = asked({ via: `${NEW_VIA}y`, callId: "c3" });
    const urgent = { ...more, message: { ...more.message, uri: "sip:112@id" } };
    expect(words(table.receiveRequest(urgent, SOURCE))).toEqual(["sent 100", "request"]);
    expect(table.size()).toBe(5);
    const last = asked({ method: "BYE", via: `${NEW_VIA}z`, to: "<sip:b@id>;tag=b1", cseq: 3 });
    expect(words(table.receiveRequest(last, SOURCE))).toEqual(["sent 503", "dropped too-many-transactions"]);
  });

  it("cancels an INVITE only when something was heard of it, and acknowledges its end by itself", () => {
    const table = openTransactions({ max: 10 });
    expect(words(table.request("z9hG4bKout", invitation, SOURCE))).toEqual(["sent INVITE"]);
    expect(words(table.cancel("z9hG4bKout", REASON))).toEqual([]);
    const ringing = table.receiveResponse(answered(180, invitation));
    expect(words(ringing)).toEqual(["response", "sent CANCEL"]);
    const cancel = sentIn(ringing);
    expect([headerOf(cancel, "CSeq"), headerOf(cancel, "Reason")]).toEqual(["7 CANCEL", REASON[0]?.value]);
    expect(words(table.cancel("z9hG4bKout", REASON))).toEqual([]);
    const ended = table.receiveResponse(answered(487, invitation));
    expect(words(ended)).toEqual(["sent ACK", "response"]);
    const told = ["Via", "To", "CSeq", "Route"].map((name) => headerOf(sentIn(ended), name));
    expect(told).toEqual(["SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKout", "<sip:b@id>;tag=b1", "7 ACK", "<sip:p.id;lr>"]);
  });

  it("drops a response that nobody waits for", () => {
    const table = openTransactions({ max: 10 });
    expect(words(table.receiveResponse(answered(200, invitation)))).toEqual(["dropped stray-response"]);
  });

  it("keeps of ten thousand answered requests little more than their answers", () => {
    const table = openTransactions({ max: 20_000 });
    for (let nth = 0; nth < 10_000; nth += 1) {
      const request = asked({ method: "OPTIONS", via: `${NEW_VIA}${nth}`, callId: `c${nth}` });
      const key = keyOf(table.receiveRequest(request, SOURCE));
      table.respond(key, respond(request.message, { status: 200, reason: "OK", toTag: "b1" }));
      // RFC 3261 §17.2.2: timer J.
      if (nth % 2 === 0) expect(words(table.fire(key, "J"))).toEqual(["ended"]);
    }
    expect(table.size()).toBe(5_000);
  });

  it("answers where RFC 3581 says: to the port of the source when asked, else to the one that Via names", () => {
    const targetOf = (via: string) => {
      const sent = openTransactions({ max: 10 }).receiveRequest(asked({ via }), SOURCE)[0];
      return sent?.kind === "send"
        ? [`${sent.to.address}:${sent.to.port}`, headerOf(asked({ via }).message, "Via")]
        : [];
    };
    expect(targetOf("Via: SIP/2.0/UDP 10.0.0.1:5099;rport;branch=z9hG4bKa")).toEqual([
      "192.0.2.9:40000",
      "SIP/2.0/UDP 10.0.0.1:5099;branch=z9hG4bKa;received=192.0.2.9;rport=40000",
    ]);
    expect(targetOf("Via: SIP/2.0/UDP 10.0.0.1:5099;branch=z9hG4bKa")[0]).toBe("192.0.2.9:5099");
    expect(targetOf("Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKa")[0]).toBe("192.0.2.9:5060");
    const stream: SipPeer = { ...SOURCE, transport: "tcp", connection: "tcp7" };
    const [overTcp] = openTransactions({ max: 10 }).receiveRequest(
      asked({ via: "Via: SIP/2.0/TCP h:5099;branch=z9hG4bKa" }),
      stream,
    );
    expect(overTcp?.kind === "send" && overTcp.to).toEqual({ ...stream, port: 5_099 });
    // A Via cannot direct responses to a third party.
    expect(targetOf("Via: SIP/2.0/UDP 10.0.0.1;maddr=198.51.100.1;branch=z9hG4bKa")[0]).toBe("192.0.2.9:5060");
  });
});
