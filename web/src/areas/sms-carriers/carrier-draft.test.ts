import { describe, expect, it } from "vitest";
import type { CarrierRow } from "./carrier-data.ts";
import { type Draft, draftOf, faultsOf, formOf, newDraft } from "./carrier-draft.ts";

const NEW = { isNew: true };
const KEPT = { isNew: false };
const filled = (own: Partial<Draft> = {}): Draft => ({
  ...newDraft(),
  name: "Operator",
  host: "smsc.contoh.id",
  systemId: "sambung",
  password: "rahasia",
  routes: [{ id: "a", prefix: "62811", price: "250", quality: "80" }],
  ...own,
});
const fieldsOf = (draft: Draft, kind = NEW) => faultsOf(draft, kind).map(({ field }) => field);

describe("the form of a carrier", () => {
  it("is free of faults when it is filled, and sends figures", () => {
    expect(faultsOf(filled(), NEW)).toEqual([]);
    expect(formOf(filled({ answer: "2,5" }))).toMatchObject({
      port: 2_775,
      enquireMs: 30_000,
      answerMs: 2_500,
      binds: 1,
      routes: [{ prefix: "62811", priceRupiah: 250, quality: 80 }],
      quirks: { ton: { letters: 5, digits: 3, recipient: 1 }, dataCoding: { gsm: 0, ucs2: 8 } },
    });
  });

  it("comes back as the carrier was, without its password, which need not be given again", () => {
    const { password: _password, ...sent } = formOf(filled({ answer: "0.1" }));
    const row: CarrierRow = { ...sent, id: "0", version: 3, downSince: null };
    const again = draftOf(row);
    expect(again.password).toBe("");
    expect(faultsOf(again, KEPT)).toEqual([]);
    expect(formOf(again)).toEqual({ ...sent, password: "" });
    expect(fieldsOf(again, NEW)).toEqual(["password"]);
  });

  it("names what is missing or out of bounds at its field", () => {
    expect(fieldsOf(newDraft())).toEqual(expect.arrayContaining(["name", "systemId", "password", "host"]));
    const wrong = filled({ port: "65536", binds: "1.5", windowMax: "", enquire: "0,9", codeUcs2: "256" });
    expect(fieldsOf(wrong)).toEqual(["port", "binds", "windowMax", "enquire", "codeUcs2"]);
  });

  it("takes no prefix twice, and no way without a price", () => {
    const way = { prefix: "62811", price: "1", quality: "50" };
    const routes = [
      { ...way, id: "a" },
      { ...way, id: "b" },
      { ...way, id: "c", prefix: "0811", price: "" },
    ];
    expect(faultsOf(filled({ routes }), NEW).map(({ field, why }) => [field, why])).toEqual([
      ...[["prefix-b", "prefix-twice"]],
      ...[
        ["prefix-c", "prefix"],
        ["price-c", "between"],
      ],
    ]);
  });
});
