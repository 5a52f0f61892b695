import { setTimeout as delay } from "node:timers/promises";
import { inTenant } from "../src/platform/database/index.ts";
import { type ApplicationServer, openApplicationServer } from "../testkit/application-server.ts";
import { openCallCentre } from "../testkit/call-centre.ts";
import { callIdOf } from "../testkit/call-webhook-fixture.ts";
import { type FieldAccess, fieldAccessOf } from "../testkit/field-client.ts";
import { freePort } from "../testkit/free-port.ts";
import { openSipAnswerer, type SipAnswerer } from "../testkit/sip-answerer.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import { type Figures, percentile } from "./figures.ts";

const RING_MS = 20;
const SECOND_MS = 1_000;
const SETTLE_MS_MAX = 30_000;
const DOCUMENT = "<Response><Hangup/></Response>";
/** Events of a call to which the application subscribes. */
const EVENTS = ["initiated", "ringing", "answered", "completed"];

/** A tenant with a trunk for outgoing calls, a code and an account. */
export interface BenchCentre {
  readonly tenantId: string;
  readonly code: string;
  readonly access: FieldAccess;
}

/** A request received by the application. */
export interface Came {
  readonly callId: string;
  readonly status: string;
  readonly isQuestion: boolean;
  readonly atMs: number;
}

/** A running system, a carrier for each tenant, and the application that all of them call. */
export interface Bench {
  readonly system: TestSystem;
  readonly application: ApplicationServer;
  readonly centres: readonly BenchCentre[];
  readonly came: Came[];
  close(): Promise<void>;
}

/** Options: the number of tenants, and their rate limit, which is effectively unlimited by default. */
export interface BenchOptions {
  readonly centres: number;
  /** Permitted webhook hosts beside the shared application. */
  readonly hosts?: readonly string[];
  readonly isPaceUsual?: boolean;
}

/** Starts a system with tenants, a carrier for each, and an application. */
export async function openBench({ centres: wanted, hosts = [], isPaceUsual = false }: BenchOptions): Promise<Bench> {
  const application = await openApplicationServer();
  const system = await startTestSystem({
    SAMBUNG_HOOK_HOSTS: [application.host, ...hosts].join(","),
    SAMBUNG_LOG_LEVEL: "error",
    SAMBUNG_SIP_PORT: String(await freePort()),
  });
  const answerers: SipAnswerer[] = [];
  const centres: BenchCentre[] = [];
  for (let nth = 1; nth <= wanted; nth += 1) {
    const host = `127.0.7.${nth}`;
    const answerer = await openSipAnswerer({ ringMs: RING_MS, sockets: { host } });
    answerers.push(answerer);
    centres.push(await addCentre(system, { code: `15009${10 + nth}`, host, port: answerer.port, isPaceUsual }));
  }
  const came: Came[] = [];
  application.reply(({ path, fields }) => {
    const isQuestion = path === "/voice";
    came.push({ callId: callIdOf(fields), status: fields["CallStatus"] ?? "", isQuestion, atMs: Date.now() });
    return isQuestion ? DOCUMENT : { body: "" };
  });
  // The switch reloads trunks and numbers periodically.
  await delay(3 * SECOND_MS);
  return {
    system,
    application,
    centres,
    came,
    close: async () => {
      for (const one of answerers) await one.close();
      await system.close();
      await application.close();
    },
  };
}

/** A tenant with a trunk for outgoing calls, a code and no effective rate limit. */
async function addCentre(
  { kit, database, url }: TestSystem,
  {
    code,
    host,
    port,
    isPaceUsual,
  }: { readonly code: string; readonly host: string; readonly port: number; readonly isPaceUsual: boolean },
): Promise<BenchCentre> {
  const centre = await openCallCentre({ kit, url });
  const { tenantId } = centre;
  const [createdAt, trunkId] = [new Date(), kit.ids.next()];
  const mode = { code, mode: "open", source: "licensing", changedAt: createdAt };
  await database.db.insertInto("numberMode").values(mode).execute();
  await inTenant(database.db, tenantId, async (trx) => {
    const line = {
      name: "E1",
      kind: "e1-gateway",
      carrier: "Operator Uji",
      agreementNumber: "PKS-1",
      channelsMax: 500,
    };
    const at = { host, port, transport: "udp", createdAt };
    await trx
      .insertInto("trunk")
      .values({ id: trunkId, tenantId, ...line, ...at })
      .execute();
    await trx.insertInto("trunkAddress").values({ address: host, trunkId, tenantId, approvedAt: new Date() }).execute();
    await trx.insertInto("serviceNumber").values({ code, tenantId, label: "", isRecorded: false, createdAt }).execute();
    if (isPaceUsual) return;
    const pace = { perSecond: 1_000, burst: 1_000, atOnce: 10_000, tokens: 1_000 };
    await trx
      .insertInto("apiCallPace")
      .values({ tenantId, ...pace, countedAt: createdAt })
      .execute();
  });
  return { tenantId, code, access: await fieldAccessOf(centre) };
}

/** Requests to the application for this number of calls, once all have arrived, or no more arrive. */
export async function comeFrom({ came }: Bench, before: number, calls: number): Promise<readonly Came[]> {
  const deadline = performance.now() + SETTLE_MS_MAX;
  while (missingOf(came.slice(before), calls).hooks_missing > 0 && performance.now() < deadline) await delay(20);
  return came.slice(before);
}

/** Number of failed calls, and of missing webhooks: a failed call causes one status callback, and no call webhook. */
export function missingOf(own: readonly Came[], calls: number) {
  const failed = own.filter(({ status }) => status === "failed").length;
  return { calls_failed: failed, hooks_missing: calls * (1 + EVENTS.length) - own.length - failed * EVENTS.length };
}

/** Creates a call; returns the duration in ms. */
export async function createCall({ system, application }: Bench, { access, code }: BenchCentre): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`;
  const form = new URLSearchParams({ From: code, To: "+6281234567890", Url: application.at("/voice") });
  form.append("StatusCallback", application.at("/status"));
  for (const event of EVENTS) form.append("StatusCallbackEvent", event);
  const began = performance.now();
  const answer = await fetch(`${system.url}/2010-04-01/Accounts/${access.accountSid}/Calls.json`, {
    method: "POST",
    headers: { authorization },
    body: form,
  });
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(`not created: ${answer.status} ${text}`);
  return performance.now() - began;
}

const KIND_OF: Readonly<Record<string, string>> = {
  initiated: "call.received",
  ringing: "leg.ringing",
  "in-progress": "call.answered",
  completed: "call.ended",
};

/** Delay of each webhook after its event. */
export async function waitsOf({ system, centres }: Bench, own: readonly Came[]): Promise<Figures> {
  const ids = [...new Set(own.map(({ callId }) => callId))];
  const found = await Promise.all(
    centres.map(({ tenantId }) =>
      inTenant(system.database.db, tenantId, (trx) =>
        trx
          .selectFrom("callEvent")
          .select(["callId", "kind", "at"])
          .where("callId", "in", ids)
          .where("kind", "in", Object.values(KIND_OF))
          .orderBy("sequence", "desc")
          .execute(),
      ),
    ),
  );
  // Of each kind the first one comes last, and stays.
  const moments = new Map(found.flat().map(({ callId, kind, at }) => [`${callId} ${kind}`, at.getTime()]));
  const waits = (of: readonly Came[]) =>
    of.flatMap(({ callId, status, atMs }) => {
      const at = moments.get(`${callId} ${KIND_OF[status] ?? ""}`);
      return at === undefined ? [] : [atMs - at];
    });
  const [questions, tellings] = [
    waits(own.filter(({ isQuestion }) => isQuestion)),
    waits(own.filter(({ isQuestion }) => !isQuestion)),
  ];
  return {
    hook_p50_ms: percentile(questions, 0.5),
    hook_p99_ms: percentile(questions, 0.99),
    told_p50_ms: percentile(tellings, 0.5),
    told_p99_ms: percentile(tellings, 0.99),
  };
}
