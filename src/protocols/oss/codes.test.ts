import { describe, expect, it } from "vitest";
import {
  companyKindOf,
  fullCompanyName,
  nibStatusCodes,
  nibStatusOf,
  regionOf,
  riskOf,
  userKey,
  userKeyDate,
} from "./index.ts";

describe("the code lists", () => {
  it("name every NIB status of annex 14 and nothing else", () => {
    for (const [name, code] of Object.entries(nibStatusCodes)) expect(nibStatusOf(code)).toBe(name);
    expect(nibStatusOf("5")).toBe("frozen");
    expect(nibStatusOf("07")).toBeUndefined();
    expect(nibStatusOf("")).toBeUndefined();
  });

  it("name the kinds of companies and admit when one is new to them", () => {
    expect(companyKindOf("01")).toBe("pt");
    expect(companyKindOf("7")).toBe("koperasi");
    expect(companyKindOf("26")).toBe("pt-perorangan");
    expect(companyKindOf("03")).toBe("unknown");
  });

  it("read a risk in words, initials and either spelling", () => {
    expect(riskOf("Tinggi")).toBe("high");
    expect(riskOf("RISIKO MENENGAH-TINGGI")).toBe("medium-high");
    expect(riskOf("resiko menengah rendah")).toBe("medium-low");
    expect(riskOf("MT")).toBe("medium-high");
    expect(riskOf("R")).toBe("low");
    expect(riskOf("Sangat Tinggi Sekali")).toBe("unknown");
    expect(riskOf("constructor")).toBe("unknown");
  });

  it("put the kind before the name once", () => {
    expect(fullCompanyName({ kind: "pt", name: "Gemawicara Arunika" })).toBe("PT Gemawicara Arunika");
    expect(fullCompanyName({ kind: "pt", name: "PT. Gemawicara Arunika" })).toBe("PT Gemawicara Arunika");
    expect(fullCompanyName({ kind: "pt", name: "Ptolemi Wicara" })).toBe("PT Ptolemi Wicara");
    expect(fullCompanyName({ kind: "unknown", name: "Badan Wicara" })).toBe("Badan Wicara");
  });

  it("name city and province from the region code, and no city rather than a wrong one", () => {
    expect(regionOf("3578060001")).toEqual({ city: "Kota Surabaya", province: "Jawa Timur" });
    expect(regionOf("35.78.06.0001")).toEqual({ city: "Kota Surabaya", province: "Jawa Timur" });
    expect(regionOf("3599060001")).toEqual({ city: null, province: "Jawa Timur" });
    expect(regionOf("")).toEqual({ city: null, province: null });
  });
});

describe("the access key", () => {
  it("is made as sha1 over user, md5 of the password, kind and date", () => {
    const seen: string[] = [];
    const key = userKey({ username: "u", password: "p", type: "T", date: "2026-11-25" }, (algorithm, text) => {
      seen.push(`${algorithm}:${text}`);
      return `<${algorithm}>`;
    });
    expect(seen).toEqual(["md5:p", "sha1:u<md5>T2026-11-25"]);
    expect(key).toBe("<sha1>");
  });

  it("changes at midnight in Jakarta, not in Greenwich", () => {
    expect(userKeyDate(Date.parse("2026-11-24T16:59:59.999Z"))).toBe("2026-11-24");
    expect(userKeyDate(Date.parse("2026-11-24T17:00:00.000Z"))).toBe("2026-11-25");
  });
});
