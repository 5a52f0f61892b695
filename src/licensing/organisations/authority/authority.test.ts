import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideLetter, type LetterFacts, periodFault, periodInstants, withdrawLetter } from "./authority.ts";

const TODAY = "2026-11-25";
const OFFERED: LetterFacts = {
  validFrom: "2026-11-01",
  validTo: "2027-10-31",
  state: "offered",
  hasEnded: false,
  isWithRegistration: false,
  isOwnedByActor: true,
  isActors: false,
};
const asked = { today: TODAY, monthsMax: 24 };

describe("the days of a letter of authority", () => {
  it("may begin and end on the same day, today included", () => {
    expect(periodFault({ validFrom: TODAY, validTo: TODAY }, asked)).toBeNull();
  });

  it("are refused when they end before they begin, or are over", () => {
    expect(periodFault({ validFrom: "2026-12-02", validTo: "2026-12-01" }, asked)).toBe("authority-period");
    expect(periodFault({ validFrom: "2026-01-01", validTo: "2026-11-24" }, asked)).toBe("authority-over");
  });

  it("may be as long as the rule says, and not a day longer", () => {
    expect(periodFault({ validFrom: "2026-11-01", validTo: "2028-11-01" }, asked)).toBeNull();
    expect(periodFault({ validFrom: "2026-11-01", validTo: "2028-11-02" }, asked)).toBe("authority-too-long");
  });

  it("run from local midnight to the midnight after the last day", () => {
    expect(periodInstants({ validFrom: "2026-11-25", validTo: "2026-11-25" }, "Asia/Jakarta")).toEqual({
      fromMs: Date.parse("2026-11-25T00:00:00+07:00"),
      toMs: Date.parse("2026-11-26T00:00:00+07:00"),
    });
  });
});

describe("a letter that was offered", () => {
  it("is accepted or refused by the company's owner, once", () => {
    expect(decideLetter(OFFERED, { verdict: "accept", today: TODAY })).toEqual({ ok: true, value: "accepted" });
    expect(decideLetter(OFFERED, { verdict: "refuse", today: TODAY })).toEqual({ ok: true, value: "refused" });
    const accepted = { ...OFFERED, state: "accepted" as const };
    expect(decideLetter(accepted, { verdict: "accept", today: TODAY })).toEqual({
      ok: false,
      refusal: "letter-decided",
    });
  });

  it("is the verifier's when it came with a registration", () => {
    const facts = { ...OFFERED, isWithRegistration: true };
    expect(decideLetter(facts, { verdict: "accept", today: TODAY })).toEqual({ ok: false, refusal: "letter-decided" });
  });

  it("cannot be accepted after its last day, but still refused", () => {
    const facts = { ...OFFERED, validTo: "2026-11-24" };
    expect(decideLetter(facts, { verdict: "accept", today: TODAY })).toEqual({ ok: false, refusal: "authority-over" });
    expect(decideLetter(facts, { verdict: "refuse", today: TODAY }).ok).toBe(true);
  });

  it("is never answered by its own consultant or by a stranger", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("offered", "accepted", "refused", "withdrawn" as const),
        fc.boolean(),
        fc.boolean(),
        (state, isOwnedByActor, isActors) => {
          const facts = { ...OFFERED, state: state as LetterFacts["state"], isOwnedByActor, isActors };
          const isFine = isOwnedByActor && !isActors && state === "offered";
          expect(decideLetter(facts, { verdict: "accept", today: TODAY }).ok).toBe(isFine);
        },
      ),
    );
  });
});

describe("ending a letter", () => {
  it("is for either side while it counts, and for nobody else", () => {
    const accepted = { ...OFFERED, state: "accepted" as const };
    expect(withdrawLetter(accepted).ok).toBe(true);
    expect(withdrawLetter({ ...accepted, isOwnedByActor: false, isActors: true }).ok).toBe(true);
    expect(withdrawLetter({ ...accepted, isOwnedByActor: false })).toEqual({ ok: false, refusal: "no-such-letter" });
  });

  it("happens once, and not to a letter that was refused", () => {
    expect(withdrawLetter({ ...OFFERED, state: "withdrawn", hasEnded: true })).toEqual({
      ok: false,
      refusal: "letter-ended",
    });
    expect(withdrawLetter({ ...OFFERED, state: "refused" })).toEqual({ ok: false, refusal: "letter-ended" });
  });
});
