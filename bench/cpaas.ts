import { setTimeout as delay } from "node:timers/promises";
import { present } from "../src/kernel/index.ts";
import { inTenant } from "../src/platform/database/index.ts";
import { type ApplicationServer, openApplicationServer } from "../testkit/application-server.ts";
import { openCallCentre } from "../testkit/call-centre.ts";
import { type FieldAccess, fieldAccessOf } from "../testkit/field-client.ts";
import { freePort } from "../testkit/free-port.ts";
import { callIdOf } from "../testkit/hooked-town.ts";
import { openSipAnswerer, type SipAnswerer } from "../testkit/sip-answerer.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";

const RUNS = 3;
/** Call centres, each with a code, a line and an account of its own: a line begins ten calls a second, and a hundred after a pause. */
const CENTRES = 8;
/** Calls that are created as fast as it goes, by so many programs of each call centre at once. */
const CALLS = 384;
const PROGRAMS = 3;
/** Then calls at this rate, so long, in which waits are measured. */
const HELD_PER_S = 50;
const HELD_S = 8;
const EVENTS = ["initiated", "ringing", "answered", "completed"];
const RING_MS = 20;
const SETTLE_MS_MAX = 30_000;
/** A line has had its pause, and may begin as many calls as before. */
const PAUSE_MS = 10_000;
const SECOND_MS = 1_000;
const DOCUMENT = "<Response><Hangup/></Response>";

/**
 * Calls that programs create by the field's interface: real system with fsync, a carrier that rings and answers, and an application that is
 * asked what each call does and is told of its four steps. Creating is measured until 201 is answered, with the order on disk, as fast as
 * it goes. At a held rate a hook is measured from the answer of the call, as its event says, until the application is asked; what is told
 * from the event until it has come.
 */
export const cpaas: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const bench = await open();
    try {
      await measureHeld(bench);
      const runs: Figures[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        await delay(PAUSE_MS);
        const created = await measureCreating(bench);
        await delay(PAUSE_MS);
        const figures = { ...created, ...(await measureHeld(bench)) };
        tell(JSON.stringify(figures));
        runs.push(figures);
      }
      return runs;
    } finally {
      await bench.close();
    }
  },
  notes: () => ({
    hooks:
      "questions and tellings together, over plain http on the same machine, which the carrier and the programs share",
    paces: "orders are given out at 1,000 a second, as an installation may say; lines have their usual pace",
  }),
};

interface BenchCentre {
  readonly tenantId: string;
  readonly code: string;
  readonly access: FieldAccess;
}

/** When something came to the application. */
interface Came {
  readonly callId: string;
  readonly status: string;
  readonly isQuestion: boolean;
  readonly atMs: number;
}

interface Bench {
  readonly system: TestSystem;
  readonly application: ApplicationServer;
  readonly centres: readonly BenchCentre[];
  readonly came: Came[];
  close(): Promise<void>;
}

async function open(): Promise<Bench> {
  const application = await openApplicationServer();
  const system = await startTestSystem({
    ...{ SAMBUNG_HOOK_HOSTS: application.host, SAMBUNG_LOG_LEVEL: "error", SAMBUNG_SIP_PORT: String(await freePort()) },
  });
  const answerers: SipAnswerer[] = [];
  const centres: BenchCentre[] = [];
  for (let nth = 1; nth <= CENTRES; nth += 1) {
    const host = `127.0.7.${nth}`;
    const answerer = await openSipAnswerer({ ringMs: RING_MS, sockets: { host } });
    answerers.push(answerer);
    centres.push(await addCentre(system, { code: `15009${10 + nth}`, host, port: answerer.port }));
  }
  const came: Came[] = [];
  application.reply(({ path, fields }) => {
    const isQuestion = path === "/voice";
    came.push({ callId: callIdOf(fields), status: fields["CallStatus"] ?? "", isQuestion, atMs: Date.now() });
    return isQuestion ? DOCUMENT : { body: "" };
  });
  // The switch reads lines and numbers by itself.
  await delay(3 * SECOND_MS);
  return {
    ...{ system, application, centres, came },
    close: async () => {
      for (const one of answerers) await one.close();
      await system.close();
      await application.close();
    },
  };
}

/** A call centre with a line that dials out, a code and a pace that holds nothing up. */
async function addCentre(
  { town, database, url }: TestSystem,
  { code, host, port }: { readonly code: string; readonly host: string; readonly port: number },
): Promise<BenchCentre> {
  const centre = await openCallCentre({ kit: town, url });
  const { tenantId } = centre;
  const [createdAt, trunkId] = [new Date(), town.ids.next()];
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
    await trx.insertInto("trunkAddress").values({ address: host, trunkId, tenantId }).execute();
    await trx.insertInto("serviceNumber").values({ code, tenantId, label: "", isRecorded: false, createdAt }).execute();
    const pace = { perSecond: 1_000, burst: 1_000, atOnce: 10_000, tokens: 1_000 };
    await trx
      .insertInto("apiCallPace")
      .values({ tenantId, ...pace, countedAt: createdAt })
      .execute();
  });
  return { tenantId, code, access: await fieldAccessOf(centre) };
}

async function measureCreating(bench: Bench): Promise<Figures> {
  const { centres, came } = bench;
  const before = came.length;
  const took: number[] = [];
  const began = performance.now();
  const program = async (centre: BenchCentre) => {
    for (let nth = 0; nth < CALLS / CENTRES / PROGRAMS; nth += 1) took.push(await create(bench, centre));
  };
  await Promise.all(centres.flatMap((centre) => Array.from({ length: PROGRAMS }, () => program(centre))));
  const createdS = (performance.now() - began) / SECOND_MS;
  const own = await comeFrom(bench, before, CALLS);
  const moments = own.map(({ atMs }) => atMs);
  return {
    calls_created_per_s: CALLS / createdS,
    create_p99_ms: percentile(took, 0.99),
    hooks_per_s: own.length / ((Math.max(...moments) - Math.min(...moments)) / SECOND_MS),
    ...missingOf(own, CALLS),
  };
}

async function measureHeld(bench: Bench): Promise<Figures> {
  const { centres, came } = bench;
  const before = came.length;
  const calls = HELD_PER_S * HELD_S;
  const creating: Promise<number>[] = [];
  const began = performance.now();
  for (let nth = 0; nth < calls; nth += 1) {
    await delay(Math.max(0, began + (nth * SECOND_MS) / HELD_PER_S - performance.now()));
    creating.push(create(bench, present(centres[nth % CENTRES], "a call centre")));
  }
  const took = await Promise.all(creating);
  const own = await comeFrom(bench, before, calls);
  const { calls_failed, hooks_missing } = missingOf(own, calls);
  return {
    ...(await waitsOf(bench, own)),
    ...{ held_create_p99_ms: percentile(took, 0.99), held_failed: calls_failed, held_missing: hooks_missing },
  };
}

/** What came to the application of so many calls, once all of it has, or nothing more does. */
async function comeFrom({ came }: Bench, before: number, calls: number): Promise<readonly Came[]> {
  const deadline = performance.now() + SETTLE_MS_MAX;
  while (missingOf(came.slice(before), calls).hooks_missing > 0 && performance.now() < deadline) await delay(20);
  return came.slice(before);
}

/** A call that fails is told of once, and asks for nothing. */
function missingOf(own: readonly Came[], calls: number) {
  const failed = own.filter(({ status }) => status === "failed").length;
  return { calls_failed: failed, hooks_missing: calls * (1 + EVENTS.length) - own.length - failed * EVENTS.length };
}

/** Creates a call; answers how long that took. */
async function create({ system, application }: Bench, { access, code }: BenchCentre): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`;
  const form = new URLSearchParams({ From: code, To: "+6281234567890", Url: application.at("/voice") });
  form.append("StatusCallback", application.at("/status"));
  for (const event of EVENTS) form.append("StatusCallbackEvent", event);
  const began = performance.now();
  const answer = await fetch(`${system.url}/2010-04-01/Accounts/${access.accountSid}/Calls.json`, {
    ...{ method: "POST", headers: { authorization }, body: form },
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

/** How long after its event each hook came. */
async function waitsOf({ system, centres }: Bench, own: readonly Came[]): Promise<Figures> {
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
  // Of each kind the first one stands last, and stays.
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
