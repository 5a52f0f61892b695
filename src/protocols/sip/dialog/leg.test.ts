import { describe, expect, it } from "vitest";
import type { CheckedRequest, CheckedResponse } from "../message/check-message.ts";
import { checkMessage } from "../message/check-message.ts";
import { headerOf, NO_BODY, type SipRequest } from "../message/message.ts";
import { uriText } from "../message/uri.ts";
import { respond } from "../receive.ts";
import { incoming } from "./callee-leg.ts";
import { invite } from "./caller-leg.ts";
import type { Leg, LegEffect, LegStep, SessionParts } from "./leg.ts";
import { type LegInput, stepLeg } from "./step-leg.ts";

const NOTHING: SessionParts = { headers: [], body: NO_BODY };
const ME = { via: "SIP/2.0/UDP 192.0.2.1:5060", contact: "<sip:me@192.0.2.1>", secret: "s", tag: "me" };
const HALF = 0.5;

const who = (name: string) => ({
  display: null,
  uri: { kind: "other" as const, scheme: "sip", text: `sip:${name}@sambung.id` },
  params: [],
});

/** The name of an effect, in one word or two. */
function wordOf(effect: LegEffect): string {
  switch (effect.kind) {
    case "request":
      return `${effect.request.method} to ${tagOf(effect.request)}`;
    case "ack":
      return `ACK ${headerOf(effect.request, "CSeq")?.split(" ")[0]} to ${tagOf(effect.request)}`;
    case "respond":
      return `say ${effect.response.status}`;
    case "cancel":
      return "CANCEL";
    case "arm":
      return `${effect.timer}=${effect.ms}`;
    case "disarm":
      return "";
    case "told":
      return effect.event.kind === "ended" ? `ended ${effect.event.why}` : effect.event.kind;
  }
}

const tagOf = (request: SipRequest) => headerOf(request, "To")?.split("tag=")[1] ?? "anyone";
const branchOf = (request: SipRequest) => /branch=([^;]+)/.exec(headerOf(request, "Via") ?? "")?.[1] ?? "";
const words = (effects: readonly LegEffect[]) => effects.map(wordOf).filter((word) => word !== "");

function sentIn(effects: readonly LegEffect[]): SipRequest {
  const sent = effects.find((effect) => effect.kind === "request" || effect.kind === "ack");
  if (sent === undefined) throw new Error("nothing was sent");
  return sent.request;
}

/** The far end's response to a request of ours. */
function answerTo(request: SipRequest, status: number, tag: string): CheckedResponse {
  const headers = [{ name: "Contact", value: `<sip:you@192.0.2.2;of=${tag}>` }];
  const checked = checkMessage(respond(request, { status, reason: "x", toTag: tag, headers }));
  if (!checked.ok || checked.value.kind !== "response") throw new Error("unreadable");
  return checked.value;
}

function requestFrom(
  method: string,
  cseq: number,
  toTag: string | null,
  target = "<sip:you@192.0.2.2>",
): CheckedRequest {
  const checked = checkMessage({
    kind: "request",
    method,
    uri: "sip:me@192.0.2.1",
    headers: [
      { name: "Via", value: `SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK${method}${cseq}` },
      { name: "From", value: "<sip:you@sambung.id>;tag=you" },
      { name: "To", value: `<sip:me@sambung.id>${toTag === null ? "" : `;tag=${toTag}`}` },
      { name: "Call-ID", value: "c1" },
      { name: "CSeq", value: `${cseq} ${method}` },
      { name: "Contact", value: target },
    ],
    body: NO_BODY,
  });
  if (!checked.ok || checked.value.kind !== "request") throw new Error("unreadable");
  return checked.value;
}

/** Feeds inputs to a leg; returns the names of the effects of each. */
function follow(
  start: Leg,
  ...inputs: readonly LegInput[]
): { readonly leg: Leg; readonly said: readonly (readonly string[])[] } {
  let leg = start;
  const said = inputs.map((input) => {
    const step: LegStep = stepLeg(leg, input, HALF);
    leg = step.state;
    return words(step.effects);
  });
  return { leg, said };
}

function called() {
  const step = invite(ME, {
    uri: "sip:you@sambung.id",
    from: who("me"),
    to: who("you"),
    callId: "c1",
    parts: NOTHING,
    maxForwards: 70,
    cseq: 1,
  });
  const request = sentIn(step.effects);
  const heard = (status: number, tag: string): LegInput => ({
    kind: "response",
    response: answerTo(request, status, tag),
  });
  return { leg: step.state, request, heard };
}

function ringing(): Leg {
  const leg = incoming(ME, "k1", requestFrom("INVITE", 1, null));
  if (!leg.ok) throw new Error(leg.refusal.code);
  return leg.value;
}

const ack = (cseq: number): LegInput => ({ kind: "ack", request: requestFrom("ACK", cseq, "me") });
const arrives = (method: string, cseq: number): LegInput => ({
  kind: "request",
  key: `k${cseq}`,
  request: requestFrom(method, cseq, "me"),
});
const answer: LegInput = { kind: "answer", parts: NOTHING };
const hangUp: LegInput = { kind: "hang-up", headers: [] };
const reinvite: LegInput = { kind: "reinvite", parts: NOTHING };
const timer = (name: "answer-repeat" | "answer-limit" | "reinvite-again"): LegInput => ({ kind: "timer", timer: name });

describe("the caller's leg", () => {
  it("talks to whoever of a fork answers first, and hangs up on the others (RFC 3261 §13.2.2.4)", () => {
    const { leg, heard } = called();
    const { said } = follow(
      leg,
      heard(180, "x"),
      heard(180, "y"),
      heard(200, "x"),
      heard(200, "y"),
      heard(200, "y"),
      heard(200, "x"),
    );
    expect(said).toEqual([
      ["progress"],
      ["progress"],
      ["ACK 1 to x", "answered"],
      ["ACK 1 to y", "BYE to y"],
      ["ACK 1 to y"],
      ["ACK 1 to x"],
    ]);
  });

  it("acknowledges and hangs up what was answered while it was cancelled (§9.1)", () => {
    const { leg, heard } = called();
    expect(follow(leg, heard(180, "x"), hangUp, heard(200, "x")).said).toEqual([
      ["progress"],
      ["CANCEL"],
      ["ACK 1 to x", "BYE to x", "ended cancelled"],
    ]);
    expect(follow(leg, heard(180, "x"), hangUp, heard(487, "x")).said.at(-1)).toEqual(["ended cancelled"]);
  });

  it("waits and tries once more when its change met another (§14.1), and gives way to one that comes meanwhile", () => {
    const { leg, heard } = called();
    const talking = follow(leg, heard(200, "x")).leg;
    const asked = stepLeg(talking, reinvite, HALF);
    const request = sentIn(asked.effects);
    const refused = stepLeg(asked.state, { kind: "response", response: answerTo(request, 491, "x") }, HALF);
    expect([words(asked.effects), words(refused.effects)]).toEqual([["INVITE to x"], ["reinvite-again=3050"]]);
    expect(follow(refused.state, timer("reinvite-again")).said).toEqual([["INVITE to x"]]);
    const theirs = { ...requestFrom("INVITE", 1, "me") };
    const given = stepLeg(refused.state, { kind: "request", key: "k9", request: theirs }, HALF);
    expect(words(given.effects)).toEqual(["change-refused", "reinvited"]);
    expect(follow(given.state, timer("reinvite-again")).said).toEqual([[]]);
  });

  it("moves to where the answer to a change says, and hangs up when the other side knows of nothing", () => {
    const { leg, heard } = called();
    const talking = follow(leg, heard(200, "x")).leg;
    const asked = stepLeg(talking, reinvite, HALF);
    const request = sentIn(asked.effects);
    const moved = stepLeg(asked.state, { kind: "response", response: answerTo(request, 200, "x") }, HALF);
    expect(words(moved.effects)).toEqual(["ACK 2 to x", "changed"]);
    expect(moved.state.dialog && uriText(moved.state.dialog.remoteTarget)).toBe("sip:you@192.0.2.2;of=x");
    const gone = stepLeg(asked.state, { kind: "response", response: answerTo(request, 481, "x") }, HALF);
    expect(words(gone.effects)).toEqual(["BYE to x", "ended timeout"]);
    const refused = stepLeg(asked.state, { kind: "response", response: answerTo(request, 488, "x") }, HALF);
    expect([words(refused.effects), refused.state.phase]).toEqual([["change-refused"], "talking"]);
  });
});

describe("the callee's leg", () => {
  it("repeats its answer until the ACK comes, and ends the call when none does (§13.3.1.4)", () => {
    const { said } = follow(ringing(), answer, timer("answer-repeat"), timer("answer-repeat"), timer("answer-limit"));
    expect(said).toEqual([
      ["say 200", "answer-repeat=500", "answer-limit=32000"],
      ["say 200", "answer-repeat=1000"],
      ["say 200", "answer-repeat=2000"],
      ["BYE to you", "ended no-ack"],
    ]);
    expect(follow(ringing(), answer, ack(2), ack(1), timer("answer-repeat")).said.slice(1)).toEqual([
      [],
      ["confirmed"],
      [],
    ]);
  });

  it("says no BYE before the ACK (§15)", () => {
    expect(follow(ringing(), answer, hangUp, ack(1)).said.slice(1)).toEqual([[], ["BYE to you", "ended hung-up"]]);
  });

  it("refuses a second change while one is open with 500, and one that meets its own with 491 (§14.2)", () => {
    const talking = follow(ringing(), answer, ack(1)).leg;
    expect(follow(talking, arrives("INVITE", 2), arrives("INVITE", 3)).said).toEqual([["reinvited"], ["say 500"]]);
    expect(follow(talking, reinvite, arrives("INVITE", 2)).said).toEqual([["INVITE to you"], ["say 491"]]);
    expect(follow(talking, arrives("INVITE", 2), reinvite).said).toEqual([["reinvited"], ["change-refused"]]);
  });

  it("answers what is out of order with 500, and what comes after the end with 481", () => {
    const talking = follow(ringing(), answer, ack(1)).leg;
    expect(follow(talking, arrives("INFO", 1)).said).toEqual([["say 500"]]);
    const { said, leg } = follow(talking, arrives("BYE", 2), arrives("BYE", 3), arrives("INFO", 4));
    expect([said, leg.phase]).toEqual([[["say 200", "ended bye"], ["say 481"], ["say 481"]], "ended"]);
  });

  it("answers BYE and what is still open, when the caller hangs up before it is answered", () => {
    expect(follow(ringing(), arrives("BYE", 2)).said).toEqual([["say 200", "say 487", "ended bye"]]);
    const talking = follow(ringing(), answer, ack(1)).leg;
    expect(follow(talking, arrives("INVITE", 2), arrives("BYE", 3)).said.at(-1)).toEqual([
      "say 200",
      "say 487",
      "ended bye",
    ]);
    expect(follow(talking, arrives("INVITE", 2), hangUp).said.at(-1)).toEqual([
      "BYE to you",
      "say 487",
      "ended hung-up",
    ]);
  });

  it("answers a BYE that meets its own", () => {
    const talking = follow(ringing(), answer, ack(1)).leg;
    const { said, leg } = follow(talking, hangUp, arrives("BYE", 2));
    expect([said, leg.phase]).toEqual([[["BYE to you", "ended hung-up"], ["say 200"]], "ending"]);
  });

  it("answers 487 when it is cancelled, and nothing when that comes too late", () => {
    expect(follow(ringing(), { kind: "cancelled", key: "k1" }).said).toEqual([["say 487", "ended cancelled"]]);
    expect(follow(ringing(), answer, { kind: "cancelled", key: "k1" }).said.at(-1)).toEqual([]);
  });
});

describe("a leg that is asked to have its far end call somebody else (RFC 3515)", () => {
  const refer: LegInput = { kind: "refer", headers: [{ name: "Refer-To", value: "<sip:101@192.0.2.1>" }] };

  it("says so in its dialog, and tells what the far end says to it, once it is final", () => {
    const { leg } = follow(ringing(), answer, ack(1));
    const asked = stepLeg(leg, refer, HALF);
    const request = sentIn(asked.effects);
    expect([request.method, headerOf(request, "Refer-To"), tagOf(request)]).toEqual([
      "REFER",
      "<sip:101@192.0.2.1>",
      "you",
    ]);
    expect(headerOf(request, "Contact")).toBe(ME.contact);
    const heard = (status: number): LegInput => ({ kind: "response", response: answerTo(request, status, "you") });
    expect(follow(asked.state, heard(100), heard(202)).said).toEqual([[], ["refer-answered"]]);
    const failed = (why: "timeout" | "transport-failed") =>
      stepLeg(asked.state, { kind: "failed", branch: branchOf(request), method: "REFER", why }, HALF).effects;
    expect([...failed("timeout"), ...failed("transport-failed")]).toEqual([
      { kind: "told", event: { kind: "refer-answered", status: 408 } },
      { kind: "told", event: { kind: "refer-answered", status: 503 } },
    ]);
  });

  it("hears nothing more of one that it has asked before the last", () => {
    const { leg } = follow(ringing(), answer, ack(1));
    const first = stepLeg(leg, refer, HALF);
    const second = stepLeg(first.state, refer, HALF);
    const [before, last] = [sentIn(first.effects), sentIn(second.effects)];
    const heard = (request: SipRequest): LegInput => ({ kind: "response", response: answerTo(request, 603, "you") });
    const failed = (request: SipRequest): LegInput => ({
      kind: "failed",
      branch: branchOf(request),
      method: "REFER",
      why: "timeout",
    });
    expect(follow(second.state, heard(before), failed(before)).said).toEqual([[], []]);
    expect(follow(second.state, heard(last), failed(last)).said).toEqual([["refer-answered"], ["refer-answered"]]);
  });

  it("says nothing of it behind the ACK where nobody waits for it any more", () => {
    const { said } = follow(ringing(), answer, refer, { kind: "refer-dropped" }, ack(1));
    expect(said.slice(1)).toEqual([[], [], ["confirmed"]]);
  });

  it("waits for the ACK of its answer, and is forgotten where that never comes", () => {
    const { said } = follow(ringing(), answer, refer, ack(1));
    expect(said.slice(1)).toEqual([[], ["confirmed", "REFER to you"]]);
    expect(follow(ringing(), answer, refer, hangUp, ack(1)).said.at(-1)).toEqual(["BYE to you", "ended hung-up"]);
  });

  it("says that nobody was asked where there is no talk, and nothing once the far end has hung up", () => {
    expect(follow(ringing(), refer).said).toEqual([["refer-answered"]]);
    const { leg } = follow(ringing(), answer, ack(1), refer, arrives("BYE", 2));
    const branch = leg.referBranch ?? "";
    expect(branch).not.toBe("");
    expect(stepLeg(leg, { kind: "failed", branch, method: "REFER", why: "timeout" }, HALF).effects).toEqual([]);
  });
});
