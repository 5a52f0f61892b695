import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CarrierLine, type OwnPart, readLines, reconcile } from "./reconcile.ts";

const own = (carrierMessageId: string, more: Partial<OwnPart> = {}): OwnPart => ({
  ...{ carrierMessageId, state: "delivered", costRupiah: 250, ...more },
});
const line = (id: string, more: Partial<CarrierLine> = {}): CarrierLine => ({
  ...{ id, state: "DELIVRD", priceRupiah: 250, ...more },
});

describe("a carrier's file against what we have", () => {
  it("says what either lacks, and where state or price differ", () => {
    const ours = [own("1"), own("2"), own("3", { state: "undeliverable" }), own("4"), own("5")];
    const theirs = [
      line("1"),
      line("3"),
      line("4", { priceRupiah: 300 }),
      line("5", { state: "?" }),
      line("9"),
      line("9"),
    ];
    expect(reconcile(ours, theirs)).toEqual({
      ...{ ours: 5, theirs: 5, same: 1, doubled: { count: 1, first: ["9"] } },
      missingThere: { count: 1, first: ["2"] },
      missingHere: { count: 1, first: ["9"] },
      stateDiffers: {
        count: 2,
        first: [
          { id: "3", ours: "undeliverable", theirs: "DELIVRD" },
          { id: "5", ours: "delivered", theirs: "?" },
        ],
      },
      priceDiffers: { count: 1, first: [{ id: "4", ours: 250, theirs: 300 }] },
    });
  });

  it("leaves out what the file does not say", () => {
    expect(reconcile([own("1")], [line("1", { state: "", priceRupiah: null })])).toMatchObject({ same: 1 });
  });

  it("accounts for every id of either once", () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 50 }).map(String));
    fc.assert(
      fc.property(ids, ids, (ours, theirs) => {
        const found = reconcile(
          ours.map((id) => own(id)),
          theirs.map((id) => line(id)),
        );
        expect(found.same + found.missingThere.count).toBe(ours.length);
        expect(found.same + found.missingHere.count).toBe(theirs.length);
      }),
    );
  });
});

describe("a carrier's file", () => {
  it("is read by its headings, in either language, with ids as the carrier's are read", () => {
    const rows = [
      ["\uFEFFTanggal", "ID Pesan", "Status", "Harga"],
      ["2026-11-27", " 0A ", "DELIVRD", "250"],
      ["", "", "", ""],
      ["2026-11-27", "0B", "", ""],
    ];
    expect(readLines(rows, (id) => String(Number.parseInt(id, 16)))).toEqual({
      lines: [
        { id: "10", state: "DELIVRD", priceRupiah: 250 },
        { id: "11", state: "", priceRupiah: null },
      ],
    });
    expect(readLines([["id"], ["a"]], (id) => id)).toEqual({ lines: [{ id: "a", state: "", priceRupiah: null }] });
  });

  it("is refused where nothing names the ids, or a price is none", () => {
    expect(readLines([["tanggal"], ["x"]], (id) => id)).toEqual({ fault: "sms-lines-no-id", row: 1 });
    expect(readLines([], (id) => id)).toEqual({ fault: "sms-lines-no-id", row: 1 });
    expect(
      readLines(
        [
          ["id", "price"],
          ["a", "1"],
          ["b", "1,5"],
        ],
        (id) => id,
      ),
    ).toEqual({ fault: "sms-lines-price", row: 3 });
  });
});
