import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ASKING_KINDS } from "./application-kind.ts";
import { chooseKind, type KindFacts } from "./kind-choice.ts";

const operator: KindFacts = { isGovernment: false, hasServiceInNib: true, ownService: null, activeCodes: 0 };
const body: KindFacts = { isGovernment: true, hasServiceInNib: false, ownService: true, activeCodes: 0 };

describe("the kind of an application", () => {
  it("is Nomor Baru for whoever holds no code of the service, Nomor Tambahan from the first code on", () => {
    expect(chooseKind(operator, undefined)).toEqual({ ok: true, value: "new" });
    expect(chooseKind({ ...operator, activeCodes: 1 }, undefined)).toEqual({ ok: true, value: "additional" });
    expect(chooseKind(body, undefined)).toEqual({ ok: true, value: "new" });
  });

  it.each([
    ["Nomor Tambahan without a code", operator, "additional", "kind-needs-codes"],
    ["Nomor Baru beside codes held", { ...operator, activeCodes: 2 }, "new", "kind-has-codes"],
    ["a business without the line of business", { ...operator, hasServiceInNib: false }, "new", "service-not-in-nib"],
    ["a government body that has not answered", { ...body, ownService: null }, "new", "own-service-needed"],
    ["a government body whose law gives it no service", { ...body, ownService: false }, "new", "own-service-needed"],
  ] as const)("is refused: %s", (_what, facts, wish, refusal) => {
    expect(chooseKind(facts, wish)).toEqual({ ok: false, refusal });
  });

  it("never takes a wish that does not fit, and always takes the one it proposes", () => {
    const facts = fc.record({
      isGovernment: fc.boolean(),
      hasServiceInNib: fc.boolean(),
      ownService: fc.constantFrom(null, true, false),
      activeCodes: fc.nat(3),
    });
    fc.assert(
      fc.property(facts, (known) => {
        const proposed = chooseKind(known, undefined);
        const taken = ASKING_KINDS.filter((kind) => chooseKind(known, kind).ok);
        expect(taken).toEqual(proposed.ok ? [proposed.value] : []);
      }),
    );
  });
});
