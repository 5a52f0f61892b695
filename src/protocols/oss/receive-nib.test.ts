import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  documentKindCodes,
  type HashText,
  nibOfReceived,
  nibStatusCodes,
  readReceivedNib,
  receivedReply,
  receivedToken,
  tokenIn,
  tokensInForce,
} from "./index.ts";

const row = {
  id_izin: "I-1",
  kd_izin: "059000000052",
  jenis_izin: "K03",
  id_proyek: "R-1",
  id_produk: "",
  kd_daerah: "3171010001",
  nama_izin: "Penetapan Penomoran",
  flag_checklist: "Y",
  kbli_konversi: "",
};
const data = {
  nib: "7700000000001",
  tgl_terbit_nib: "2024-02-03",
  tgl_perubahan_nib: "2026-11-20 08:15:00",
  oss_id: "P-1",
  npwp_perseroan: "981234567890000",
  nama_perseroan: "Gemawicara Contoh",
  jenis_perseroan: "01",
  alamat_perseroan: "Jalan Merpati 1",
  perseroan_daerah_id: "3174091001",
  status_nib: "01",
  "tipe_dokumen ": "5",
  data_proyek: [{ id_proyek: "R-1", kbli: "82200", uraian_usaha: "Aktivitas Call Centre", skala_resiko: "Tinggi" }],
  data_checklist: [row],
};
const read = (change: object = {}) => readReceivedNib({ dataNIB: { ...data, ...change } });
const placeOf = (change: object) => {
  const outcome = read(change);
  return outcome.ok ? "ok" : outcome.refusal.place;
};

describe("a message from OSS", () => {
  it("is read with its company, its dates and the licences it asks for", () => {
    expect(read()).toMatchObject({
      ok: true,
      value: {
        nib: "7700000000001",
        documentKind: "update",
        documentDate: "2026-11-20",
        nibStatus: "active",
        record: { name: "Gemawicara Contoh", activities: [{ code: "82200", risk: "high" }] },
        checklist: [{ licenseId: "I-1", licenseCode: "059000000052", projectId: "R-1", ossId: "P-1" }],
      },
    });
  });

  it("is read from careless spellings: outer spaces in keys, numbers for texts, lists that are none", () => {
    const careless = {
      " dataNIB ": { ...data, nib: 7700000000001, status_nib: 1, pemegang_saham: null, legalitas: {} },
    };
    expect(readReceivedNib(careless).ok).toBe(true);
    expect(readReceivedNib({ datanib: { ...data, data_checklist: {}, data_proyek: null } })).toMatchObject({
      value: { checklist: [], record: { activities: [] } },
    });
  });

  it("takes the licence at the top of the message when the list does not have it", () => {
    const top = { id_izin: "I-9", kd_izin: "059000000052", kd_daerah: "3171" };
    expect(read(top)).toMatchObject({
      value: { checklist: [{ licenseId: "I-1" }, { licenseId: "I-9", regionCode: "3171" }] },
    });
    expect(read({ ...top, id_izin: "I-1" })).toMatchObject({
      value: { checklist: [{ licenseId: "I-1", projectId: "R-1" }] },
    });
    expect(read({ id_izin: "-" })).toMatchObject({ value: { checklist: [{ licenseId: "I-1" }] } });
  });

  it("names each licence once, and keeps the KBLI it was converted to", () => {
    const twice = [row, { ...row, kbli_konversi: 82201 }, { ...row, id_izin: "I-2", kbli_konversi: "82201" }];
    const message = read({ data_checklist: twice });
    expect(message.ok && message.value.checklist.map((one) => [one.licenseId, one.convertedKbli])).toEqual([
      ["I-1", null],
      ["I-2", "82201"],
    ]);
  });

  it("that revokes or cancels means revoked, whatever status it carries, and needs no company data", () => {
    for (const kind of [documentKindCodes.revocation, documentKindCodes.cancellation]) {
      expect(read({ "tipe_dokumen ": kind })).toMatchObject({ value: { nibStatus: "revoked" } });
      const bare = { dataNIB: { nib: data.nib, tipe_dokumen: kind } };
      expect(readReceivedNib(bare)).toMatchObject({
        value: { nibStatus: "revoked", record: null, documentDate: null },
      });
    }
  });

  it("reads each status of the contract", () => {
    for (const [name, code] of Object.entries(nibStatusCodes))
      expect(read({ status_nib: code })).toMatchObject({ value: { nibStatus: name } });
  });

  it.each([
    ["no data at all", { dataNIB: null }, "nib"],
    ["a text", "dataNIB", "nib"],
    ["a NIB of twelve digits", { dataNIB: { ...data, nib: "770000000000" } }, "nib"],
  ])("of %s has no NIB to check a token by", (_what, body, place) => {
    expect(nibOfReceived(body)).toMatchObject({ ok: false, refusal: { place } });
    expect(readReceivedNib(body).ok).toBe(false);
  });

  it.each([
    ["an unknown document type", { "tipe_dokumen ": "7" }, "tipe_dokumen"],
    ["no document type", { "tipe_dokumen ": "" }, "tipe_dokumen"],
    ["an unlisted status", { status_nib: "17" }, "status_nib"],
    ["no name", { nama_perseroan: "" }, "nama_perseroan"],
    [
      "an identifier that is too long",
      { data_checklist: [{ ...row, id_izin: "I".repeat(31) }] },
      "data_checklist.0.id_izin",
    ],
    ["too many licences", { data_checklist: Array.from({ length: 501 }, () => row) }, "data_checklist"],
    ["a licence that is no object", { data_checklist: [3] }, "data_checklist.0"],
    ["a text beyond all bounds", { alamat_perseroan: "x".repeat(2_000) }, "alamat_perseroan"],
    ["too many activities", { data_proyek: Array.from({ length: 501 }, () => ({ kbli: "82200" })) }, "data_proyek"],
  ])("with %s is refused and says where", (_fault, change, place) => {
    expect(placeOf(change)).toBe(place);
  });

  it("ignores dates that are none, and takes the latest of the others", () => {
    const dateOf = (change: object) => {
      const message = read(change);
      return message.ok ? message.value.documentDate : "refused";
    };
    expect(dateOf({ tgl_perubahan_nib: "-" })).toBe("2024-02-03");
    expect(dateOf({ tgl_perubahan_nib: "2026-02-30" })).toBe("2024-02-03");
    expect(dateOf({ tgl_perubahan_nib: "2020-01-01" })).toBe("2024-02-03");
    expect(dateOf({ tgl_perubahan_nib: "", tgl_terbit_nib: "20-11-2026" })).toBeNull();
  });

  it("never throws, whatever JSON comes", () => {
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc.record({ dataNIB: fc.jsonValue() }),
      fc.record({ dataNIB: fc.record({ nib: fc.constant(data.nib), data_checklist: fc.jsonValue() }) }),
      fc
        .dictionary(fc.constantFrom(...Object.keys(data), "__proto__", "constructor"), fc.jsonValue())
        .map((dataNIB) => ({
          dataNIB,
        })),
    );
    fc.assert(
      fc.property(hostile, (body) => {
        expect(typeof readReceivedNib(body).ok).toBe("boolean");
        expect(typeof nibOfReceived(body).ok).toBe("boolean");
      }),
      { numRuns: 1_000 },
    );
  });

  it("is read the same from a million brackets as from nothing", () => {
    const deep = JSON.parse(
      `{"dataNIB":{"nib":"7700000000001","x":${"[".repeat(5_000)}${"]".repeat(5_000)}}}`,
    ) as unknown;
    expect(readReceivedNib(deep)).toMatchObject({ ok: false, refusal: { place: "tipe_dokumen" } });
  });

  it("is answered with 1 or 2 and words of at most 255 characters", () => {
    expect(receivedReply({ isTaken: true, words: "Berhasil" })).toEqual({
      responreceiveNIB: { status: "1", keterangan: "Berhasil" },
    });
    const refused = receivedReply({ isTaken: false, words: "x".repeat(300) });
    expect(refused.responreceiveNIB.status).toBe("2");
    expect(refused.responreceiveNIB.keterangan).toHaveLength(255);
  });
});

const sha: HashText = (algorithm, text) => createHash(algorithm).update(text).digest("hex");
const parts = { username: "oss", password: "rahasia", nib: "7700000000001" };

describe("the token of OSS", () => {
  it("is the SHA-1 of user, password, NIB and the day in Jakarta", () => {
    const expected = createHash("sha1").update("ossrahasia770000000000120261125").digest("hex");
    expect(receivedToken({ ...parts, date: "2026-11-25" }, sha)).toBe(expected);
    expect(tokensInForce(parts, Date.parse("2026-11-24T17:00:00Z"), sha)[0]).toBe(expected);
    expect(tokensInForce(parts, Date.parse("2026-11-25T16:59:59Z"), sha)[0]).toBe(expected);
  });

  it("of yesterday and tomorrow counts too, that of the day before does not", () => {
    const inForce = tokensInForce(parts, Date.parse("2026-11-25T03:00:00Z"), sha);
    const dayOf = (date: string) => receivedToken({ ...parts, date }, sha);
    expect(inForce.toSorted()).toEqual([dayOf("2026-11-24"), dayOf("2026-11-25"), dayOf("2026-11-26")].toSorted());
    expect(inForce).not.toContain(dayOf("2026-11-23"));
  });

  it("of another NIB does not fit", () => {
    const nowMs = Date.parse("2026-11-25T03:00:00Z");
    const other = tokensInForce({ ...parts, nib: "7700000000002" }, nowMs, sha);
    expect(tokensInForce(parts, nowMs, sha).filter((token) => other.includes(token))).toEqual([]);
  });

  it("is read in either case, and anything else is none", () => {
    const token = "ab".repeat(20);
    expect(tokenIn(` ${token.toUpperCase()} `)).toBe(token);
    for (const none of [undefined, "", "ab", `${token}0`, [token], "g".repeat(40)]) expect(tokenIn(none)).toBeNull();
  });
});
