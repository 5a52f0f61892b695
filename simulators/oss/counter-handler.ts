import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { type FileMethod, userKeyDate } from "../../src/protocols/oss/index.ts";
import type { SimulatedCompany } from "./company.ts";
import { openCounter } from "./counter.ts";
import { answerPage } from "./counter-routes.ts";
import type { LicenseAnswer } from "./licenses.ts";
import type { Treatment } from "./misbehaviour.ts";
import { pushFile } from "./push.ts";

const OVERSIZED_BYTES = 4_194_304;

const ownerSchema = z.object({ IZINSTATUS: z.object({ id_izin: z.string(), nib: z.string() }) });
/** Uploads an SKLO for licences and, if requested, approves them, like applicants and officers on their pages. */
const issueSchema = z.object({
  licenseIds: z.array(z.string().max(30)).max(10_000),
  nib: z.string().max(13),
  number: z.string().min(1).max(60),
  isApproved: z.boolean().default(true),
});

/** The document counter with its pages and files, and the notification of Sambung about a signed Izin. */
export function openCounterHandler(
  options: { readonly username: string; readonly password: string; readonly nowMs: () => number },
  world: {
    readonly companyOf: (nib: string) => SimulatedCompany | undefined;
    /** Treatment of the next request. */
    readonly treatment: () => Treatment;
  },
) {
  const counter = openCounter();
  /** URL of Sambung for notifications of signed files; null = Sambung polls. */
  let pushTo: string | null = null;
  let host = "127.0.0.1";
  const linkOf = (licenseId: string) => `http://${host}/berkas/${encodeURIComponent(licenseId)}.pdf`;
  const onIssued = (licenseId: string, nib: string): void => {
    if (pushTo === null) return;
    const caller = { ...options, nowMs: options.nowMs() };
    pushFile({ nib, licenseId, link: linkOf(licenseId), to: pushTo }, caller).catch(() => undefined);
  };
  const pages = { counter, companyOf: world.companyOf, nowMs: options.nowMs, onIssued };
  return {
    belongsTo: counter.belongsTo,
    refusedFor: (licenseId: string): string | null => counter.find(licenseId)?.refused ?? null,
    ask: (method: FileMethod, json: unknown): LicenseAnswer =>
      method === "inqueryLicense" ? counter.inquire(json) : counter.inquireFile(json, linkOf),
    /** A status report names the owner of its licence. */
    learnOwner: (json: unknown): void => {
      const told = ownerSchema.safeParse(json).data?.IZINSTATUS;
      if (told !== undefined) counter.belongsTo(told.id_izin, told.nib);
    },
    /** Sets the simulator's base URL, for links to its files. */
    hear: (own: string): void => {
      host = own;
    },
    issue: (json: unknown): boolean => {
      const wish = issueSchema.safeParse(json);
      if (!wish.success) return false;
      const { licenseIds, nib, number, isApproved } = wish.data;
      for (const licenseId of licenseIds) {
        counter.belongsTo(licenseId, nib);
        counter.upload(licenseId, { number, name: "sklo.pdf", bytes: Buffer.from("%PDF-1.7") });
        if (isApproved && counter.approve(licenseId, userKeyDate(options.nowMs())) !== undefined)
          onIssued(licenseId, nib);
      }
      return true;
    },
    pushTo: (json: unknown): boolean => {
      const wish = z.object({ to: z.url().nullable() }).safeParse(json);
      if (wish.success) pushTo = wish.data.to;
      return wish.success;
    },
    /** Serves the pages of OSS applicants and officers, and their files. */
    answerPage: (
      request: IncomingMessage,
      asked: { readonly path: string; readonly bytes: Uint8Array },
      response: ServerResponse,
    ): void => {
      const { path, bytes } = asked;
      if (path.startsWith("/berkas/")) {
        const licenseId = decodeURIComponent(path.slice("/berkas/".length, -".pdf".length));
        return sendFile(counter.find(licenseId)?.izin?.pdf, world.treatment, response);
      }
      answerPage(pages, { request, path, body: bytes }, response).then(
        (isAnswered) => {
          if (!isAnswered) fail(response, 404);
        },
        () => fail(response, 400),
      );
    },
  };
}

function sendFile(pdf: Uint8Array | undefined, treatment: () => Treatment, response: ServerResponse): void {
  if (pdf === undefined) return fail(response, 404);
  const { mode } = treatment();
  if (mode === "hang" || mode === "hang-after") return;
  if (mode === "lost") return void response.destroy();
  if (mode !== "normal" && mode !== "oversized") return fail(response, 500);
  response.writeHead(200, { "content-type": "application/pdf" });
  response.end(mode === "oversized" ? Buffer.alloc(OVERSIZED_BYTES) : pdf);
}

function fail(response: ServerResponse, status: number): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { "content-type": "text/plain" });
  response.end("error");
}
