import { describe, expect, it } from "vitest";
import type { RestRefusal } from "../twilio-api/index.ts";
import { PROGRAM_STATUS, refusedBy } from "./program-refusal.ts";

/** Refusals of the operations on calls and conferences. */
const OF_ACTS: readonly RestRefusal["code"][] = [
  ...([20404, 20429, 20503, 21201, 21205, 21210, 21211, 21212, 21213, 21216, 21218, 21220, 88002] as const),
];

describe("what an act was refused with, in our words", () => {
  it("has a code of its own each time, with a status of the same class as the field's", () => {
    for (const code of OF_ACTS) {
      const refused = refusedBy({ code }, "no-such-call");
      expect([code, refused.code]).not.toEqual([code, "invalid-input"]);
      expect(PROGRAM_STATUS[refused.code]).toBeGreaterThanOrEqual(400);
    }
    expect(refusedBy({ code: 20404 }, "no-such-conference")).toEqual({ code: "no-such-conference" });
  });

  it("stands at our name of the field, also where several were named, and says when to come again", () => {
    const unfit = (name: string) => refusedBy({ code: 21205, params: { name } }, "no-such-call").field;
    expect([unfit("Url"), unfit("Twiml"), unfit("WaitUrl, ConferenceStatusCallback"), unfit("Andere")]).toEqual([
      ...["instructions.url", "instructions.document", "waitUrl", undefined],
    ]);
    expect(refusedBy({ code: 20429, retryAfterS: 10 }, "no-such-call")).toEqual({
      code: "call-orders-waiting",
      retryAfterS: 10,
    });
  });

  it("tells a document that is unfit from an address that is", () => {
    const unfit = (name: string) => refusedBy({ code: 21205, params: { name } }, "no-such-call").code;
    expect([unfit("Twiml"), unfit("Url")]).toEqual(["document-unfit", "hook-address-unfit"]);
  });

  it("is said otherwise by an act that says so", () => {
    expect(refusedBy({ code: 21220 }, "no-such-call", { 21220: "conference-stands-otherwise" }).code).toBe(
      "conference-stands-otherwise",
    );
  });
});
