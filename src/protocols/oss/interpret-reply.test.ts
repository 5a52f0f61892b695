import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interpretCheckReply, interpretReply, type Nib, nibRequest } from "./index.ts";

const asked = "7700000000001" as Nib;
const data = {
  nib: asked,
  oss_id: "P-1",
  tgl_terbit_nib: "2024-02-29",
  jenis_perseroan: "01",
  npwp_perseroan: "981234567890000",
  nama_perseroan: "Gemawicara Arunika",
  alamat_perseroan: "Jalan Merpati No. 5",
  rt_rw_perseroan: "003/007",
  kelurahan_perseroan: "Sukasari",
  perseroan_daerah_id: "3273010001",
  kode_pos_perseroan: "40152",
  nomor_telpon_perseroan: "-",
  email_perusahaan: "",
  status_nib: "01",
  penanggung_jwb: [{ nama_penanggung_jwb: "Ratna Kusumawati", jabatan_penanggung_jwb: " Direktur " }],
  data_proyek: [
    { kbli: "82200", uraian_usaha: "Aktivitas Call Centre", skala_resiko: "Tinggi" },
    { kbli: "62090", uraian_usaha: "Aktivitas Teknologi Informasi", skala_resiko: "R" },
  ],
};
const reply = (inner: unknown, key = "responinqueryNIB") => ({ [key]: inner });
const success = (changed: object = {}) => reply({ kode: 200, keterangan: "Sukses", dataNIB: { ...data, ...changed } });
const codeOf = (json: unknown) => {
  const result = interpretReply(json, asked);
  return result.ok ? "ok" : result.refusal.code;
};

describe("a reply of inqueryNIB", () => {
  it("becomes a record in our words", () => {
    expect(interpretReply(success(), asked)).toEqual({
      ok: true,
      value: {
        nib: asked,
        name: "Gemawicara Arunika",
        companyKind: "pt",
        npwp: "0981234567890000",
        address: "Jalan Merpati No. 5, RT/RW 003/007, Kel. Sukasari",
        city: "Kota Bandung",
        province: "Jawa Barat",
        postalCode: "40152",
        phone: null,
        email: null,
        nibStatus: "active",
        activities: [
          { code: "62090", title: "Aktivitas Teknologi Informasi", risk: "low" },
          { code: "82200", title: "Aktivitas Call Centre", risk: "high" },
        ],
        responsiblePersons: [{ name: "Ratna Kusumawati", position: "Direktur" }],
        issuedDate: "2024-02-29",
        ossId: "P-1",
      },
    });
  });

  it("is read in every spelling of its envelope, with the code as text or number", () => {
    for (const key of ["responinqueryNIB", "responseinqueryNIB", "responInquiryNIB", "respon_inquery_nib", "respon"]) {
      const inner = { kode: "200", keterangan: "Sukses", dataNIB: data };
      expect(codeOf(reply(inner, key)), key).toBe("ok");
    }
    expect(codeOf(reply({ kode: 200, keterangan: "Sukses", dataNIB: data }, "responcheckNIB"))).toBe("oss-malformed");
  });

  it("keeps one activity per KBLI with its highest risk", () => {
    const twice = [
      { kbli: "82200", uraian_usaha: "a", skala_resiko: "Rendah" },
      { kbli: "8220001", uraian_usaha: "b", skala_resiko: "Tinggi" },
      { kbli: "82200", uraian_usaha: "c", skala_resiko: "" },
      { kbli: "", uraian_usaha: "d", skala_resiko: "T" },
    ];
    const result = interpretReply(success({ data_proyek: twice }), asked);
    expect(result.ok && result.value.activities).toEqual([{ code: "82200", title: "b", risk: "high" }]);
  });

  it("of a revoking document counts as revoked though its status says active", () => {
    for (const member of [{ tipe_dokumen: 3 }, { "tipe_dokumen ": "4" }]) {
      const result = interpretReply(success(member), asked);
      expect(result.ok && result.value.nibStatus).toBe("revoked");
    }
    expect(interpretReply(success({ tipe_dokumen: "9", "tipe_dokumen ": "3" }), asked)).toMatchObject({
      value: { nibStatus: "active" },
    });
  });

  it("lives with absent, null and oddly typed members", () => {
    const odd = { npwp_perseroan: "000000000000000", data_proyek: null, penanggung_jwb: {}, kode_pos_perseroan: 40152 };
    const result = interpretReply(success(odd), asked);
    expect(result.ok && result.value).toMatchObject({
      npwp: null,
      activities: [],
      responsiblePersons: [],
      postalCode: "40152",
    });
  });

  it("saying the record is not found is an unknown NIB, whether coded 400, 404 or an empty success", () => {
    expect(codeOf(reply({ kode: 400, keterangan: "Data NIB tidak ditemukan", dataNIB: {} }))).toBe("nib-unknown");
    expect(codeOf(reply({ kode: "404", keterangan: "NIB Tidak Ditemukan" }))).toBe("nib-unknown");
    for (const empty of [{}, [], null, "", { nib: "", nama_perseroan: "" }]) {
      expect(codeOf(reply({ kode: 200, keterangan: "Sukses", dataNIB: empty }))).toBe("nib-unknown");
    }
  });

  it("tells an unknown service, a wrong request, a denied access and an outage apart", () => {
    expect(codeOf(reply({ kode: 404, keterangan: "Service Tidak Ditemukan" }))).toBe("oss-request-refused");
    expect(codeOf(reply({ kode: 400, keterangan: "Data Parameter Salah" }))).toBe("oss-request-refused");
    for (const kode of [401, 403, 405]) expect(codeOf(reply({ kode, keterangan: "x" }))).toBe("oss-access-denied");
    for (const kode of [500, 504]) expect(codeOf(reply({ kode, keterangan: "x" }))).toBe("oss-unavailable");
  });

  it("about another NIB, without a name or with an unlisted status is malformed", () => {
    expect(codeOf(success({ nib: "7700000000002" }))).toBe("oss-malformed");
    expect(codeOf(success({ nama_perseroan: " " }))).toBe("oss-malformed");
    expect(codeOf(success({ status_nib: "99" }))).toBe("oss-malformed");
    expect(codeOf(success({ alamat_perseroan: "x".repeat(2_000) }))).toBe("oss-malformed");
    expect(codeOf(success({ data_proyek: Array.from({ length: 501 }, () => data.data_proyek[0]) }))).toBe(
      "oss-malformed",
    );
  });

  it("of broken bytes is a refusal, never a throw", () => {
    const bytes = new TextEncoder().encode(JSON.stringify(success()));
    expect(interpretReply(bytes, asked).ok).toBe(true);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (cut) => {
        expect(interpretReply(bytes.slice(0, cut), asked)).toMatchObject({ refusal: { code: "oss-malformed" } });
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.jsonValue()), (anything) => {
        expect(interpretReply(anything, asked).ok).toBe(false);
      }),
    );
    expect(codeOf(new Uint8Array(2_097_153))).toBe("oss-malformed");
  });
});

describe("a reply of checkNIB", () => {
  it("tells name and status", () => {
    const inner = { kode: "200", keterangan: "", dataNIB: { nib: asked, nama_perusahaan: "A", status: "05" } };
    expect(interpretCheckReply({ responcheckNIB: inner }, asked)).toEqual({
      ok: true,
      value: { nib: asked, name: "A", nibStatus: "frozen" },
    });
  });

  it("about another NIB is malformed", () => {
    const inner = { kode: 200, keterangan: "", dataNIB: { nib: "1", nama_perusahaan: "A", status: "01" } };
    expect(interpretCheckReply({ responcheckNIB: inner }, asked)).toMatchObject({ refusal: { code: "oss-malformed" } });
  });
});

describe("a request", () => {
  it("is wrapped as the contract spells it", () => {
    expect(nibRequest("inqueryNIB", asked)).toEqual({ INQUERYNIB: { nib: asked } });
    expect(nibRequest("checkNIB", asked)).toEqual({ CHECKNIB: { nib: asked } });
  });
});
