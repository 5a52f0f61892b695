import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import {
  checkRequestSchema,
  type FileMethod,
  inquiryRequestSchema,
  type LicenseMethod,
  type NibMethod,
  type OssMethod,
  replyCodes,
  USER_KEY_HEADER,
  userKey,
  userKeyDate,
} from "../../src/protocols/oss/index.ts";
import { makeCompanies, makeUnlistedCompany } from "./company.ts";
import { UPLOAD_BYTES_MAX } from "./counter.ts";
import { openCounterHandler } from "./counter-handler.ts";
import { openLicenseRegister } from "./licenses.ts";
import {
  changed,
  concerns,
  controlSchema,
  type Misbehaviour,
  type Treatment,
  treat,
  troubleOf,
  wellBehaved,
} from "./misbehaviour.ts";
import { companiesPage } from "./page.ts";
import { push, pushSchema, statusAfter } from "./push.ts";
import { companyReply, envelope } from "./reply.ts";

/** Options of the simulator. */
export interface SimulatorOptions {
  /** 0 = any free port. */
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly nowMs: () => number;
}

/** A running simulator. */
export interface Simulator {
  readonly port: number;
  /** Stops at once, even with hanging requests. Safe to call twice. */
  close(): Promise<void>;
}

/** Caller type in the simulator's access keys. */
export const SIMULATOR_KEY_TYPE = "1";
const BASE_PATH = "/v1/kl/rba/";
const METHODS: readonly OssMethod[] = [
  "inqueryNIB",
  "checkNIB",
  "receiveLicenseStatus",
  "checkLicenseStatus",
  "inqueryLicense",
  "inqueryFileDS",
];
/** An upload slightly above the limit is still read, so that its page can report that it is too large. */
const REQUEST_BYTES_MAX = UPLOAD_BYTES_MAX + 524_288;
const OVERSIZED_BYTES = 4_194_304;
const DAY_MS = 86_400_000;

/** Starts the simulator on loopback. Rejects when the port is in use. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const server = createServer(listenerFor(options));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function listenerFor(options: SimulatorOptions) {
  const world = openSimulatorState(options);
  return (request: IncomingMessage, response: ServerResponse): void => {
    response.on("error", () => undefined);
    readBody(request, (bytes) => {
      const path = request.url?.split("?")[0] ?? "/";
      if (request.headers.host !== undefined) world.counter.hear(request.headers.host);
      if (isPage(path)) return world.counter.answerPage(request, { path, bytes }, response);
      const body = Buffer.from(bytes).toString("utf8");
      if (request.method === "GET" && path === "/") {
        return sendText(response, 200, { type: "text/html; charset=utf-8", text: world.page });
      }
      if (request.method === "GET" && path === "/_statuses") return sendJson(response, 200, world.licenses.taken());
      const isJson = request.headers["content-type"]?.startsWith("application/json") === true;
      if (request.method !== "POST" || !isJson) return sendJson(response, 405, refusal("inqueryNIB", "access-refused"));
      const own = OWN_PATHS[path];
      if (own !== undefined) return own(world, jsonOrUndefined(body), response);
      const call = callFrom(path, body, request, options);
      if ("refused" in call) return sendJson(response, call.status, call.refused);
      if (call.sort === "licenses") world.tellLicense(call, response);
      else world.lookUp(call, response);
    });
  };
}

/** State of the running simulator. */
function openSimulatorState(options: SimulatorOptions) {
  const companies = makeCompanies();
  const byNib = new Map(companies.map((company) => [company.nib, company]));
  const licenses = openLicenseRegister((licenseId) => counter.refusedFor(licenseId));
  const lookups = new Map<string, number>();
  let misbehaviour: Misbehaviour = wellBehaved;

  function treatmentOf(sort: "companies" | "licenses", nib: string | null): Treatment {
    if (nib !== null) {
      const earlier = lookups.get(nib) ?? 0;
      if (byNib.has(nib)) lookups.set(nib, earlier + 1);
      const trouble = troubleOf(nib, earlier);
      if (trouble !== undefined) return trouble;
    }
    if (!concerns(misbehaviour, sort)) return { mode: "normal", delayMs: 0 };
    const step = treat(misbehaviour);
    misbehaviour = step.state;
    return step.treatment;
  }

  const counter = openCounterHandler(options, {
    companyOf: (nib) => byNib.get(nib) ?? makeUnlistedCompany(nib),
    treatment: () => treatmentOf("licenses", null),
  });

  return {
    counter,
    page: companiesPage(companies),
    licenses,
    lookUp: (call: NibCall, response: ServerResponse): void => {
      const company = byNib.get(call.nib);
      const inner = { kode: replyCodes["bad-parameter"], keterangan: "Data NIB tidak ditemukan", dataNIB: {} };
      const reply =
        company === undefined
          ? { status: 400, json: envelope(call.method, inner) }
          : { status: 200, json: companyReply(call.method, company) };
      const treatment = treatmentOf("companies", call.nib);
      answerAs(treatment, { ...reply, method: call.method, apply: () => undefined }, response);
    },
    tellLicense: (call: LicenseCall, response: ServerResponse): void => {
      const { method, json } = call;
      const isAboutFile = method === "inqueryLicense" || method === "inqueryFileDS";
      const answer = isAboutFile ? counter.ask(method, json) : licenses.answer(method, json);
      if (!isAboutFile) counter.learnOwner(json);
      answerAs(treatmentOf("licenses", null), { ...answer, method: call.method }, response);
    },
    control: (json: unknown, response: ServerResponse): void => {
      const wish = controlSchema.safeParse(json);
      if (wish.success) misbehaviour = changed(wish.data);
      const answer = wish.success ? misbehaviour : { error: "unknown mode, delayMs, count or only" };
      sendJson(response, wish.success ? 200 : 400, answer);
    },
    know: (json: unknown, response: ServerResponse): void => {
      const wish = knownSchema.safeParse(json);
      if (wish.success) licenses.know(wish.data.licenseIds);
      for (const licenseId of wish.data?.licenseIds ?? []) counter.belongsTo(licenseId, wish.data?.nib ?? "");
      sendJson(response, wish.success ? 200 : 400, wish.success ? {} : { error: "licenseIds" });
    },
    push: (json: unknown, response: ServerResponse): void => {
      const wish = pushSchema.safeParse(json);
      const company = wish.success ? (byNib.get(wish.data.nib) ?? makeUnlistedCompany(wish.data.nib)) : undefined;
      if (!wish.success || company === undefined) return sendJson(response, 400, { error: "nib, document or to" });
      const changedCompany = { ...company, status: statusAfter(wish.data.document) };
      byNib.set(company.nib, changedCompany);
      licenses.know(wish.data.licenses.map(({ licenseId }) => licenseId));
      for (const { licenseId } of wish.data.licenses) counter.belongsTo(licenseId, company.nib);
      push(wish.data, changedCompany, { ...options, nowMs: options.nowMs() }).then(
        (answers) => sendJson(response, 200, { answers }),
        (reason: unknown) => sendJson(response, 502, { error: String(reason) }),
      );
    },
  };
}

type SimulatorState = ReturnType<typeof openSimulatorState>;

const knownSchema = z.object({
  licenseIds: z.array(z.string().max(30)).max(10_000),
  nib: z.string().max(13).default(""),
});
function answerWith(isTaken: boolean, response: ServerResponse): void {
  sendJson(response, isTaken ? 200 : 400, {});
}

/** Whether a path is a page or a file, not a method of the contract. */
function isPage(path: string): boolean {
  return /^\/(?:pelaku-usaha|petugas|berkas)(?:\/|$)/u.test(path);
}

/** The simulator's own paths, for tests and manual trials. */
const OWN_PATHS: Readonly<Record<string, (world: SimulatorState, json: unknown, response: ServerResponse) => void>> = {
  "/_control": (world, json, response) => world.control(json, response),
  "/_licenses": (world, json, response) => world.know(json, response),
  "/_push": (world, json, response) => world.push(json, response),
  "/_issue": (world, json, response) => answerWith(world.counter.issue(json), response),
  "/_tell": (world, json, response) => answerWith(world.counter.pushTo(json), response),
};

interface NibCall {
  readonly sort: "companies";
  readonly method: NibMethod;
  readonly nib: string;
}

interface LicenseCall {
  readonly sort: "licenses";
  readonly method: LicenseMethod | FileMethod;
  readonly json: unknown;
}

type Call = NibCall | LicenseCall;

interface RefusedCall {
  readonly status: number;
  readonly refused: object;
}

function callFrom(path: string, body: string, request: IncomingMessage, options: SimulatorOptions): Call | RefusedCall {
  const method = METHODS.find((known) => path === `${BASE_PATH}${known}`);
  if (method === undefined) return { status: 404, refused: refusal("inqueryNIB", "not-found") };
  const key = request.headers[USER_KEY_HEADER];
  if (typeof key !== "string" || !validKeys(options).includes(key)) {
    return { status: 401, refused: refusal(method, "user-invalid") };
  }
  const json = jsonOrUndefined(body);
  if (method !== "inqueryNIB" && method !== "checkNIB") return { sort: "licenses", method, json };
  const nib = nibIn(method, json);
  if (nib === undefined) return { status: 400, refused: refusal(method, "bad-parameter") };
  return { sort: "companies", method, nib };
}

function nibIn(method: NibMethod, json: unknown): string | undefined {
  if (method === "inqueryNIB") return inquiryRequestSchema.safeParse(json).data?.INQUERYNIB.nib;
  return checkRequestSchema.safeParse(json).data?.CHECKNIB.nib;
}

/** Keys of yesterday, today and tomorrow, because clocks differ around midnight. */
function validKeys({ username, password, nowMs }: SimulatorOptions): readonly string[] {
  return [-DAY_MS, 0, DAY_MS].map((offset) => {
    const parts = { username, password, type: SIMULATOR_KEY_TYPE, date: userKeyDate(nowMs() + offset) };
    return userKey(parts, (algorithm, text) => createHash(algorithm).update(text).digest("hex"));
  });
}

const refusalWords = {
  "bad-parameter": "Data Parameter Salah",
  "user-invalid": "User Akses Tidak Valid",
  "not-found": "Service Tidak Ditemukan",
  "access-refused": "Akses Service Ditolak",
} as const;

function refusal(method: OssMethod, name: keyof typeof refusalWords): object {
  return envelope(method, { kode: replyCodes[name], keterangan: refusalWords[name], dataNIB: {} });
}

interface Answer {
  readonly method: OssMethod;
  readonly status: number;
  readonly json: object;
  /** Carries out the request. */
  apply(): void;
}

/** Modes in which the request is not carried out. */
const UNDONE: readonly Treatment["mode"][] = ["error-500", "error-inside", "hang"];

function answerAs(treatment: Treatment, reply: Answer, response: ServerResponse): void {
  const failure = envelope(reply.method, { kode: 500, keterangan: "Terjadi kesalahan sistem, hubungi tim teknis OSS" });
  const type = "application/json";
  const text = JSON.stringify(reply.json);
  const answers: Readonly<Record<Treatment["mode"], () => void>> = {
    normal: () => sendJson(response, reply.status, reply.json),
    "error-500": () => sendJson(response, 500, failure),
    "error-inside": () => sendJson(response, 200, failure),
    malformed: () => sendText(response, 200, { type, text: text.slice(0, -9) }),
    oversized: () => sendText(response, 200, { type, text: " ".repeat(OVERSIZED_BYTES) + text }),
    hang: () => undefined,
    lost: () => response.destroy(),
    "error-after": () => sendJson(response, 500, failure),
    "hang-after": () => undefined,
  };
  if (!UNDONE.includes(treatment.mode)) reply.apply();
  const answer = answers[treatment.mode];
  if (treatment.delayMs > 0) setTimeout(answer, treatment.delayMs).unref();
  else answer();
}

function readBody(request: IncomingMessage, use: (body: Uint8Array) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on("error", () => undefined);
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > REQUEST_BYTES_MAX) request.destroy();
    chunks.push(chunk);
  });
  request.on("end", () => use(new Uint8Array(Buffer.concat(chunks))));
}

function sendJson(response: ServerResponse, status: number, json: object): void {
  sendText(response, status, { type: "application/json", text: JSON.stringify(json) });
}

function sendText(
  response: ServerResponse,
  status: number,
  content: { readonly type: string; readonly text: string },
): void {
  if (response.destroyed) return;
  const { type, text } = content;
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text) });
  response.end(text);
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
