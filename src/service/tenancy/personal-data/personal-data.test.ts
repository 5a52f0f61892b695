import { describe, expect, it } from "vitest";
import { laterByMonths, officeDate } from "../../../regulation/index.ts";
import { goesOn } from "./keeping.ts";
import { maskedNumber, readPersonalNumber } from "./personal-number.ts";
import { accessRefusal, actRefusal } from "./personal-request.ts";

describe("the number of a person", () => {
  it("is read however it is typed, and is neither an extension nor a name", () => {
    expect(readPersonalNumber("0812-3456 789")).toEqual({ ok: true, value: "08123456789" });
    expect(readPersonalNumber("+62 (812) 3456789")).toEqual({ ok: true, value: "+628123456789" });
    for (const text of ["101", "12345", "0812x345", "1".repeat(19), ""])
      expect(readPersonalNumber(text)).toMatchObject({ ok: false, refusal: "personal-number-unfit" });
  });

  it("shows four digits and the last two once it is kept no more", () => {
    expect(maskedNumber("08123456789")).toBe("0812•••••89");
    expect(maskedNumber("021777")).toBe("0217•77");
  });
});

describe("a class of data", () => {
  const calendar = { dateOf: officeDate, laterByMonths };
  const newestMs = Date.parse("2026-11-25T03:00:00Z");

  it("goes by its own last day, else by its rule after the newest, else by no day", () => {
    expect(goesOn({ newestMs, keptUntil: "2027-01-02" }, { unit: "days", value: 90 }, calendar)).toBe("2027-01-02");
    expect(goesOn({ newestMs, keptUntil: null }, { unit: "days", value: 7 }, calendar)).toBe("2026-12-02");
    expect(goesOn({ newestMs, keptUntil: null }, { unit: "months", value: 12 }, calendar)).toBe("2027-11-25");
    expect(goesOn({ newestMs, keptUntil: null }, null, calendar)).toBeNull();
    expect(goesOn({ newestMs: null, keptUntil: null }, { unit: "days", value: 7 }, calendar)).toBeNull();
  });
});

describe("a request", () => {
  const open = { kind: "delete", state: "open", version: 2 } as const;

  it("is acted upon while it is open, as it was read, and deletes only where that was asked", () => {
    const wish = { act: "delete", expectedVersion: 2 } as const;
    expect(actRefusal(open, wish)).toBeNull();
    expect(actRefusal(undefined, wish)).toBe("no-such-personal-request");
    expect(actRefusal({ ...open, version: 3 }, wish)).toBe("personal-request-stale");
    expect(actRefusal({ ...open, kind: "see" }, wish)).toBe("personal-request-sees-only");
    expect(actRefusal({ ...open, kind: "see" }, { ...wish, act: "answer" })).toBeNull();
    expect(actRefusal({ ...open, state: "deleting" }, { ...wish, act: "answer" })).toBe("personal-request-deleting");
    expect(actRefusal({ ...open, state: "done" }, wish)).toBe("personal-request-done");
  });

  it("lets nobody look once it is answered", () => {
    expect(accessRefusal(open)).toBeNull();
    expect(accessRefusal({ ...open, state: "deleting" })).toBeNull();
    expect(accessRefusal({ ...open, state: "done" })).toBe("personal-request-done");
    expect(accessRefusal(undefined)).toBe("no-such-personal-request");
  });
});
