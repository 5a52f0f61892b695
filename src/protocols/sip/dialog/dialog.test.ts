import { describe, expect, it } from "vitest";
import { sipBytes } from "../../../../testkit/sip-text.ts";
import { type CheckedRequest, type CheckedResponse, checkMessage } from "../message/check-message.ts";
import type { Read } from "../message/fault-result.ts";
import { headersOf } from "../message/message.ts";
import { parseDatagram } from "../message/parse-message.ts";
import { uriText } from "../message/uri.ts";
import { pauseAfterGlareMs } from "./caller-leg.ts";
import {
  accepted,
  calleeDialog,
  callerDialog,
  type Dialog,
  dialogKey,
  dialogKeyOf,
  nextHop,
  refreshed,
  requestInside,
} from "./dialog.ts";

const ROUTES = ["Record-Route: <sip:p2.id;lr>, <sip:p1.id;lr>", "Record-Route: <sip:p0.id;lr>"];
const COMMON = ["Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1", "From: <sip:a@id>;tag=a1", "Call-ID: c1"];

function checked(...lines: readonly string[]) {
  const parsed = parseDatagram(sipBytes(lines));
  const result = parsed.kind === "message" ? checkMessage(parsed.message) : null;
  if (result?.ok !== true) throw new Error("unreadable");
  return result.value;
}

const inviting = (...lines: readonly string[]) =>
  checked("INVITE sip:b@id SIP/2.0", ...COMMON, "To: <sip:b@id>", "CSeq: 5 INVITE", ...lines) as CheckedRequest;
const answering = (status: number, ...lines: readonly string[]) =>
  checked(`SIP/2.0 ${status} x`, ...COMMON, "To: <sip:b@id>;tag=b1", "CSeq: 5 INVITE", ...lines) as CheckedResponse;
const within = (method: string, cseq: number, ...lines: readonly string[]) =>
  checked(
    `${method} sip:b@id SIP/2.0`,
    ...COMMON,
    "To: <sip:b@id>;tag=b1",
    `CSeq: ${cseq} ${method}`,
    ...lines,
  ) as CheckedRequest;

function made(read: Read<Dialog>): Dialog {
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
}

const routesOf = (dialog: Dialog) => dialog.routes.map(({ uri }) => uriText(uri));

describe("dialogs (RFC 3261 §12)", () => {
  it("keep the routes as recorded for the callee, and reversed for the caller", () => {
    const contact = "Contact: <sip:x@192.0.2.9>";
    const callee = made(calleeDialog(inviting(...ROUTES, contact), "b1"));
    const caller = made(callerDialog(answering(200, ...ROUTES, contact)));
    expect(routesOf(callee)).toEqual(["sip:p2.id;lr", "sip:p1.id;lr", "sip:p0.id;lr"]);
    expect(routesOf(caller)).toEqual(["sip:p0.id;lr", "sip:p1.id;lr", "sip:p2.id;lr"]);
    expect([uriText(nextHop(callee)), uriText(nextHop(caller))]).toEqual(["sip:p2.id;lr", "sip:p0.id;lr"]);
  });

  it("are found by the other side's requests", () => {
    const dialog = made(calleeDialog(inviting("Contact: <sip:x@192.0.2.9>"), "b1"));
    expect(dialogKeyOf(within("BYE", 6))).toBe(dialogKey(dialog));
    expect(dialogKeyOf(inviting())).toBeNull();
  });

  it("need a Contact, and a tag from whoever answers", () => {
    expect(calleeDialog(inviting(), "b1").ok).toBe(false);
    expect(callerDialog(answering(200)).ok).toBe(false);
    expect(
      callerDialog(
        checked(
          "SIP/2.0 180 x",
          ...COMMON,
          "To: <sip:b@id>",
          "CSeq: 5 INVITE",
          "Contact: <sip:x@h>",
        ) as CheckedResponse,
      ).ok,
    ).toBe(false);
  });

  it("count requests on both sides and take none out of order", () => {
    const dialog = made(calleeDialog(inviting("Contact: <sip:x@192.0.2.9>"), "b1"));
    expect(accepted(dialog, within("BYE", 5))).toBeNull();
    expect(accepted(dialog, within("BYE", 4))).toBeNull();
    expect(accepted(dialog, within("ACK", 5))).toBe(dialog);
    expect(accepted(dialog, within("INFO", 9))?.remoteCseq).toBe(9);
    const first = requestInside(dialog, { method: "INFO", via: "SIP/2.0/UDP h;branch=z9hG4bKx", headers: [] });
    const second = requestInside(first.dialog, { method: "BYE", via: "SIP/2.0/UDP h;branch=z9hG4bKy", headers: [] });
    expect([first.request, second.request].map((request) => headersOf(request, "CSeq")[0])).toEqual([
      "1 INFO",
      "2 BYE",
    ]);
  });

  it("move with the Contact of a re-INVITE or its answer, and stay without one", () => {
    const dialog = made(calleeDialog(inviting("Contact: <sip:x@192.0.2.9>"), "b1"));
    expect(uriText(refreshed(dialog, within("INVITE", 6, "Contact: <sip:x@192.0.2.10:5070>")).remoteTarget)).toBe(
      "sip:x@192.0.2.10:5070",
    );
    expect(refreshed(dialog, within("INVITE", 6))).toBe(dialog);
  });

  it("send through loose routers to the target, and through a strict one by its name", () => {
    const to = (routes: string) => {
      const dialog = made(callerDialog(answering(200, `Record-Route: ${routes}`, "Contact: <sip:x@192.0.2.9>")));
      const { request } = requestInside(dialog, { method: "BYE", via: "SIP/2.0/UDP h;branch=z9hG4bKx", headers: [] });
      return [request.uri, ...headersOf(request, "Route")];
    };
    expect(to("<sip:p2.id;lr>, <sip:p1.id;lr>")).toEqual(["sip:x@192.0.2.9", "<sip:p1.id;lr>", "<sip:p2.id;lr>"]);
    expect(to("<sip:p2.id;lr>, <sip:old.id>")).toEqual(["sip:old.id", "<sip:p2.id;lr>", "<sip:x@192.0.2.9>"]);
  });

  it("wait after two re-INVITEs met: the owner of the Call-ID longer, in steps of ten milliseconds", () => {
    const bounds = (role: "caller" | "callee") => [0, 0.999_999].map((chance) => pauseAfterGlareMs(role, chance));
    expect([bounds("caller"), bounds("callee")]).toEqual([
      [2_100, 4_000],
      [0, 2_000],
    ]);
  });
});
