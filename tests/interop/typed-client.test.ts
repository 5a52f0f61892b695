import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Sambung, SambungError } from "../../clients/typescript/sambung.ts";
import { API_SCOPES } from "../../src/people/index.ts";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { codeSample, exampleValues } from "../../src/service/api-reference/code-sample.shared.ts";
import { type ApiDescription, operationsOf } from "../../src/service/api-reference/openapi-shape.shared.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { type DescribedAnswers, holdAnswers } from "../../testkit/described-answers.ts";
import { addTestCode, addTestRun, tellCall } from "../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { programKeyOf } from "../../testkit/program-client.ts";
import { addTestCarrier, addTestSender } from "../../testkit/short-messages.ts";
import { type VirtualWorld, virtualWorld } from "../../testkit/world.ts";

const TO = "+6281234567890";
const CODE = "1500733";
const SENDER = "KLIEN";
const NOBODYS = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const DOCUMENT = "<Response><Say>Halo</Say></Response>";
const BULK_MAX = 1_000;
const run = promisify(execFile);

let world: VirtualWorld;
let portal: TestPortal;
let centre: CallCentre;
let description: ApiDescription;
let answers: DescribedAnswers;
let sambung: Sambung;
let switchId: string;

beforeAll(async () => {
  world = virtualWorld();
  portal = await openTestPortal({ works: false, world });
  centre = await openCallCentre(portal);
  const { tenantId, operator } = centre;
  const key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  const { client } = await portal.officer("administrator");
  await client.post("/api/service/sms/free-prefixes", { prefix: "6281", centreId: null, reason: "Uji" });
  const carrierId = await addTestCarrier({ ...portal.kit, key }, { name: "Uji" });
  const sender = { tenantId, personId: operator.id, value: SENDER, carrierIds: [carrierId] };
  await addTestSender({ ...portal.kit, key }, sender);
  await addTestCode(portal.kit.db, { code: CODE, tenantId, at: now() });
  switchId = world.ids.next();
  await addTestRun(portal.kit.db, { id: switchId, at: now() });
  description = (await (await fetch(`${portal.url}/api/v1/openapi.json`)).json()) as ApiDescription;
  answers = holdAnswers(description);
  sambung = await clientWith(API_SCOPES);
  // The ways to carriers are a second old at the most.
  await vi.waitUntil(async () => isTaken(message("Pertama")), { timeout: 10_000, interval: 50 });
});

afterAll(() => portal?.close());

const now = () => new Date(world.clock.nowMs());
const message = (text: string) => ({ from: SENDER, to: TO, text, category: "transactional" }) as const;
const isTaken = (form: ReturnType<typeof message>) =>
  sambung.sendMessage(form).then(
    () => true,
    () => false,
  );

async function clientWith(scopes: readonly string[], more: Partial<ConstructorParameters<typeof Sambung>[0]> = {}) {
  const key = await programKeyOf(centre, `Program ${world.ids.next()}`, scopes);
  return new Sambung({ url: portal.url, key, fetch: answers.fetch, ...more });
}

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => (error instanceof SambungError ? error : undefined),
  );

async function listed<Item>(list: AsyncIterable<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

const order = (more: object = {}, options: { readonly idempotencyKey?: string } = {}) =>
  sambung.orderCall({ to: TO, from: CODE, instructions: { document: DOCUMENT }, ...more }, options);

/** A call that goes on, led by a document. */
async function talkingCall(): Promise<string> {
  const { id: callId } = await order();
  const told = { callId, tenantId: centre.tenantId, switchId, code: CODE, other: TO, direction: "outbound" } as const;
  await tellCall(portal.kit.db, { ...told, beganAtMs: world.clock.nowMs(), isAnswered: true });
  return callId;
}

/** Does what a switch does with the one order that waits for it. */
async function switchObeys(outcome: object): Promise<void> {
  const { kit } = portal;
  const waiting = () =>
    inTenant(kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("switchCommand").select("id").where("state", "=", "waiting").execute(),
    );
  await expect.poll(waiting).toHaveLength(1);
  await inTenant(kit.db, centre.tenantId, (trx) =>
    trx
      .updateTable("switchCommand")
      .set({ state: "done", outcome: JSON.stringify(outcome), doneAt: now() })
      .where("state", "=", "waiting")
      .execute(),
  );
}

/** What the client does with each operation, and how it is refused. Whoever adds an operation adds a case. */
const CASES: Readonly<Record<string, () => Promise<void>>> = {
  sendMessage: async () => {
    const [first, again] = [
      await sambung.sendMessage(message("Sekali"), { idempotencyKey: "sekali" }),
      await sambung.sendMessage(message("Sekali"), { idempotencyKey: "sekali" }),
    ];
    expect(again).toEqual(first);
    const other = await failureOf(sambung.sendMessage(message("Lain"), { idempotencyKey: "sekali" }));
    expect(other).toMatchObject({ status: 409, code: "request-differs" });
    const unfit = await failureOf(sambung.sendMessage({ ...message("Halo"), to: "rumah" }));
    expect(unfit).toMatchObject({ status: 400, code: "recipient-unfit", fields: [{ path: "to" }], attempts: 1 });
  },
  sendMessages: async () => {
    const taken = await sambung.sendMessages({ messages: [message("Satu"), { ...message("Dua"), to: "rumah" }] });
    expect(taken).toMatchObject({ accepted: 1, refused: 1, items: [{}, { error: { code: "recipient-unfit" } }] });
  },
  listMessages: async () => {
    const sent = [];
    for (const text of ["A", "B", "C"]) {
      world.advance(1_000);
      sent.push((await sambung.sendMessage(message(text))).id);
    }
    const found = await listed(sambung.listMessages({ to: TO, limit: 2 }));
    expect(found.slice(0, 3).map(({ id }) => id)).toEqual(sent.toReversed());
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    const { items, next } = await sambung.listMessages({ limit: 2 }).page();
    expect([items.length, next]).toEqual([2, items[1]?.id]);
  },
  fetchMessage: async () => {
    const { id } = await sambung.sendMessage(message("Dilihat"));
    expect(await sambung.fetchMessage(id)).toMatchObject({ id, text: "Dilihat", state: "waiting", receipts: [] });
    expect(await failureOf(sambung.fetchMessage(NOBODYS))).toMatchObject({ status: 404, code: "no-such-message" });
  },
  cancelMessage: async () => {
    const { id } = await sambung.sendMessage(message("Ditarik"));
    expect(await sambung.cancelMessage(id)).toBeUndefined();
    expect(await failureOf(sambung.cancelMessage(id))).toMatchObject({ status: 409, code: "too-late" });
  },
  orderCall: async () => {
    const [first, again] = [await order({}, { idempotencyKey: "p-7" }), await order({}, { idempotencyKey: "p-7" })];
    expect(first).toMatchObject({ state: "queued", to: TO, from: CODE });
    expect(again).toEqual(first);
    expect(await failureOf(order({ to: "112" }))).toMatchObject({ status: 403, code: "call-number-for-people" });
  },
  listCalls: async () => {
    const ids = [];
    for (let nth = 0; nth < 3; nth += 1) {
      world.advance(1_000);
      ids.push((await order()).id);
    }
    const found = await listed(sambung.listCalls({ limit: 2 }));
    expect(found.slice(0, 3).map(({ id }) => id)).toEqual(ids.toReversed());
  },
  fetchCall: async () => {
    const { id } = await order();
    expect(await sambung.fetchCall(id)).toMatchObject({ id, state: "queued", legs: [], recordingIds: [] });
    expect(await failureOf(sambung.fetchCall(NOBODYS))).toMatchObject({ status: 404, code: "no-such-call" });
  },
  endCall: async () => {
    const { id } = await order();
    expect(await sambung.endCall(id)).toMatchObject({ state: "cancelled" });
    expect(await failureOf(sambung.endCall(id, { unlessAnswered: true }))).toMatchObject({
      ...{ status: 409, code: "call-stands-otherwise" },
    });
  },
  redirectCall: async () => {
    const id = await talkingCall();
    const [led] = [
      sambung.redirectCall(id, { instructions: { document: DOCUMENT } }),
      await switchObeys({ callId: id }),
    ];
    expect(await led).toMatchObject({ id, state: "in-progress" });
    const unfit = await failureOf(sambung.redirectCall(id, { instructions: { url: "http://127.0.0.1/" } as never }));
    expect(unfit).toMatchObject({ status: 400, code: "hook-address-unfit" });
  },
};

describe("the typed client, asked of a portal", () => {
  it("has a case for every operation of the description, and for no other", () => {
    const ids = operationsOf(description).map(({ operation }) => operation.operationId);
    expect(Object.keys(CASES).toSorted()).toEqual(ids.toSorted());
    expect(ids.filter((id) => !(id in sambung))).toEqual([]);
  });

  it.each(Object.keys(CASES))("%s", async (operation) => {
    await CASES[operation]?.();
    expect(answers.done).toContain(operation);
    expect(answers.faults).toEqual([]);
  });

  it("is refused by every operation without a key in force, and with one for something else", async () => {
    const stranger = new Sambung({ url: portal.url, key: `smb_${"x".repeat(43)}`, fetch: answers.fetch });
    for (const { operation, parameters } of operationsOf(description)) {
      const { operationId, security } = operation;
      const scope = security.flatMap(({ key = [] }) => key)[0];
      const other = await otherKey(scope);
      const given = parameters.filter((one) => one.in === "path").map(() => NOBODYS);
      const body =
        operation.requestBody === undefined
          ? []
          : [exampleValues({ operation, parameters, path: "", method: "post" }).body];
      const ask = async (client: Sambung) => {
        const method = client[operationId as "fetchCall"].bind(client) as unknown as (...all: unknown[]) => unknown;
        const answer = method(...given, ...body);
        return failureOf(answer instanceof Promise ? answer : (answer as { page(): Promise<unknown> }).page());
      };
      expect([operationId, await ask(stranger)]).toMatchObject([operationId, { status: 401, code: "api-key-unknown" }]);
      expect([operationId, await ask(other)]).toMatchObject([operationId, { status: 403, code: "api-key-scope" }]);
    }
    expect(answers.faults).toEqual([]);
  });

  it("waits as long as a portal says that asks too much of, and sends the same again", async () => {
    const bulk = { messages: Array.from({ length: BULK_MAX }, () => message("Banyak")) };
    const impatient = await clientWith(["messages.send"], { attemptsMax: 1 });
    let refused: SambungError | undefined;
    for (let nth = 0; nth < 12 && refused === undefined; nth += 1)
      refused = await failureOf(impatient.sendMessages(bulk));
    expect(refused).toMatchObject({ status: 429, code: "too-fast" });
    expect(refused?.retryAfterMs).toBeGreaterThan(0);
    let sent = 0;
    const patient = await clientWith(["messages.send"], {
      fetch: async (address, init) => {
        sent += 1;
        const answer = await answers.fetch(address, init);
        world.advance(Number(answer.headers.get("retry-after") ?? 0) * 1_000);
        return answer;
      },
    });
    expect(await patient.sendMessages(bulk)).toMatchObject({ accepted: BULK_MAX, refused: 0 });
    expect(sent).toBe(2);
    expect(answers.faults).toEqual([]);
  });
});

const otherKeys = new Map<string, Promise<Sambung>>();

/** A client whose key is for everything but one scope. */
function otherKey(scope = ""): Promise<Sambung> {
  const known = otherKeys.get(scope) ?? clientWith(API_SCOPES.filter((one) => one !== scope));
  otherKeys.set(scope, known);
  return known;
}

/** The settings of somebody else, stricter than most. */
const STRICT = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, target: "es2022", isolatedModules: true },
  ...{ noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noPropertyAccessFromIndexSignature: true },
  ...{ noImplicitOverride: true, noImplicitReturns: true, noUnusedLocals: true, noFallthroughCasesInSwitch: true },
  ...{ erasableSyntaxOnly: true, verbatimModuleSyntax: true, allowUnreachableCode: false },
};

describe("the typed client, in somebody else's program", () => {
  it("is what the installation gives out, and compiles with every example of the reference under strict settings", async () => {
    const given = await fetch(`${portal.url}/api/v1/client.ts`);
    expect([given.status, given.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
    const { schemas } = description.components;
    const examples = operationsOf(description).map((placed) => {
      const sample = codeSample(placed, { language: "typescript", values: exampleValues(placed), schemas });
      return `export async function ${placed.operation.operationId}Example(): Promise<unknown> {\n${sample}\n${sample.includes("const answer") ? "return answer;" : "return undefined;"}\n}`;
    });
    const program = [
      'import { Sambung } from "./sambung.js";',
      'const sambung = new Sambung({ url: "https://sambung.example", key: "smb_x" });',
      ...examples,
    ].join("\n");
    const root = path.resolve(import.meta.dirname, "../..");
    const types = { types: ["node"], typeRoots: [path.join(root, "node_modules/@types")], lib: ["es2022"] };
    const ways = [
      { ...types, module: "nodenext", moduleResolution: "nodenext" },
      { types: [], lib: ["es2022", "dom", "dom.iterable"], module: "esnext", moduleResolution: "bundler" },
    ];
    const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-client-"));
    try {
      await writeFile(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
      await writeFile(path.join(folder, "sambung.ts"), await given.text());
      await writeFile(path.join(folder, "program.ts"), program);
      for (const way of ways) {
        const settings = { compilerOptions: { ...STRICT, ...way }, files: ["program.ts", "sambung.ts"] };
        await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(settings));
        const { stdout } = await run(process.execPath, [
          path.join(root, "node_modules/tsgo/bin/tsc"),
          "-p",
          folder,
        ]).catch((error: { readonly stdout: string }) => error);
        expect(stdout).toBe("");
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
