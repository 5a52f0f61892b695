import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLog } from "../../../../testkit/database.ts";
import { sipBytes } from "../../../../testkit/sip-text.ts";
import { present } from "../../../kernel/index.ts";
import { type CheckedRequest, parseDatagram, receive, type SipPeer } from "../../../protocols/sip/index.ts";
import { type OverloadGate, openOverloadGate } from "./overload-admission.effects.ts";

const SOURCE: SipPeer = { transport: "udp", address: "192.0.2.1", port: 5060, connection: null };

function request(method: string, { id = "a", called = "1500123", toTag = "" } = {}): CheckedRequest {
  const bytes = sipBytes([
    `${method} sip:${called}@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK${id}`,
    "Max-Forwards: 70",
    "From: <sip:x@y>;tag=1",
    `To: <sip:${called}@y>${toTag}`,
    `Call-ID: ${id}`,
    `CSeq: 1 ${method}`,
    "Contact: <sip:x@y>",
    "Content-Length: 0",
  ]);
  const received = receive(parseDatagram(bytes), SOURCE);
  return present(received.kind === "request" ? received.request : null, "a request");
}

let gate: OverloadGate;
let sent: string[];
let lagMs: number;
let chance: number;

beforeEach(() => {
  vi.useFakeTimers();
  [sent, lagMs, chance] = [[], 0, 0];
  gate = openOverloadGate({
    book: () => ({ emergency: new Set(["112"]) }),
    loop: () => lagMs,
    load: () => ({ writerAgeMs: 0, preparing: 0, transactionsShare: 0 }),
    isKnown: ({ callId }) => callId === "known",
    send: (bytes) => sent.push(new TextDecoder().decode(bytes)),
    random: () => chance,
    log: testLog,
  });
});

afterEach(() => {
  gate.close();
  vi.useRealTimers();
});

const admits = (one: CheckedRequest) => gate.admits(one, SOURCE);

function plantLag(ms: number): void {
  lagMs = 400;
  vi.advanceTimersByTime(ms);
}

describe("what stands before new calls under a planted lag", () => {
  it("answers a call 503 with a time to come again, by the same tag each time it is repeated, and counts it", () => {
    plantLag(1_200);
    expect([admits(request("INVITE")), admits(request("INVITE"))]).toEqual([false, false]);
    expect(sent[0]).toMatch(/^SIP\/2\.0 503 Service Unavailable\r\n/);
    expect(sent[0]).toMatch(/^Retry-After: 3\r$/m);
    expect(sent[0]).toMatch(/^Reason: Q\.850;cause=42\r$/m);
    expect(sent[0]).toMatch(/^To: .*;tag=\w+/m);
    expect(sent[1]).toBe(sent[0]);
    expect(gate.figures()).toEqual({
      callsPercent: 100,
      registrationsPercent: 0,
      refusedCalls: 2,
      refusedRegistrations: 0,
    });
  });

  it("answers every call 503 once the switch is about to stop, and still takes emergencies and registrations", () => {
    gate.drain();
    chance = 0.99;
    expect(admits(request("INVITE"))).toBe(false);
    expect(sent[0]).toMatch(/^SIP\/2\.0 503 Service Unavailable\r\n/);
    const passing = [request("INVITE", { called: "112" }), request("INVITE", { toTag: ";tag=2" }), request("REGISTER")];
    expect(passing.map(admits)).toEqual([true, true, true]);
  });

  it("spreads by chance who is refused and when he may come again", () => {
    plantLag(700);
    chance = 0.49;
    expect(admits(request("INVITE"))).toBe(false);
    expect(sent[0]).toMatch(/^Retry-After: 5\r$/m);
    chance = 0.5;
    expect(admits(request("INVITE", { id: "b" }))).toBe(true);
  });

  it("lets emergencies, calls in progress, what is known and what begins nothing pass for as long as it lasts", () => {
    plantLag(60_000);
    expect(gate.figures()).toMatchObject({ callsPercent: 100, registrationsPercent: 100 });
    const passing = [
      request("INVITE", { called: "112" }),
      request("INVITE", { toTag: ";tag=2" }),
      request("INVITE", { id: "known" }),
      request("REGISTER", { id: "known" }),
      ...["ACK", "BYE", "CANCEL", "OPTIONS"].map((method) => request(method)),
      ...["BYE", "UPDATE", "INFO", "REFER"].map((method) => request(method, { toTag: ";tag=2" })),
    ];
    expect(passing.map(admits)).toEqual(passing.map(() => true));
    expect(sent).toEqual([]);
  });

  it("turns a registration away only after every call", () => {
    plantLag(1_200);
    expect([admits(request("INVITE")), admits(request("REGISTER"))]).toEqual([false, true]);
    plantLag(1_000);
    expect(admits(request("REGISTER"))).toBe(false);
    expect(sent.at(-1)).toContain("SIP/2.0 503");
    expect(gate.figures()).toMatchObject({ refusedCalls: 1, refusedRegistrations: 1 });
  });

  it("lets everybody in again when the lag is gone, and measures no more once it is closed", () => {
    plantLag(3_000);
    lagMs = 0;
    vi.advanceTimersByTime(5_000);
    expect(admits(request("INVITE"))).toBe(true);
    gate.close();
    plantLag(3_000);
    expect(gate.figures().callsPercent).toBe(0);
  });
});
