import { describe, expect, it } from "vitest";
import { sipBytes } from "../../../../testkit/sip-text.ts";
import { type Description, type OfferState, stepOffer } from "../dialog/offer-answer.ts";
import {
  intervalAfter422,
  planAsCallee,
  planAsCaller,
  type SessionPlan,
  sessionDueMs,
} from "../dialog/session-timer.ts";
import { addressesOf, type CheckedRequest, type CheckedResponse, checkMessage } from "./check-message.ts";
import { parseDatagram } from "./parse-message.ts";
import { minSessionOf, reasonOf, reasonText, referToOf, replacesOf, sessionExpiresOf } from "./session-headers.ts";

const BASE = [
  "Via: SIP/2.0/UDP h;branch=z9hG4bK1",
  "From: <sip:a@h>;tag=1",
  "To: <sip:b@h>",
  "Call-ID: c",
  "CSeq: 1 INVITE",
];

function checked(first: string, ...lines: readonly string[]) {
  const parsed = parseDatagram(sipBytes([first, ...BASE, ...lines]));
  const result = parsed.kind === "message" ? checkMessage(parsed.message) : null;
  if (result?.ok !== true) throw new Error(`unreadable: ${lines.join()}`);
  return result.value;
}

const request = (...lines: readonly string[]) => checked("INVITE sip:b@h SIP/2.0", ...lines) as CheckedRequest;
const response = (status: number, ...lines: readonly string[]) =>
  checked(`SIP/2.0 ${status} x`, ...lines) as CheckedResponse;

describe("headers of sessions", () => {
  it("reads who redirected the call, and who asserts to be calling", () => {
    const { message } = request(
      'Diversion: "Kantor" <sip:+6221555@operator.id>;reason=no-answer;counter=2, <tel:+62216666>;reason=user-busy',
      "P-Asserted-Identity: <sip:+6221777@operator.id>, <tel:+6221777>",
    );
    const diversions = addressesOf(message, "Diversion");
    const asserted = addressesOf(message, "P-Asserted-Identity");
    expect(diversions.ok && diversions.value.map(({ params }) => params[0]?.value)).toEqual(["no-answer", "user-busy"]);
    expect(asserted.ok && asserted.value.map(({ uri }) => uri.kind)).toEqual(["sip", "tel"]);
  });

  it("reads and writes the Q.850 cause beside the SIP one", () => {
    const { message } = request(
      'Reason: SIP;cause=200;text="Call completed elsewhere"',
      'Reason: Q.850 ;cause=34 ;text="No \\"circuit\\""',
    );
    expect(reasonOf(message, "SIP")).toEqual({ protocol: "SIP", cause: 200, text: "Call completed elsewhere" });
    const q850 = reasonOf(message, "Q.850");
    expect(q850).toEqual({ protocol: "Q.850", cause: 34, text: 'No "circuit"' });
    expect(q850 && reasonText(q850)).toBe('Q.850;cause=34;text="No \\"circuit\\""');
    expect(reasonOf(message, "X")).toBeNull();
  });

  it("names the dialog that is to be replaced, and refuses half a name or two", () => {
    expect(replacesOf(request("Replaces: c1@h;to-tag=t;from-tag=f;early-only").message)).toEqual({
      ok: true,
      value: { callId: "c1@h", localTag: "t", remoteTag: "f", isEarlyOnly: true },
    });
    expect(replacesOf(request().message)).toEqual({ ok: true, value: null });
    expect(replacesOf(request("Replaces: c1@h;to-tag=t").message).ok).toBe(false);
    expect(replacesOf(request("Replaces: a;to-tag=t;from-tag=f", "Replaces: b;to-tag=t;from-tag=f").message).ok).toBe(
      false,
    );
  });

  it("reads whom a transfer names, and whose call it takes over", () => {
    const to = (...lines: readonly string[]) => referToOf(request(...lines).message);
    const plain = to("Refer-To: <sip:1500999@sambung.id>");
    expect(plain.ok && [plain.value.address.uri.kind, plain.value.replaces]).toEqual(["sip", null]);
    const attended = to("r: <sip:budi@sambung.id?Subject=x&Replaces=a%40h%3Bto-tag%3D1%3Bfrom-tag%3D2>;method=INVITE");
    expect(attended.ok && attended.value.replaces).toEqual({
      callId: "a@h",
      localTag: "1",
      remoteTag: "2",
      isEarlyOnly: false,
    });
    expect(
      [to(), to("Refer-To: <sip:a@h>", "Refer-To: <sip:b@h>"), to("Refer-To: <sip:a@h?Replaces=a>")].map(
        ({ ok }) => ok,
      ),
    ).toEqual([false, false, false]);
  });

  it("reads session intervals, the compact form too, and takes none below ninety seconds", () => {
    expect(sessionExpiresOf(request("x: 1800;refresher=UAC").message)).toEqual({
      ok: true,
      value: { seconds: 1_800, refresher: "uac" },
    });
    expect(sessionExpiresOf(request("Session-Expires: soon").message).ok).toBe(false);
    expect(minSessionOf(request("Min-SE: 30").message)).toBe(90);
    expect(minSessionOf(request("Min-SE: 300").message)).toBe(300);
  });
});

describe("session timers (RFC 4028)", () => {
  const wishes = { seconds: 1_800, minSeconds: 90 };
  const plan = (...lines: readonly string[]) => planAsCallee(request(...lines), wishes);
  const local = (seconds: number): SessionPlan => ({ seconds, refresher: "local" });
  const remote = (seconds: number): SessionPlan => ({ seconds, refresher: "remote" });

  it.each([
    [[], local(1_800)],
    [["Supported: timer"], local(1_800)],
    [["Supported: timer", "Session-Expires: 600"], remote(600)],
    [["Supported: timer", "Session-Expires: 600;refresher=uas"], local(600)],
    [["Supported: timer", "Session-Expires: 7200;refresher=uac"], remote(1_800)],
    [["Session-Expires: 60"], local(90)],
    [["Supported: timer", "Session-Expires: 900", "Min-SE: 900"], remote(900)],
  ] as const)("the callee plans for %s", (lines, expected) => {
    expect(plan(...lines)).toEqual({ ok: true, value: expected });
  });

  it("refuses an interval that is too small with 422 and the least it takes, and the caller asks again with that", () => {
    expect(plan("Supported: timer", "Session-Expires: 89")).toEqual({
      ok: false,
      refusal: { code: "interval-too-small", headers: [{ name: "Min-SE", value: "90" }] },
    });
    expect(plan("Supported: timer", "Session-Expires: 90").ok).toBe(true);
    expect(intervalAfter422(response(422, "Min-SE: 240"))).toBe(240);
    expect(intervalAfter422(response(422))).toBeNull();
  });

  it("follows what the answer says, and acts half way, or shortly before the end", () => {
    expect(planAsCaller(response(200, "Session-Expires: 600;refresher=uas"))).toEqual({ ok: true, value: remote(600) });
    expect(planAsCaller(response(200))).toEqual({ ok: true, value: null });
    expect([sessionDueMs(local(1_800)), sessionDueMs(remote(1_800)), sessionDueMs(remote(90))]).toEqual([
      900_000, 1_768_000, 60_000,
    ]);
  });
});

describe("offers and answers (RFC 3264)", () => {
  const follow = (...descriptions: readonly Description[]) => {
    let state: OfferState = "none";
    let before: "none" | "agreed" = "none";
    const words: string[] = [];
    for (const description of descriptions) {
      const step = stepOffer(state, description, before);
      words.push(step.kind === "moved" ? step.is : "glare");
      if (step.kind === "moved") state = step.state;
      if (state === "agreed") before = "agreed";
    }
    return [...words, state].join(" ");
  };

  it("takes turns, by INVITE and 200 or by 200 and ACK", () => {
    expect(follow("local", "remote")).toBe("offer answer agreed");
    expect(follow("remote", "local", "local", "remote")).toBe("offer answer offer answer agreed");
  });

  it("lets nobody offer while an offer is open", () => {
    expect(follow("local", "local")).toBe("offer glare local-offer");
    expect(follow("local", "remote", "remote", "remote")).toBe("offer answer offer glare remote-offer");
  });

  it("keeps what was agreed when a change is refused, and takes no refusal from the one who offered", () => {
    expect(follow("local", "remote", "local", "remote-refusal")).toBe("offer answer offer refusal agreed");
    expect(follow("local", "remote-refusal")).toBe("offer refusal none");
    expect(follow("local", "local-refusal")).toBe("offer glare local-offer");
  });
});
