import { describe, expect, it } from "vitest";
import { sipBytes } from "../../../../testkit/sip-text.ts";
import { present } from "../../../kernel/index.ts";
import { parseDatagram, type SipMessage, type SipPeer } from "../../../protocols/sip/index.ts";
import type { TracedMessage } from "../cdr/index.ts";
import { openTraceTap } from "./sip-trace.effects.ts";

const FAR: SipPeer = { transport: "udp", address: "192.0.2.1", port: 5062, connection: null };
const bytes = (method: string, callId: string, cseq: number) =>
  sipBytes([`${method} sip:1@2 SIP/2.0`, `Call-ID: ${callId}`, `CSeq: ${cseq} ${method}`, "Content-Length: 0"]);

function message(method: string, callId: string, cseq = 1): SipMessage {
  const parsed = parseDatagram(bytes(method, callId, cseq));
  return present(parsed.kind === "message" ? parsed.message : null, "a message");
}

function tapped() {
  const kept: TracedMessage[] = [];
  let elapsedUs = 0;
  const tap = openTraceTap({
    nowMs: () => 1_000,
    elapsedUs: () => {
      elapsedUs += 1;
      return elapsedUs;
    },
    ownAddress: () => ({ host: "127.0.0.1", port: 5060 }),
    keep: (messages) => kept.push(...messages),
  });
  return { tap, kept };
}

describe("the messages of a call as they pass", () => {
  it("are kept from its first one on, also those that came before anybody knew of the call", () => {
    const { tap, kept } = tapped();
    tap.received(message("INVITE", "a"), FAR);
    tap.sent(bytes("BYE", "a", 2), FAR);
    tap.received(message("OPTIONS", "a"), FAR);
    tap.received(message("INVITE", "stranger"), FAR);
    tap.begin({ callId: "call", tenantId: "tenant" });
    tap.leg("a", { callId: "call", legId: "leg" });
    tap.close();
    expect(kept.map(({ direction, method, sequence }) => [direction, method, sequence])).toEqual([
      ["received", "INVITE", 0],
      ["sent", "BYE", 1],
    ]);
    expect(kept[0]).toMatchObject({ fromAddress: "192.0.2.1:5062", toAddress: "127.0.0.1:5060", legId: "leg" });
    expect(kept[1]).toMatchObject({ fromAddress: "127.0.0.1:5060", toAddress: "192.0.2.1:5062", tenantId: "tenant" });
  });

  it("say when one went the same way before", () => {
    const { tap, kept } = tapped();
    tap.begin({ callId: "call", tenantId: "tenant" });
    tap.leg("a", { callId: "call", legId: "leg" });
    for (let nth = 0; nth < 3; nth += 1) tap.received(message("INVITE", "a"), FAR);
    tap.sent(bytes("INVITE", "a", 1), FAR);
    tap.close();
    expect(kept.map(({ isRepeated }) => isRepeated)).toEqual([false, true, true, false]);
  });

  it("are four hundred of one call at the most; the others are counted", () => {
    const { tap, kept } = tapped();
    tap.begin({ callId: "call", tenantId: "tenant" });
    tap.leg("a", { callId: "call", legId: "leg" });
    for (let nth = 0; nth < 450; nth += 1) tap.received(message("INFO", "a", nth), FAR);
    tap.close();
    expect(kept).toHaveLength(400);
    expect(tap.dropped()).toEqual({ messages: 50, calls: 0 });
  });

  it("are those of whole calls or of none when calls come in a storm", () => {
    const { tap, kept } = tapped();
    for (let nth = 0; nth < 500; nth += 1) {
      tap.begin({ callId: `call${nth}`, tenantId: "tenant" });
      tap.leg(`a${nth}`, { callId: `call${nth}`, legId: "leg" });
      tap.received(message("INVITE", `a${nth}`), FAR);
      tap.received(message("BYE", `a${nth}`, 2), FAR);
    }
    tap.close();
    expect(tap.dropped()).toEqual({ messages: 0, calls: 100 });
    expect(kept).toHaveLength(800);
    const byCall = Map.groupBy(kept, ({ callId }) => callId);
    expect([...byCall.values()].every((messages) => messages.length === 2)).toBe(true);
  });
});
