import { describe, expect, it } from "vitest";
import type { SkloFacts } from "./sklo.shared.ts";
import { skloChanges } from "./sklo-facts.ts";

const FACTS: SkloFacts = {
  testNumber: "ULO-2026112500001",
  licenceNumber: "IZN-2026112500001",
  organisation: { id: "o-1", name: "PT Suara Khatulistiwa", nib: "1234567890123", address: "Jalan Melati 27" },
  kbli: "82200",
  service: "Pusat panggilan",
  configurations: ["ip-pbx"],
  smsA2p: false,
  codes: ["1500123"],
  method: "site",
  place: "Depok",
  serviceCentre: "Depok",
  transmission: "Serat optik",
  requestedOn: "2026-11-25",
  testedOn: "2026-12-03",
  reportDigest: null,
  closedOn: null,
};

describe("what changed in a SKLO since the last name was put to it", () => {
  it("is nothing when only the order of its keys is another, as a database gives them back", () => {
    const { id, name, nib, address } = FACTS.organisation;
    const kept = Object.fromEntries(
      Object.entries({ ...FACTS, organisation: { address, nib, name, id } }).toReversed(),
    );
    expect(skloChanges(kept, FACTS)).toEqual([]);
  });

  it("is each field by itself, with what it said before", () => {
    const kept = { ...FACTS, codes: ["1500123", "1500124"], organisation: { ...FACTS.organisation, name: "PT Lain" } };
    expect(skloChanges(kept, FACTS)).toEqual([
      { field: "organisation", before: kept.organisation, now: FACTS.organisation },
      { field: "codes", before: ["1500123", "1500124"], now: ["1500123"] },
    ]);
  });

  it("is nothing before anybody has put his name to it", () => {
    expect(skloChanges(null, FACTS)).toEqual([]);
  });
});
