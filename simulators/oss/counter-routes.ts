import type { IncomingMessage, ServerResponse } from "node:http";
import { fullCompanyName, userKeyDate } from "../../src/protocols/oss/index.ts";
import type { SimulatedCompany } from "./company.ts";
import { type Counter, type CounterRefusal, UPLOAD_BYTES_MAX } from "./counter.ts";
import { applicantPage, officerPage, signInPage } from "./counter-pages.ts";

/** Dependencies of the counter's pages. */
export interface CounterContext {
  readonly counter: Counter;
  readonly companyOf: (nib: string) => SimulatedCompany | undefined;
  readonly nowMs: () => number;
  /** Notifies Sambung of a signed Izin, if enabled. */
  readonly onIssued: (licenseId: string, nib: string) => void;
}

/** A request to a page, with its body. */
export interface PageRequest {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly body: Uint8Array;
}

const REFUSALS: Readonly<Record<CounterRefusal | "taken", string>> = {
  taken: "SKLO sudah diterima. Petugas OSS akan memeriksanya.",
  unknown: "Permohonan ini tidak ada.",
  issued: "Izin sudah terbit; tidak ada lagi yang perlu diunggah.",
  "not-a-pdf": "Berkas ini bukan PDF.",
  "too-large": `Berkas lebih besar dari ${UPLOAD_BYTES_MAX} byte.`,
  "no-number": "Isi nomor SKLO.",
};
const COOKIE = /(?:^|; )oss-nib=(\d{13})(?:;|$)/;

/** Responds to a request to a counter page; false for any other path. */
export async function answerPage(
  counterContext: CounterContext,
  asked: PageRequest,
  response: ServerResponse,
): Promise<boolean> {
  const { request, path } = asked;
  if (path === "/pelaku-usaha") return html(response, signInPage(null));
  if (path === "/pelaku-usaha/masuk" && request.method === "POST") return signIn(counterContext, asked, response);
  if (path === "/pelaku-usaha/izin" || path.startsWith("/pelaku-usaha/izin/"))
    return applicant(counterContext, asked, response);
  if (path === "/petugas" || path.startsWith("/petugas/izin/")) return officer(counterContext, asked, response);
  return false;
}

async function formOf({ request, body }: PageRequest): Promise<FormData> {
  const type = request.headers["content-type"] ?? "";
  const copy = new Uint8Array(body);
  return new Response(copy, { headers: { "content-type": type } }).formData();
}

async function signIn(
  counterContext: CounterContext,
  request: PageRequest,
  response: ServerResponse,
): Promise<boolean> {
  const nib = (await formOf(request)).get("nib");
  if (typeof nib !== "string" || counterContext.companyOf(nib) === undefined)
    return html(response, signInPage("NIB ini tidak dikenal simulator."), 400);
  response.writeHead(303, { location: "/pelaku-usaha/izin", "set-cookie": `oss-nib=${nib}; Path=/; HttpOnly` });
  response.end();
  return true;
}

async function applicant(
  counterContext: CounterContext,
  asked: PageRequest,
  response: ServerResponse,
): Promise<boolean> {
  const { request, path } = asked;
  const nib = COOKIE.exec(request.headers.cookie ?? "")?.[1] ?? "";
  const company = counterContext.companyOf(nib);
  if (company === undefined) return html(response, signInPage("Masuk dahulu."), 401);
  const named = { nib, name: fullCompanyName(company) };
  if (request.method !== "POST") return html(response, applicantPage(named, counterContext.counter.of(nib), null));
  const licenseId = decodeURIComponent(path.slice("/pelaku-usaha/izin/".length));
  const form = await formOf(asked);
  const [number, file] = [form.get("nomor"), form.get("berkas")];
  const isOwn = counterContext.counter.find(licenseId)?.nib === nib;
  const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
  const name = file instanceof File ? file.name : "";
  const given = { number: typeof number === "string" ? number : "", name, bytes };
  const outcome = isOwn ? counterContext.counter.upload(licenseId, given) : "unknown";
  const status = outcome === "taken" ? 200 : 400;
  return html(response, applicantPage(named, counterContext.counter.of(nib), REFUSALS[outcome]), status);
}

async function refuse(
  { counter }: CounterContext,
  { licenseId, asked }: { readonly licenseId: string; readonly asked: PageRequest },
  response: ServerResponse,
): Promise<boolean> {
  const reason = (await formOf(asked)).get("alasan");
  const refused = counter.refuse(licenseId, typeof reason === "string" ? reason : "");
  const said = refused === undefined ? REFUSALS.unknown : `Permohonan ${licenseId} ditolak.`;
  return html(response, officerPage(counter.waiting(), said), refused === undefined ? 404 : 200);
}

async function officer(counterContext: CounterContext, asked: PageRequest, response: ServerResponse): Promise<boolean> {
  const { request, path } = asked;
  if (request.method !== "POST") return html(response, officerPage(counterContext.counter.waiting(), null));
  const [encoded = "", act] = path.slice("/petugas/izin/".length).split("/");
  const licenseId = decodeURIComponent(encoded);
  if (act === "tolak") return refuse(counterContext, { licenseId, asked }, response);
  const issued = counterContext.counter.approve(licenseId, userKeyDate(counterContext.nowMs()));
  if (issued === undefined) return html(response, officerPage(counterContext.counter.waiting(), REFUSALS.unknown), 404);
  counterContext.onIssued(licenseId, issued.nib);
  const said = `Izin nomor ${issued.izin?.number ?? ""} diterbitkan.`;
  return html(response, officerPage(counterContext.counter.waiting(), said));
}

function html(response: ServerResponse, text: string, status = 200): true {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "content-length": Buffer.byteLength(text) });
  response.end(text);
  return true;
}
