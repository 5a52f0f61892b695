import { createHash } from "node:crypto";
import { type Clock, ok, type Result, refuse } from "../../kernel/index.ts";
import {
  fileInquiry,
  interpretCheckReply,
  interpretFileInquiry,
  interpretLicenseInquiry,
  interpretReply,
  interpretStatusCheck,
  interpretStatusReply,
  isLinkOfOss,
  type LicenseAtOss,
  licenseInquiry,
  type Nib,
  type NibCheck,
  type NibMethod,
  type NibRecord,
  nibRequest,
  type OssMethod,
  type OssRefusal,
  type StatusAtOss,
  type StatusRefusal,
  type StatusReport,
  statusCheckRequest,
  statusRequest,
  USER_KEY_HEADER,
  userKey,
  userKeyDate,
} from "../../protocols/oss/index.ts";
import { attempt, fetchFile } from "./attempt.ts";
import type { Circuit } from "./circuit.ts";
import { type OssLimits, openExchange } from "./exchange.ts";

/** Address and credentials of OSS, and limits. */
export interface OssClientOptions {
  /** Base URL of the methods, e.g. `https://api-prd.oss.go.id/v1/kl/rba`; undefined = OSS is not configured. */
  readonly baseUrl: string | undefined;
  readonly username: string;
  readonly password: string;
  /** Caller type agreed with OSS; part of the access key. */
  readonly keyType: string;
  readonly clock: Clock;
  /** A number from 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly limits?: Partial<OssLimits>;
}

/** Default limits. */
export const ossLimits: OssLimits = {
  attemptMs: 2_000,
  totalMs: 6_000,
  attemptsMax: 3,
  pauseMs: 200,
  callsAtOnceMax: 64,
  failuresMax: 5,
  openMs: 15_000,
};

/** No user waits for a report, and reports have their own retry pauses: this circuit opens later and probes sooner. */
const REPORTING = { failuresMax: 10, openMs: 5_000 } as const;

/**
 * Outcome of a report. "refused": OSS responded with a refusal. "unknown": the report may or may not have arrived,
 * so OSS must be queried before it is sent again. "not-sent": OSS cannot have received it.
 */
export type ReportOutcome =
  | { readonly outcome: "delivered" }
  | { readonly outcome: "refused" | "unknown" | "not-sent"; readonly refusal: StatusRefusal };

/** A connection to OSS RBA, or to its simulator. Never throws because of OSS. */
export interface OssClient {
  /** False when the address or credentials are missing; every call then refuses with `oss-not-configured`. */
  readonly isConfigured: boolean;
  /** All data of OSS about a company. */
  inquireNib(nib: Nib): Promise<Result<NibRecord, OssRefusal>>;
  /** Name and status only. */
  checkNib(nib: Nib): Promise<Result<NibCheck, OssRefusal>>;
  /** Reports one status of one licence, in one attempt: a repetition without a query could duplicate it. */
  reportStatus(report: StatusReport): Promise<ReportOutcome>;
  /** The current status of a licence at OSS. */
  checkStatus(licenseId: string): Promise<Result<StatusAtOss, StatusRefusal>>;
  /** Data of OSS about a licence: its number once it is issued, and the applicant's uploads. */
  inquireLicense(licenseId: string): Promise<Result<LicenseAtOss, StatusRefusal>>;
  /** The bytes of the Izin signed by OSS; null while there is none. At most 2 MB. */
  fetchLicense(licenseId: string): Promise<Result<Uint8Array | null, StatusRefusal>>;
  /** State of the circuit for company queries, for health checks and metrics. */
  circuit(): Circuit["name"];
  /** State of the circuit for reports; while it is open no report should be sent. */
  reportCircuit(): Circuit["name"];
  /** Ends calls in flight and refuses new ones; safe to call twice. */
  close(): void;
}

/** Creates a client; it opens no connection before the first call. */
export function createOssClient(options: OssClientOptions): OssClient {
  const limits: OssLimits = { ...ossLimits, ...options.limits };
  const ending = new AbortController();
  const shared = { clock: options.clock, random: options.random, ending: ending.signal };
  const reading = openExchange({ limits, ...shared });
  const reporting = openExchange({ limits: { ...limits, ...REPORTING, ...options.limits }, ...shared });
  const { baseUrl } = options;
  const isConfigured = baseUrl !== undefined;
  const send = (method: OssMethod, body: object, signal: AbortSignal) =>
    attempt({ ...requestFor(options, method, body), signal });

  async function readNib<Value>(
    method: NibMethod,
    nib: Nib,
    interpret: (bytes: Uint8Array, asked: Nib) => Result<Value, OssRefusal>,
  ): Promise<Result<Value, OssRefusal>> {
    if (!isConfigured) return refuse(NOT_CONFIGURED);
    const { result } = await reading.call<Value, OssRefusal["code"]>(limits.attemptsMax, async (signal) => {
      const bytes = await send(method, nibRequest(method, nib), signal);
      return bytes.ok ? interpret(bytes.value, nib) : bytes;
    });
    return result;
  }

  const ask: Ask = async (once, interpret) => {
    if (!isConfigured) return refuse(NOT_CONFIGURED);
    return askOn(reporting, limits.attemptsMax, { once, interpret });
  };

  return {
    isConfigured,
    inquireNib: (nib) => readNib("inqueryNIB", nib, interpretReply),
    checkNib: (nib) => readNib("checkNIB", nib, interpretCheckReply),
    reportStatus: async (report) => {
      if (!isConfigured) return { outcome: "not-sent", refusal: NOT_CONFIGURED };
      const { isSent, result } = await reporting.call<null, StatusRefusal["code"]>(1, async (signal) => {
        const bytes = await send("receiveLicenseStatus", statusRequest(report), signal);
        return bytes.ok ? interpretStatusReply(bytes.value) : refuse(unclear(bytes.refusal));
      });
      if (result.ok) return { outcome: "delivered" };
      if (!isSent) return { outcome: "not-sent", refusal: result.refusal };
      return { outcome: isUnclear(result.refusal) ? "unknown" : "refused", refusal: result.refusal };
    },
    checkStatus: (licenseId) =>
      ask(
        (signal) => send("checkLicenseStatus", statusCheckRequest(licenseId), signal),
        (bytes) => interpretStatusCheck(bytes, licenseId),
      ),
    ...licenceQuestions(options, { ask, send }),
    circuit: () => reading.circuit(options.clock.nowMs()),
    reportCircuit: () => reporting.circuit(options.clock.nowMs()),
    close: () => ending.abort(),
  };
}

type Ask = <Value>(
  once: (signal: AbortSignal) => Promise<Result<Uint8Array, OssRefusal>>,
  interpret: (bytes: Uint8Array) => Result<Value, StatusRefusal>,
) => Promise<Result<Value, StatusRefusal>>;

/** Calls OSS and retries when OSS does not respond. */
async function askOn<Value>(
  line: ReturnType<typeof openExchange>,
  attemptsMax: number,
  asked: {
    readonly once: (signal: AbortSignal) => Promise<Result<Uint8Array, OssRefusal>>;
    readonly interpret: (bytes: Uint8Array) => Result<Value, StatusRefusal>;
  },
): Promise<Result<Value, StatusRefusal>> {
  const { result } = await line.call<Value, StatusRefusal["code"]>(attemptsMax, async (signal) => {
    const bytes = await asked.once(signal);
    return bytes.ok ? asked.interpret(bytes.value) : refuse(unclear(bytes.refusal));
  });
  return result;
}

/** Queries about an issued licence and its file. */
function licenceQuestions(
  options: OssClientOptions,
  line: {
    readonly ask: Ask;
    readonly send: (method: OssMethod, body: object, signal: AbortSignal) => Promise<Result<Uint8Array, OssRefusal>>;
  },
): Pick<OssClient, "inquireLicense" | "fetchLicense"> {
  const { ask, send } = line;
  const { baseUrl } = options;
  return {
    inquireLicense: (licenseId) =>
      ask(
        (signal) => send("inqueryLicense", licenseInquiry(licenseId), signal),
        (bytes) => interpretLicenseInquiry(bytes, licenseId),
      ),
    fetchLicense: async (licenseId) => {
      const link = await ask((signal) => send("inqueryFileDS", fileInquiry(licenseId), signal), interpretFileInquiry);
      if (!link.ok || link.value === null) return link.ok ? ok(null) : link;
      const url = link.value;
      if (baseUrl === undefined || !isLinkOfOss(url, baseUrl))
        return refuse({ code: "oss-malformed", detail: "the link does not lead to OSS" });
      const { headers } = requestFor(options, "inqueryFileDS", {});
      return ask((signal) => fetchFile({ url, headers, signal }), ok);
    },
  };
}

const NOT_CONFIGURED = { code: "oss-not-configured", detail: "no address or no credentials of OSS" } as const;

/** An attempt without a readable response says nothing about a NIB or a licence. */
function unclear({ code, detail }: OssRefusal): StatusRefusal {
  return { code: code === "nib-unknown" ? "oss-malformed" : code, detail };
}

/** True when OSS may have carried out the request although its response was unreadable or missing. */
function isUnclear({ code }: StatusRefusal): boolean {
  return code === "oss-unavailable" || code === "oss-malformed";
}

function requestFor(options: OssClientOptions, method: OssMethod, body: object) {
  const { baseUrl = "", username, password, keyType: type, clock } = options;
  const key = userKey({ username, password, type, date: userKeyDate(clock.nowMs()) }, hexDigest);
  return {
    url: `${baseUrl.replace(/(?<!\/)\/+$/, "")}/${method}`,
    headers: { "content-type": "application/json", accept: "application/json", [USER_KEY_HEADER]: key },
    body: JSON.stringify(body),
  };
}

function hexDigest(algorithm: "md5" | "sha1", text: string): string {
  return createHash(algorithm).update(text).digest("hex");
}
