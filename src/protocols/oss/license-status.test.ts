import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  interpretStatusCheck,
  interpretStatusReply,
  type LicenseStatus,
  licenseStatusCodes,
  licenseStatusOf,
  type StatusReport,
  statusCheckRequest,
  statusCheckRequestSchema,
  statusRequest,
  statusRequestSchema,
} from "./index.ts";

const report: StatusReport = {
  nib: "7700000000001",
  ossId: "P-0000000001",
  projectId: "R-1",
  productId: "",
  licenseId: "I-2026",
  licenseCode: "059000000052",
  agencyCode: "059",
  status: "validating",
  atMs: Date.parse("2026-11-25T23:59:59+07:00"),
  officerNumber: "198001012005011001",
  officerName: "Ratna Kusumawati",
  note: "",
};

describe("the list of licence statuses", () => {
  it("names every code once, and reads it with or without its zero", () => {
    const codes = Object.values(licenseStatusCodes);
    expect(new Set(codes).size).toBe(codes.length);
    for (const [name, code] of Object.entries(licenseStatusCodes)) {
      expect(licenseStatusOf(code)).toBe(name);
      expect(licenseStatusOf(String(Number(code)))).toBe(name);
    }
  });

  it("has no name for codes that left the contract or stand in an example only", () => {
    for (const code of ["91", "92", "58", "", "x"]) expect(licenseStatusOf(code)).toBeUndefined();
  });
});

describe("a report", () => {
  it("is written the way the contract wants it, in the time of Jakarta", () => {
    expect(statusRequest(report)).toEqual({
      IZINSTATUS: {
        nib: "7700000000001",
        id_produk: "",
        id_proyek: "R-1",
        oss_id: "P-0000000001",
        id_izin: "I-2026",
        kd_izin: "059000000052",
        kd_instansi: "059",
        kd_status: "20",
        tgl_status: "2026-11-25 23:59:59",
        nip_status: "198001012005011001",
        nama_status: "Ratna Kusumawati",
        keterangan: "",
      },
    });
  });

  it("fits the contract whatever an officer's name and note hold", () => {
    const texts = fc.record({
      officerName: fc.string({ unit: "binary", maxLength: 200 }),
      note: fc.string({ maxLength: 9_000 }),
    });
    const status = fc.constantFrom(...(Object.keys(licenseStatusCodes) as LicenseStatus[]));
    fc.assert(
      fc.property(texts, status, fc.integer({ min: 0, max: 4_102_444_800_000 }), (more, name, atMs) => {
        const request = statusRequest({ ...report, ...more, status: name, atMs });
        expect(statusRequestSchema.safeParse(JSON.parse(JSON.stringify(request))).success).toBe(true);
        expect(licenseStatusOf(request.IZINSTATUS.kd_status)).toBe(name);
      }),
    );
  });

  it("says a dash where the officer has no number and nobody stands behind the status", () => {
    const { IZINSTATUS } = statusRequest({ ...report, officerNumber: " ", officerName: "" });
    expect([IZINSTATUS.nip_status, IZINSTATUS.nama_status]).toEqual(["-", "-"]);
  });
});

describe("the reply to a report", () => {
  it("is taken by its inner code, under either spelling of its envelope", () => {
    for (const name of ["responreceiveLicenseStatus", "responsereceiveLicenseStatus", "respon"])
      expect(interpretStatusReply({ [name]: { kode: 200, keterangan: "Sukses", dataNIB: {} } })).toEqual({
        ok: true,
        value: null,
      });
  });

  it.each([
    [{ kode: 400, keterangan: "Data izin tidak ditemukan" }, "license-unknown"],
    [{ kode: "400", keterangan: "Data Parameter Salah" }, "oss-request-refused"],
    [{ kode: 401, keterangan: "User Akses Tidak Valid" }, "oss-access-denied"],
    [{ kode: 500, keterangan: "Terjadi kesalahan sistem" }, "oss-unavailable"],
    [{ keterangan: "?" }, "oss-malformed"],
  ])("%j is refused as %s", (inner, code) => {
    expect(interpretStatusReply({ responreceiveLicenseStatus: inner })).toMatchObject({ ok: false, refusal: { code } });
  });

  it("never throws on bytes or JSON of any kind", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.jsonValue()), (reply) => {
        expect(interpretStatusReply(reply).ok).toBe(false);
      }),
    );
  });
});

describe("the status OSS has", () => {
  const told = (inner: object, name = "responcheckStatusLicense") =>
    interpretStatusCheck({ [name]: { kode: 200, keterangan: "Sukses", dataIZIN: inner } }, "I-2026");

  it("is read under both names of the reply", () => {
    for (const name of ["responcheckStatusLicense", "responcheckLicenseStatus", "responsecheckStatusLicense"])
      expect(told({ id_izin: "I-2026", kd_status: "20" }, name)).toEqual({
        ok: true,
        value: { status: "validating", code: "20", note: "" },
      });
  });

  it("may be none yet, or one without a name", () => {
    expect(told({ id_izin: "I-2026", kd_status: null })).toEqual({
      ok: true,
      value: { status: null, code: "", note: "" },
    });
    expect(told({ id_izin: "I-2026", kd_status: 58 })).toEqual({
      ok: true,
      value: { status: null, code: "58", note: "" },
    });
  });

  it("comes with what OSS says beside it", () => {
    const refused = { id_izin: "I-2026", kd_status: "90", uraian_status: "Halaman kedua tidak terbaca" };
    expect(told(refused)).toMatchObject({ ok: true, value: { code: "90", note: "Halaman kedua tidak terbaca" } });
  });

  it("of another licence is no answer", () => {
    expect(told({ id_izin: "I-2027", kd_status: "20" })).toMatchObject({ refusal: { code: "oss-malformed" } });
    expect(told({})).toMatchObject({ refusal: { code: "oss-malformed" } });
  });

  it("is asked for by the licence alone", () => {
    expect(statusCheckRequestSchema.safeParse(statusCheckRequest("I-2026")).success).toBe(true);
  });
});
