import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CarrierLine, type OwnPart, readLines, reconcile } from "./reconcile.ts";

const own = (carrierMessageId: string, more: Partial<OwnPart> = {}): OwnPart => ({
  carrierMessageId,
  state: "delivered",
  costRupiah: 250,
  ...more,
});
const line = (id: string, more: Partial<CarrierLine> = {}): CarrierLine => ({
  id,
  state: "DELIVRD",
  priceRupiah: 250,
  ...more,
});

describe("a carrier's file against what we have", () => {
  it("says what either lacks, and where state or price differ", async () => {
    const ours = [own("1"), own("2"), own("3", { state: "undeliverable" }), own("4"), own("5")];
    const theirs = [
      line("1"),
      line("3"),
      line("4", { priceRupiah: 300 }),
      line("5", { state: "?" }),
      line("9"),
      line("9"),
    ];
    expect(await reconcile(ours, theirs)).toEqual({
      ours: 5,
      theirs: 5,
      same: 1,
      doubled: { count: 1, first: ["9"] },
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

  it("leaves out what the file does not say", async () => {
    expect(await reconcile([own("1")], [line("1", { state: "", priceRupiah: null })])).toMatchObject({ same: 1 });
  });

  it("keeps the first of what differs alone, however many parts there are", async () => {
    async function* many() {
      for (let nth = 0; nth < 300_000; nth += 1) yield own(`part ${nth}`);
    }
    const found = await reconcile(many(), [line("part 299999"), line("another")]);
    expect(found).toMatchObject({ ours: 300_000, same: 1, missingThere: { count: 299_999 } });
    expect(found.missingThere.first).toHaveLength(200);
    expect(found.missingHere).toEqual({ count: 1, first: ["another"] });
  });

  it("accounts for every id of either once", async () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 50 }).map(String));
    await fc.assert(
      fc.asyncProperty(ids, ids, async (ours, theirs) => {
        const found = await reconcile(
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
