import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEMONSTRATION_OFFICE } from "../decrees/decree-template.ts";
import {
  DECREE_KINDS,
  type DecreeKind,
  type DecreeSigner,
  decideMandateEnd,
  decidesOn,
  judgeMandate,
  mandateFormRefusal,
  officeSignedBy,
  type SigningRole,
} from "./mandate.ts";

const OFFICE = {
  ...DEMONSTRATION_OFFICE,
  capacity: ["a.n. Menteri Contoh,", "Direktur Jenderal Contoh", "u.b. Direktur Layanan Contoh,"],
  signerName: "Ratih Pradnyani",
  signerDetail: "NIP 19800101 200501 2 001",
};
const director: DecreeSigner = { personId: "director", name: "Ratih", acting: null, actingForPersonId: null };
const plh: DecreeSigner = {
  personId: "coordinator",
  name: "Bagus Wirawan",
  acting: "plh",
  actingForPersonId: "director",
};

describe("a mandate", () => {
  it("that is missing lets nobody sign", () => {
    expect(judgeMandate(undefined, director)).toEqual({ ok: false, refusal: "mandate-missing" });
  });

  it.each([
    ["nobody by name", null, director, true],
    ["the director himself", "director", director, true],
    ["the director, by his Plh", "director", plh, true],
    ["another director", "other", director, false],
    ["another director, by the Plh of this one", "other", plh, false],
    [
      "the last director, by the Plt of the vacant office",
      "other",
      { ...plh, acting: "plt", actingForPersonId: null },
      true,
    ],
  ] as const)("names %s", (_what, signerPersonId, signer, maySign) => {
    expect(judgeMandate({ signerPersonId }, signer).ok).toBe(maySign);
  });
});

describe("the block of a decree", () => {
  it("is the office's own when the director signs", () => {
    expect(officeSignedBy(OFFICE, director)).toEqual(OFFICE);
  });

  it("says Plh. or Plt. after u.b. and carries the name of whoever acts, without the other's details", () => {
    expect(officeSignedBy(OFFICE, plh)).toEqual({
      ...OFFICE,
      capacity: ["a.n. Menteri Contoh,", "Direktur Jenderal Contoh", "u.b. Plh. Direktur Layanan Contoh,"],
      signerName: "Bagus Wirawan",
      signerDetail: null,
    });
    const plain = { ...OFFICE, capacity: ["Kepala Kantor Contoh,"] };
    expect(officeSignedBy(plain, { name: "Bagus", acting: "plt" }).capacity).toEqual(["Plt. Kepala Kantor Contoh,"]);
  });
});

describe("adding a mandate", () => {
  const form = { decreeKinds: ["assignment"], signerPersonId: null, validFrom: "2026-11-25", validTo: null } as const;
  const facts = { today: "2026-11-25", maySign: (id: string) => id === "director" };

  it.each([
    ["from today", {}, undefined],
    ["from yesterday", { validFrom: "2026-11-24" }, "mandate-begins-in-the-past"],
    ["for one day", { validTo: "2026-11-25" }, undefined],
    ["that ends before it begins", { validTo: "2026-11-24" }, "mandate-days-order"],
    ["for a director", { signerPersonId: "director" }, undefined],
    ["for somebody else", { signerPersonId: "evaluator" }, "mandate-signer-unfit"],
  ] as const)("%s", (_what, change, refusal) => {
    expect(mandateFormRefusal({ ...form, ...change }, facts)).toBe(refusal);
  });
});

describe("who decides, and so may be named as the only signer", () => {
  it("is the director for every kind, and the coordinator for commitments and the papers of a test but the SKLO", () => {
    const kindsOf = (...roles: readonly SigningRole[]) => DECREE_KINDS.filter((kind) => decidesOn(kind, roles));
    expect(kindsOf("director")).toEqual(DECREE_KINDS);
    expect(kindsOf("coordinator")).toEqual(["commitment", "test-order", "test-report"]);
    expect(kindsOf("coordinator", "director")).toEqual(DECREE_KINDS);
    expect(kindsOf()).toEqual([]);
  });

  it("is asked for each kind of the form: one kind he does not decide is one too many", () => {
    const form = { signerPersonId: "coordinator", validFrom: "2026-11-25", validTo: null } as const;
    const maySign = (_id: string, kind: DecreeKind) => decidesOn(kind, ["coordinator"]);
    const refusalFor = (...decreeKinds: readonly DecreeKind[]) =>
      mandateFormRefusal({ ...form, decreeKinds }, { today: "2026-11-25", maySign });
    expect(refusalFor("commitment")).toBeUndefined();
    expect(refusalFor("commitment", "assignment")).toBe("mandate-signer-unfit");
  });
});

describe("ending a mandate", () => {
  it.each([
    ["today", "2026-11-25", { lastDay: "2026-11-25" }],
    ["yesterday", "2026-11-24", "mandate-end-in-the-past"],
    ["on its last day", "2026-12-31", { lastDay: "2026-12-31" }],
    ["after its last day", "2027-01-01", "mandate-end-later"],
  ])("%s", (_what, lastDay, expected) => {
    const mandate = { validFrom: "2026-01-01", validTo: "2026-12-31", isEnded: false };
    const decided = decideMandateEnd(mandate, lastDay, "2026-11-25");
    expect(decided.ok ? decided.value : decided.refusal).toEqual(expected);
    expect(decideMandateEnd({ ...mandate, isEnded: true }, lastDay, "2026-11-25").ok).toBe(false);
  });

  it("never leaves a day behind on which it could have been used before today", () => {
    const day = fc.integer({ min: 1, max: 28 }).map((nth) => `2026-11-${String(nth).padStart(2, "0")}`);
    fc.assert(
      fc.property(day, fc.option(day), day, day, (validFrom, validTo, lastDay, today) => {
        const decided = decideMandateEnd({ validFrom, validTo, isEnded: false }, lastDay, today);
        if (!decided.ok) return;
        const end = decided.value.lastDay;
        if (end === null) expect(validFrom > today).toBe(true);
        else expect(end >= today && end >= validFrom && (validTo === null || end <= validTo)).toBe(true);
      }),
    );
  });
});
