import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownNib, makeCompanies, readyCompanies } from "../../../../simulators/oss/index.ts";
import { companyReply } from "../../../../simulators/oss/reply.ts";
import { interpretReply, type Nib, type NibRecord } from "../../../protocols/oss/index.ts";
import {
  acceptRegistration,
  noticesFor,
  ossRecordFrom,
  REGISTRATION_STATES,
  type RegistrationFacts,
  readOssRecord,
  resubmitRegistration,
  returnRegistration,
  type SubmissionFacts,
  submitRegistration,
} from "../index.ts";

const companies = makeCompanies();

function recordOf(nib: string): NibRecord {
  const company = companies.find((one) => one.nib === nib);
  if (company === undefined) throw new Error(nib);
  const record = interpretReply(companyReply("inqueryNIB", company), nib as Nib);
  if (!record.ok) throw new Error(record.refusal.detail);
  return record.value;
}

const NOTHING = { deed: false, nibDocument: false, legalBasis: false, assignment: false };
const npwpOf = (nib: string) => recordOf(nib).npwp ?? "0981234567890000";
const factsFor = (nib: string, changed: Partial<SubmissionFacts> = {}): SubmissionFacts => ({
  kind: "business",
  record: ossRecordFrom(recordOf(nib)),
  recordSource: "oss",
  hasBody: false,
  typedNpwp: npwpOf(nib),
  typedPhone: "021-5550101",
  typedPersonPhone: "0812 555 0101",
  standing: "director",
  legalBasisYear: null,
  registeredAs: null,
  has: { ...NOTHING, deed: true },
  authority: null,
  requiredKbli: "82200",
  ...changed,
});
const seen = (nib: string) => ({ record: ossRecordFrom(recordOf(nib)), source: "oss" as const });
const codesOf = (result: ReturnType<typeof submitRegistration>) =>
  result.ok ? [] : result.refusal.map(({ code, path }) => `${code}@${path ?? "all"}`);
const people = { personId: "owner", organisationIds: new Set(["o1"]) };
const verifier = { personId: "verifier", organisationIds: new Set<string>() };
const registration = (state: RegistrationFacts["state"]): RegistrationFacts => ({
  id: "o1",
  kind: "business",
  state,
  createdBy: "owner",
});

describe("registering a company", () => {
  it("submits every ready company and begins the promise", () => {
    for (const { nib } of readyCompanies()) {
      expect(submitRegistration(factsFor(nib))).toEqual({
        ok: true,
        value: {
          state: "submitted",
          form: { npwp: npwpOf(nib), phone: "+62215550101", personPhone: "+628125550101" },
          reasons: [],
          promise: "started",
        },
      });
    }
  });

  it("takes the NPWP in its old form with the usual mask", () => {
    const [, old = ""] = /^0(\d{15})$/.exec(npwpOf(knownNib.ready)) ?? [];
    const masked = old.replace(/^(\d{2})(\d{3})(\d{3})(\d)(\d{3})(\d{3})$/, "$1.$2.$3.$4-$5.$6");
    const result = submitRegistration(factsFor(knownNib.ready, { typedNpwp: masked }));
    expect(result.ok && result.value.form?.npwp).toBe(`0${old}`);
  });

  it("refuses a NIB by what OSS says about it", () => {
    expect(codesOf(submitRegistration(factsFor(knownNib.frozen)))).toEqual(["nib-frozen@nib"]);
    expect(codesOf(submitRegistration(factsFor(knownNib.revoked)))).toEqual(["nib-revoked@nib"]);
    expect(codesOf(submitRegistration(factsFor(knownNib.revokedByDocument)))).toEqual(["nib-revoked@nib"]);
    expect(codesOf(submitRegistration(factsFor(knownNib.notYetActive)))).toEqual(["nib-not-active@nib"]);
    expect(codesOf(submitRegistration(factsFor(knownNib.withoutKbli)))).toEqual(["kbli-missing@nib"]);
    expect(submitRegistration(factsFor(knownNib.mayOperate)).ok).toBe(true);
    expect(submitRegistration(factsFor(knownNib.oddRisk)).ok).toBe(true);
  });

  it("refuses a wrong NPWP, and one that is not the company's", () => {
    const with_ = (typedNpwp: string) => codesOf(submitRegistration(factsFor(knownNib.ready, { typedNpwp })));
    expect(with_("12")).toEqual(["npwp-format@npwp"]);
    expect(with_("0991111111111000")).toEqual(["npwp-differs@npwp"]);
  });

  it("takes any well-formed NPWP where OSS has none, and leaves a notice for the verifier", () => {
    const facts = factsFor(knownNib.withoutNpwp);
    expect(submitRegistration(facts).ok).toBe(true);
    expect(noticesFor({ record: facts.record, source: "oss" }, "82200")).toEqual(["notice-npwp-not-at-oss"]);
  });

  it("names every fault at once", () => {
    const facts = factsFor(knownNib.withoutKbli, {
      typedNpwp: "1",
      registeredAs: { id: "o2", isOwn: false, isUnclaimed: false },
      has: NOTHING,
    });
    expect(codesOf(submitRegistration(facts))).toEqual([
      "nib-already-registered@nib",
      "kbli-missing@nib",
      "npwp-format@npwp",
      "deed-missing@deedFileId",
    ]);
  });
});

describe("a company that is registered already", () => {
  it("is told apart from one that the applicant has himself, as after an answer that got lost", () => {
    const taken = (isOwn: boolean) =>
      factsFor(knownNib.ready, { registeredAs: { id: "o2", isOwn, isUnclaimed: false } });
    expect(codesOf(submitRegistration(taken(false)))).toEqual(["nib-already-registered@nib"]);
    expect(codesOf(submitRegistration(taken(true)))).toEqual(["nib-already-yours@nib"]);
  });
});

describe("the record that is kept", () => {
  it("carries the full name and is read back as it was written", () => {
    const record = ossRecordFrom(recordOf(knownNib.longName));
    expect(record.name).toHaveLength(83);
    expect(readOssRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(() => readOssRecord({ nib: "1" })).toThrow("OSS record");
  });

  it("tells the verifier of an odd risk and of a place without a name", () => {
    expect(noticesFor(seen(knownNib.oddRisk), "82200")).toEqual(["notice-kbli-risk"]);
    expect(noticesFor(seen(knownNib.unknownCity), "82200")).toEqual(["notice-place-unknown"]);
    expect(noticesFor(seen(knownNib.ready), "82200")).toEqual([]);
  });
});

describe("a returned registration", () => {
  const resubmit = (facts: SubmissionFacts, state: RegistrationFacts["state"], actor = people) =>
    resubmitRegistration(facts, { registration: registration(state), actor });

  it("is sent again by its own people and restarts the promise", () => {
    const result = resubmit(
      factsFor(knownNib.ready, { registeredAs: { id: "o1", isOwn: true, isUnclaimed: false } }),
      "returned",
    );
    expect(result).toMatchObject({ ok: true, value: { state: "submitted", promise: "restarted" } });
  });

  it("may be moved to another NIB, but not to one that another company has", () => {
    expect(resubmit(factsFor(knownNib.readyCv), "returned").ok).toBe(true);
    expect(
      codesOf(
        resubmit(
          factsFor(knownNib.readyCv, { registeredAs: { id: "o2", isOwn: false, isUnclaimed: false } }),
          "returned",
        ),
      ),
    ).toEqual(["nib-already-registered@nib"]);
  });

  it("is nobody else's business, and only once it was returned", () => {
    expect(codesOf(resubmit(factsFor(knownNib.ready), "returned", verifier))).toEqual(["no-such-organisation@all"]);
    expect(codesOf(resubmit(factsFor(knownNib.ready), "submitted"))).toEqual(["not-returned@all"]);
    expect(codesOf(resubmit(factsFor(knownNib.ready), "verified"))).toEqual(["not-returned@all"]);
  });
});

describe("a verifier", () => {
  const reasons = [{ field: "deedFileId", text: " Halaman 3 tidak terbaca. ", remedy: " Pindai ulang halaman 3." }];

  it("accepts, which keeps the promise", () => {
    expect(acceptRegistration(registration("submitted"), verifier)).toMatchObject({
      value: { state: "verified", promise: "fulfilled" },
    });
  });

  it("returns with reasons, which gives the applicant the ball", () => {
    expect(returnRegistration(registration("submitted"), { actor: verifier, reasons })).toMatchObject({
      value: {
        state: "returned",
        promise: "paused",
        reasons: [{ field: "deedFileId", text: "Halaman 3 tidak terbaca.", remedy: "Pindai ulang halaman 3." }],
      },
    });
  });

  it("does not return without a reason", () => {
    const empty = returnRegistration(registration("submitted"), {
      actor: verifier,
      reasons: [{ field: "nib", text: " ", remedy: "" }],
    });
    expect(codesOf(empty)).toEqual(["reasons-missing@reasons"]);
  });

  it("never decides about a company he belongs to or registered, nor twice, in no state", () => {
    fc.assert(
      fc.property(fc.constantFrom(...REGISTRATION_STATES), fc.boolean(), fc.boolean(), (state, belongs, registered) => {
        const facts = { ...registration(state), createdBy: registered ? "verifier" : "owner" };
        const actor = { ...verifier, organisationIds: new Set(belongs ? ["o1"] : ["o2"]) };
        const expected = belongs || registered ? ["own-organisation@all"] : ["already-decided@all"];
        const isFine = !belongs && !registered && state === "submitted";
        expect(codesOf(acceptRegistration(facts, actor))).toEqual(isFine ? [] : expected);
        expect(codesOf(returnRegistration(facts, { actor, reasons }))).toEqual(isFine ? [] : expected);
      }),
    );
  });
});
