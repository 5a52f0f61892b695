import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CODE_REQUEST_KINDS } from "../cases/application-kind.ts";
import { chooseKind, type KindFacts, newServiceRefusal } from "./kind-choice.ts";

const operator: KindFacts = {
  isGovernment: false,
  hasServiceInNib: true,
  ownService: null,
  activeCodes: 0,
  services: [],
};
const body: KindFacts = { isGovernment: true, hasServiceInNib: false, ownService: true, activeCodes: 0, services: [] };

describe("the kind of an application", () => {
  it("is Nomor Baru for a company without a code of the service, Nomor Tambahan from the first code on", () => {
    expect(chooseKind(operator, undefined)).toEqual({ ok: true, value: "new" });
    expect(chooseKind({ ...operator, activeCodes: 1 }, undefined)).toEqual({ ok: true, value: "additional" });
    expect(chooseKind(body, undefined)).toEqual({ ok: true, value: "new" });
  });

  it.each([
    ["Nomor Tambahan without a code", operator, "additional", "kind-needs-codes"],
    ["a business without the line of business", { ...operator, hasServiceInNib: false }, "new", "service-not-in-nib"],
    ["a government body that has not answered", { ...body, ownService: null }, "new", "own-service-needed"],
    ["a government body whose law gives it no service", { ...body, ownService: false }, "new", "own-service-needed"],
  ] as const)("is refused: %s", (_what, facts, wish, refusal) => {
    expect(chooseKind(facts, wish)).toEqual({ ok: false, refusal });
  });

  it("takes the one it proposes, and of a holder Nomor Baru too", () => {
    const facts = fc.record({
      isGovernment: fc.boolean(),
      hasServiceInNib: fc.boolean(),
      ownService: fc.constantFrom(null, true, false),
      activeCodes: fc.nat(3),
      services: fc.constant([]),
    });
    fc.assert(
      fc.property(facts, (known) => {
        const proposed = chooseKind(known, undefined);
        const taken = CODE_REQUEST_KINDS.filter((kind) => chooseKind(known, kind).ok);
        const others = known.activeCodes > 0 ? ["new"] : [];
        expect(taken.toSorted()).toEqual(proposed.ok ? [...others, proposed.value].toSorted() : []);
      }),
    );
  });
});

describe("the new service of a holder", () => {
  const services = ["Jasa Pusat Panggilan Informasi (Call Center)", "Layanan Darurat Medis"];

  it.each([
    ["no name", "", "new-service-missing"],
    ["a name of signs", " -- / ", "new-service-missing"],
    ["a name of two letters", "A1", "new-service-missing"],
    ["the licensed service", "jasa pusat panggilan informasi call center", "new-service-known"],
    ["a service that has a code, written otherwise", " layanan  DARURAT-medis ", "new-service-known"],
    ["a service without a code", "Layanan Darurat Medis Anak", undefined],
    ["a name of three letters", "SOS", undefined],
  ])("is judged by its name: %s", (_what, name, refusal) => {
    expect(newServiceRefusal(services, name)).toBe(refusal);
  });

  it("is not asked of a body that holds no code", () => {
    expect(newServiceRefusal([], "")).toBeUndefined();
  });
});
