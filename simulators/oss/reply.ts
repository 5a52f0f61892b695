import {
  companyKindCodes,
  documentKindCodes,
  type NibMethod,
  nibStatusCodes,
  type OssMethod,
} from "../../src/protocols/oss/index.ts";
import type { SimulatedCompany } from "./company.ts";

/** Wraps a reply like the contract: the code is inside, independent of the HTTP status. */
export function envelope(method: OssMethod, inner: object): Readonly<Record<string, object>> {
  return { [`respon${method}`]: inner };
}

/** The reply about one company. */
export function companyReply(method: NibMethod, company: SimulatedCompany): Readonly<Record<string, object>> {
  const dataNIB = method === "inqueryNIB" ? inquiryData(company) : checkData(company);
  return envelope(method, { kode: 200, keterangan: "Sukses", dataNIB });
}

function statusCode(company: SimulatedCompany): string {
  return company.status === "unlisted" ? "17" : nibStatusCodes[company.status];
}

function checkData(company: SimulatedCompany) {
  return { nib: company.nib, nama_perusahaan: company.name.slice(0, 100), status: statusCode(company) };
}

/** `dataNIB` of inqueryNIB: the contract's members that a company register would fill; others stay "". */
function inquiryData(company: SimulatedCompany) {
  return {
    ...identity(company),
    ...addressMembers(company),
    pemegang_saham: [],
    penanggung_jwb: [
      {
        flag_asing: "N",
        jns_identitas_penanggung_jwb: "01",
        no_identitas_penanggung_jwb: "",
        nama_penanggung_jwb: company.director,
        jabatan_penanggung_jwb: "Direktur Utama",
        no_hp_penanggung_jwb: "-",
        email_penanggung_jwb: company.email,
      },
    ],
    legalitas: [],
    data_rptka: {},
    data_proyek: company.activities.map((activity, index) => projectMembers(company, activity, index)),
    data_dni: [],
    data_checklist: [],
    status_nib: statusCode(company),
    // The contract's own example ends this key with a space.
    "tipe_dokumen ": company.isRevokedByDocument ? documentKindCodes.revocation : documentKindCodes.original,
  };
}

function identity(company: SimulatedCompany) {
  return {
    nib: company.nib,
    tgl_pengajuan_nib: company.issuedDate,
    tgl_terbit_nib: company.issuedDate,
    tgl_perubahan_nib: "",
    oss_id: `P-${company.nib.slice(-10)}`,
    jenis_pelaku_usaha: "01",
    versi_pia: "4.3",
    skala_usaha: "03",
    status_badan_hukum: company.kind === "cv" ? "02" : "01",
    status_penanaman_modal: "02",
    npwp_perseroan: company.npwp,
    nama_perseroan: company.name,
    nama_singkatan: "",
    jenis_perseroan: companyKindCodes[company.kind],
    status_perseroan: "N",
  };
}

function addressMembers(company: SimulatedCompany) {
  return {
    alamat_perseroan: company.street,
    rt_rw_perseroan: company.rtRw,
    kelurahan_perseroan: company.village,
    perseroan_daerah_id: company.regionCode,
    kode_pos_perseroan: company.postalCode,
    nomor_telpon_perseroan: company.phone,
    email_perusahaan: company.email,
  };
}

function projectMembers(company: SimulatedCompany, activity: SimulatedCompany["activities"][number], index: number) {
  const id = `R-${company.nib.slice(-10)}${index + 1}`;
  return {
    id_proyek: id,
    nomor_proyek: id,
    uraian_usaha: activity.title,
    kbli: activity.kbli,
    sektor: "059",
    skala_usaha: "Usaha Menengah",
    skala_resiko: activity.riskText,
    deskripsi_kegiatan: "",
    data_lokasi_proyek: [{ proyek_daerah_id: company.regionCode, alamat_usaha: company.street }],
  };
}
