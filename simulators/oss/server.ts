import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  checkRequestSchema,
  inquiryRequestSchema,
  type NibMethod,
  replyCodes,
  USER_KEY_HEADER,
  userKey,
  userKeyDate,
} from "../../src/protocols/oss/index.ts";
import { makeCompanies } from "./company.ts";
import {
  changed,
  controlSchema,
  type Misbehaviour,
  type Treatment,
  treat,
  troubleOf,
  wellBehaved,
} from "./misbehaviour.ts";
import { companiesPage } from "./page.ts";
import { companyReply, envelope } from "./reply.ts";

/** What the simulator needs from outside. */
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
  /** Stops at once, also requests that hang. Safe to call twice. */
  close(): Promise<void>;
}

/** Kind of caller that the simulator's access keys carry. */
export const SIMULATOR_KEY_TYPE = "1";
const BASE_PATH = "/v1/kl/rba/";
const REQUEST_BYTES_MAX = 65_536;
const OVERSIZED_BYTES = 4_194_304;
const DAY_MS = 86_400_000;

/** Starts the simulator on loopback. Rejects when the port is taken. */
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
  const companies = makeCompanies();
  const byNib = new Map(companies.map((company) => [company.nib, company]));
  const page = companiesPage(companies);
  const lookups = new Map<string, number>();
  let misbehaviour: Misbehaviour = wellBehaved;

  function treatmentOf(nib: string): Treatment {
    const earlier = lookups.get(nib) ?? 0;
    if (byNib.has(nib)) lookups.set(nib, earlier + 1);
    const trouble = troubleOf(nib, earlier);
    if (trouble !== undefined) return trouble;
    const step = treat(misbehaviour);
    misbehaviour = step.state;
    return step.treatment;
  }

  function lookUp(call: Call, response: ServerResponse): void {
    const company = byNib.get(call.nib);
    const inner = { kode: replyCodes["bad-parameter"], keterangan: "Data NIB tidak ditemukan", dataNIB: {} };
    const reply =
      company === undefined
        ? { status: 400, json: envelope(call.method, inner) }
        : { status: 200, json: companyReply(call.method, company) };
    answerAs(treatmentOf(call.nib), call.method, reply, response);
  }

  function control(body: string, response: ServerResponse): void {
    const wish = controlSchema.safeParse(jsonOrUndefined(body));
    if (wish.success) misbehaviour = changed(wish.data);
    const answer = wish.success ? misbehaviour : { error: "unknown mode, delayMs or count" };
    sendJson(response, wish.success ? 200 : 400, answer);
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    response.on("error", () => undefined);
    readBody(request, (body) => {
      const path = request.url?.split("?")[0] ?? "/";
      if (request.method === "GET" && path === "/") return sendText(response, 200, "text/html; charset=utf-8", page);
      const isJson = request.headers["content-type"]?.startsWith("application/json") === true;
      if (request.method !== "POST" || !isJson) return sendJson(response, 405, refusal("inqueryNIB", "access-refused"));
      if (path === "/_control") return control(body, response);
      const call = callFrom(path, body, request, options);
      if ("refused" in call) return sendJson(response, call.status, call.refused);
      lookUp(call, response);
    });
  };
}

interface Call {
  readonly method: NibMethod;
  readonly nib: string;
}

interface RefusedCall {
  readonly status: number;
  readonly refused: object;
}

function callFrom(path: string, body: string, request: IncomingMessage, options: SimulatorOptions): Call | RefusedCall {
  const method = path.slice(BASE_PATH.length);
  const isKnown = path.startsWith(BASE_PATH) && (method === "inqueryNIB" || method === "checkNIB");
  if (!isKnown) return { status: 404, refused: refusal("inqueryNIB", "not-found") };
  const key = request.headers[USER_KEY_HEADER];
  if (typeof key !== "string" || !validKeys(options).includes(key)) {
    return { status: 401, refused: refusal(method, "user-invalid") };
  }
  const nib = nibIn(method, jsonOrUndefined(body));
  return nib === undefined ? { status: 400, refused: refusal(method, "bad-parameter") } : { method, nib };
}

function nibIn(method: NibMethod, json: unknown): string | undefined {
  if (method === "inqueryNIB") return inquiryRequestSchema.safeParse(json).data?.INQUERYNIB.nib;
  return checkRequestSchema.safeParse(json).data?.CHECKNIB.nib;
}

/** Keys of yesterday, today and tomorrow, because two clocks never agree about midnight. */
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

function refusal(method: NibMethod, name: keyof typeof refusalWords): object {
  return envelope(method, { kode: replyCodes[name], keterangan: refusalWords[name], dataNIB: {} });
}

function answerAs(
  treatment: Treatment,
  method: NibMethod,
  reply: { readonly status: number; readonly json: object },
  response: ServerResponse,
): void {
  const failure = envelope(method, { kode: 500, keterangan: "Terjadi kesalahan sistem, hubungi tim teknis OSS" });
  const answers: Readonly<Record<Treatment["mode"], () => void>> = {
    normal: () => sendJson(response, reply.status, reply.json),
    "error-500": () => sendJson(response, 500, failure),
    "error-inside": () => sendJson(response, 200, failure),
    malformed: () => sendText(response, 200, "application/json", JSON.stringify(reply.json).slice(0, -9)),
    oversized: () =>
      sendText(response, 200, "application/json", " ".repeat(OVERSIZED_BYTES) + JSON.stringify(reply.json)),
    hang: () => undefined,
  };
  const answer = answers[treatment.mode];
  if (treatment.delayMs > 0) setTimeout(answer, treatment.delayMs).unref();
  else answer();
}

function readBody(request: IncomingMessage, use: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on("error", () => undefined);
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > REQUEST_BYTES_MAX) request.destroy();
    chunks.push(chunk);
  });
  request.on("end", () => use(Buffer.concat(chunks).toString("utf8")));
}

function sendJson(response: ServerResponse, status: number, json: object): void {
  sendText(response, status, "application/json", JSON.stringify(json));
}

function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  if (response.destroyed) return;
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
