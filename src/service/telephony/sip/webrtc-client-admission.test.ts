import { expect, it } from "vitest";
import type { SipPeer } from "../../../protocols/sip/index.ts";
import { type ClientPass, writeClientPass } from "../phones/index.ts";
import { openClientGate } from "./webrtc-client-admission.effects.ts";

const pass: ClientPass = {
  kind: "client",
  id: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e01",
  tenantId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e02",
  identity: "sari",
  applicationId: null,
  isRung: true,
  untilMs: 1_000,
};
const peer: SipPeer = { transport: "wss", address: "203.0.113.9", port: 50_000, connection: "wss1" };

it("has a connection ended once its token is over and no call goes on at it, whatever it has said", () => {
  let nowMs = 999;
  let legs: readonly { readonly callId: string; readonly legId: string }[] = [];
  const gate = openClientGate({
    bindings: undefined as never,
    nowMs: () => nowMs,
    send: () => undefined,
    onDrop: () => undefined,
    legs: () => ({ isFrom: () => false, at: (connection) => (connection === "wss1" ? legs : []) }),
  });
  const client = { ...peer, pass: writeClientPass(pass) };
  expect(gate.isOver(client)).toBe(false);
  legs = [{ callId: "panggilan", legId: "kaki" }];
  nowMs = 1_000;
  expect(gate.isOver(client)).toBe(false);
  legs = [];
  expect(gate.isOver(client)).toBe(true);
  // Agents and web callers are admitted by other rules.
  expect(gate.isOver(peer)).toBe(false);
  expect(gate.isOver({ ...peer, pass: '{"kind":"visit"}' })).toBe(false);
});
