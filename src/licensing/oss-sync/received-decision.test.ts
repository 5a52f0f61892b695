import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DocumentKind, NibStatus } from "../../protocols/oss/index.ts";
import { decideReceived, type ReceivedFacts } from "./index.ts";

type Message = Parameters<typeof decideReceived>[1];

const active = (documentDate: string | null): Message => ({
  documentKind: "update",
  documentDate,
  nibStatus: "active",
});
const frozen = (documentDate: string | null): Message => ({ ...active(documentDate), nibStatus: "frozen" });
const revoked = (documentDate: string | null): Message => ({
  documentKind: "revocation",
  documentDate,
  nibStatus: "revoked",
});
const known = (documentDate: string | null, nibStatus: NibStatus): ReceivedFacts => ({
  isRepeat: false,
  company: { documentDate, nibStatus },
});
const nothing: ReceivedFacts = { isRepeat: false, company: null };
const outcomeOf = (facts: ReceivedFacts, message: Message) => decideReceived(facts, message).outcome;

describe("a message from OSS", () => {
  it("counts when nothing was known, also a revocation that comes before its original", () => {
    expect(decideReceived(nothing, active("2026-11-02"))).toMatchObject({ outcome: "applied", countsForCompany: true });
    expect(decideReceived(nothing, revoked("2026-11-02"))).toMatchObject({
      outcome: "applied",
      countsForCompany: true,
    });
    expect(outcomeOf(known("2026-11-02", "revoked"), active("2026-11-01"))).toBe("older");
  });

  it("does nothing the second time", () => {
    const decision = decideReceived({ ...known("2026-11-02", "active"), isRepeat: true }, frozen("2026-11-03"));
    expect(decision).toEqual({
      outcome: "repeated",
      countsForCompany: false,
      takesChecklist: false,
      dispute: undefined,
    });
  });

  it("changes nothing when it is a day older than what counts, but its licences are taken", () => {
    const decision = decideReceived(known("2026-11-02", "frozen"), active("2026-11-01"));
    expect(decision).toMatchObject({ outcome: "older", countsForCompany: false, takesChecklist: true });
    expect(outcomeOf(known("2026-11-02", "frozen"), active("2026-11-02"))).toBe("applied");
  });

  it("freezes and releases a NIB, in the order of arrival within a day", () => {
    expect(outcomeOf(known("2026-11-02", "active"), frozen("2026-11-02"))).toBe("applied");
    expect(outcomeOf(known("2026-11-02", "frozen"), active("2026-11-02"))).toBe("applied");
    expect(outcomeOf(known(null, "frozen"), active(null))).toBe("applied");
  });

  it("of the day of a revocation does not undo it, and an officer is asked", () => {
    for (const message of [active("2026-11-02"), active(null), frozen("2026-11-02")]) {
      expect(decideReceived(known("2026-11-02", "revoked"), message)).toMatchObject({
        outcome: "same-day-as-revocation",
        countsForCompany: false,
        dispute: "same-day-as-revocation",
      });
    }
  });

  it("of a later day brings a revoked NIB back, and an officer is asked", () => {
    expect(decideReceived(known("2026-11-02", "revoked"), active("2026-11-03"))).toMatchObject({
      outcome: "back-in-force",
      countsForCompany: true,
      dispute: "back-in-force",
    });
  });
});

const date = fc.option(fc.constantFrom("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"), { nil: null });
const message: fc.Arbitrary<Message> = fc.record({
  documentKind: fc.constantFrom<DocumentKind[]>("original", "update", "revocation", "cancellation"),
  documentDate: date,
  nibStatus: fc.constantFrom<NibStatus[]>("active", "frozen", "revoked", "may-operate"),
});

/** Processes messages in the given order, as the inbox would; equal messages are repeats. */
function play(messages: readonly Message[]) {
  const seen = new Set<string>();
  let company = null as ReceivedFacts["company"];
  for (const one of messages) {
    const key = JSON.stringify(one);
    const decision = decideReceived({ isRepeat: seen.has(key), company }, one);
    seen.add(key);
    if (decision.countsForCompany) {
      const documentDate: string | null = one.documentDate ?? company?.documentDate ?? null;
      company = { documentDate, nibStatus: one.nibStatus };
    }
  }
  return company;
}

describe("any run of messages", () => {
  it("ends the same when each is delivered again at once or at the end", () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
        const once = play(messages);
        expect(play(messages.flatMap((one) => [one, one]))).toEqual(once);
        expect(play([...messages, ...messages])).toEqual(once);
      }),
    );
  });

  it("never lets the date that counts go back", () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
        const dates = messages.map((_, index) => play(messages.slice(0, index + 1))?.documentDate ?? "");
        expect(dates).toEqual(dates.toSorted());
      }),
    );
  });

  it("ends revoked when the latest dated message revokes, in whatever order they come", () => {
    const dated = message.filter((one) => one.documentDate !== null && one.documentDate < "2026-11-04");
    const shuffled = fc
      .array(dated, { maxLength: 8 })
      .chain((others) => fc.shuffledSubarray([...others, revoked("2026-11-04")], { minLength: others.length + 1 }));
    fc.assert(
      fc.property(shuffled, (messages) => {
        expect(play(messages)?.nibStatus).toBe("revoked");
      }),
    );
  });
});
