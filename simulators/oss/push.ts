import { createHash } from "node:crypto";
import { z } from "zod";
import { documentKindCodes, nibStatusCodes, receivedToken, userKeyDate } from "../../src/protocols/oss/index.ts";
import type { SimulatedCompany } from "./company.ts";
import { companyReply } from "./reply.ts";

/** Maximum number of copies of one message sent at once. */
const COPIES_MAX = 50;
const ANSWER_MS_MAX = 20_000;

const DOCUMENTS = ["original", "update", "freeze", "unfreeze", "revocation", "cancellation"] as const;

const licenseSchema = z.object({
  licenseId: z.string().max(30),
  /** "K03" for a number, "02" for the licence itself. */
  licenseKind: z.string().max(3).default("K03"),
  licenseCode: z.string().max(13).default("059000000052"),
  projectId: z.string().max(30).default("R-1"),
  regionCode: z.string().max(10).default("3171010001"),
  convertedKbli: z.string().max(5).default(""),
});

/** Body of POST /_push: the message, its receiver, the number of copies, and its faults. */
export const pushSchema = z.object({
  nib: z.string(),
  document: z.enum(DOCUMENTS),
  /** The full URL of the receiver. */
  to: z.url(),
  date: z.iso.date().optional(),
  licenses: z.array(licenseSchema).max(500).default([]),
  /** Copies sent at the same time: OSS repeats deliveries. */
  copies: z.number().int().min(1).max(COPIES_MAX).default(1),
  /** "wrong": an invalid token; "late": yesterday's. */
  token: z.enum(["right", "wrong", "late"]).default("right"),
  /** Truncates the message, like a broken connection. */
  isCut: z.boolean().default(false),
});

/** A parsed push request. */
export type Push = z.infer<typeof pushSchema>;

/** The status a NIB has after a document, by the contract's code. */
export function statusAfter(document: Push["document"]): SimulatedCompany["status"] {
  if (document === "freeze") return "frozen";
  return document === "revocation" || document === "cancellation" ? "revoked" : "active";
}

const KIND_OF: Readonly<Record<Push["document"], string>> = {
  original: documentKindCodes.original,
  update: documentKindCodes.update,
  freeze: documentKindCodes.update,
  unfreeze: documentKindCodes.update,
  revocation: documentKindCodes.revocation,
  cancellation: documentKindCodes.cancellation,
};

/** The receiver's response to one copy. */
export interface PushAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends a message about a company to a receiver and waits for its responses. */
export async function push(
  wish: Push,
  company: SimulatedCompany,
  caller: { readonly username: string; readonly password: string; readonly nowMs: number },
): Promise<readonly PushAnswer[]> {
  const text = JSON.stringify({ dataNIB: messageAbout(wish, company) });
  const body = wish.isCut ? text.slice(0, -40) : text;
  const headers = { "content-type": "application/json", token: tokenFor(wish, caller) };
  const signal = AbortSignal.timeout(ANSWER_MS_MAX);
  const send = async (): Promise<PushAnswer> => {
    const answer = await fetch(wish.to, { method: "POST", headers, body, signal });
    return { status: answer.status, body: await answer.text() };
  };
  return Promise.all(Array.from({ length: wish.copies }, () => send()));
}

/** Notifies a receiver that the Izin of a licence is signed (receiveFileDS). */
export async function pushFile(
  wish: {
    readonly nib: string;
    readonly licenseId: string;
    readonly link: string;
    readonly to: string;
    readonly token?: "wrong";
  },
  caller: { readonly username: string; readonly password: string; readonly nowMs: number },
): Promise<PushAnswer> {
  const { nib, licenseId, link, to, token = "right" } = wish;
  const headers = { "content-type": "application/json", token: tokenFor({ nib, token }, caller) };
  const body = JSON.stringify({ receiveFileDS: { nib, id_izin: licenseId, file_izin: link } });
  const answer = await fetch(to, { method: "POST", headers, body, signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  return { status: answer.status, body: await answer.text() };
}

function messageAbout(wish: Push, company: SimulatedCompany): object {
  const { dataNIB } = companyReply("inqueryNIB", company)["responinqueryNIB"] as { readonly dataNIB: object };
  const { "tipe_dokumen ": _kind, ...rest } = dataNIB as Readonly<Record<string, unknown>>;
  return {
    ...rest,
    tgl_perubahan_nib: wish.date ?? "",
    status_nib: nibStatusCodes[statusOrActive(wish.document)],
    data_checklist: wish.licenses.map((license) => ({
      id_produk: "",
      id_proyek: license.projectId,
      id_izin: license.licenseId,
      jenis_izin: license.licenseKind,
      kd_izin: license.licenseCode,
      kd_daerah: license.regionCode,
      nama_izin:
        license.licenseKind === "02" ? "Izin Jasa Pusat Panggilan Informasi" : "Penetapan Penomoran Telekomunikasi",
      flag_checklist: "Y",
      kbli_konversi: license.convertedKbli,
      data_persyaratan: [],
    })),
    "tipe_dokumen ": KIND_OF[wish.document],
  };
}

function statusOrActive(document: Push["document"]): keyof typeof nibStatusCodes {
  const status = statusAfter(document);
  return status === "unlisted" ? "active" : status;
}

function tokenFor(
  wish: Pick<Push, "nib" | "token">,
  caller: { readonly username: string; readonly password: string; readonly nowMs: number },
): string {
  const { username, nowMs } = caller;
  const password = wish.token === "wrong" ? `${caller.password}-not` : caller.password;
  const date = userKeyDate(wish.token === "late" ? nowMs - 86_400_000 : nowMs);
  const sha1 = (algorithm: "md5" | "sha1", text: string): string => createHash(algorithm).update(text).digest("hex");
  return receivedToken({ username, password, nib: wish.nib, date }, sha1);
}
