import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import { addCallFixture, addTestCode, addTestRun } from "../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { openProgramClient, type ProgramClient, programKeyOf } from "../../../../testkit/program-client.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { REST_LIMITS } from "../twilio-api/index.ts";
import { openCallOrders } from "../twilio-api/wire.ts";

const TO = "+6281234567890";
const VOICE = "https://aplikasi.contoh.id/jawab";
const DOCUMENT = "<Response><Say>Halo</Say></Response>";
const MINUTE_MS = 60_000;
const NOBODYS = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let program: ProgramClient;
let from: string;
let switchId: string;
let codes = 1500600;

interface Call {
  readonly id: string;
  readonly state: string;
  readonly to: string;
}

interface Page {
  readonly items: readonly Call[];
  readonly next: string | null;
}

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
});

afterAll(() => portal?.close());

beforeEach(async () => {
  virtualContext.advance(20 * MINUTE_MS);
  centre = await openCallCentre(portal);
  program = openProgramClient(portal.url, await programKeyOf(centre, "Program", ["calls.write", "calls.read"]));
  codes += 1;
  from = String(codes);
  await addTestCode(portal.kit.db, { code: from, tenantId: centre.tenantId, at: now() });
  switchId = virtualContext.ids.next();
  await addTestRun(portal.kit.db, { id: switchId, at: now() });
});

const now = () => new Date(virtualContext.clock.nowMs());
const form = (own: object = {}) => ({ to: TO, from, instructions: { url: VOICE }, ...own });
const order = (own: object = {}, idempotency?: string) =>
  program.ask<Call>("POST", "/calls", form(own), idempotency === undefined ? {} : { idempotency });
const refusalOf = async (own: object) => {
  const { status, body } = await program.ask("POST", "/calls", form(own));
  return [status, body.error.code, body.error.fields[0]?.path];
};
const take = async () => {
  const given = await openCallOrders(portal.kit.db).take({ switchId, nowMs: virtualContext.clock.nowMs(), max: 100 });
  return given.filter(({ tenantId }) => tenantId === centre.tenantId);
};
const tell = (callId: string, own: Partial<Parameters<typeof addCallFixture>[1]> = {}) =>
  addCallFixture(portal.kit.db, {
    callId,
    tenantId: centre.tenantId,
    switchId,
    code: from,
    other: TO,
    direction: "outbound",
    beganAtMs: virtualContext.clock.nowMs(),
    ...own,
  });

describe("calls below /api/v1", () => {
  it("are on disk when they are ordered, with all that was asked, and given to a switch", async () => {
    const call = await order({
      instructions: { url: VOICE, method: "GET", fallbackUrl: `${VOICE}/b` },
      ringSeconds: 20,
      talkSecondsMax: 600,
      sendDigits: "1w2",
      record: true,
      statusCallback: { url: `${VOICE}/s`, events: ["answered", "completed"] },
    });
    expect(call.status).toBe(201);
    expect(call.body).toEqual({
      id: call.body.id,
      direction: "outbound",
      from,
      to: TO,
      code: from,
      state: "queued",
      end: null,
      orderedAt: now().toISOString(),
      beganAt: null,
      endedAt: null,
      talkSeconds: null,
      costRupiah: null,
    });
    expect(await take()).toEqual([
      {
        callId: call.body.id,
        tenantId: centre.tenantId,
        from,
        to: { kind: "number", number: TO },
        instructions: {
          from: "hook",
          voice: { url: VOICE, method: "GET" },
          fallback: { url: `${VOICE}/b`, method: "POST" },
        },
        timeoutSeconds: 20,
        timeLimitSeconds: 600,
        sendDigits: "1w2",
        isRecorded: true,
        createdAtMs: virtualContext.clock.nowMs(),
      },
    ]);
  });

  it("name each unknown field of a body or query that is refused", async () => {
    const body = { ...form(), farbe: 1, statusCallback: { url: VOICE, evnts: [] } };
    const wrong = [
      await program.ask("POST", "/calls", body),
      await program.ask("GET", "/calls?stat=queued&limit=0"),
    ] as const;
    expect(wrong.map(({ status }) => status)).toEqual([400, 400]);
    const named = wrong.map((one) => one.body.error.fields.map(({ path, code }) => `${path} ${code}`).toSorted());
    expect(named).toEqual([
      ["farbe field-unknown", "statusCallback.evnts field-unknown"],
      ["limit field-too-short", "stat field-unknown"],
    ]);
  });

  it("ring phones of the house, are led by a document, or by an application of the call centre", async () => {
    const made = await centre.operator.client.post<{ id: string }>("/api/service/applications", {
      name: "Tanya",
      voiceUrl: `${VOICE}/aplikasi`,
      voiceMethod: "GET",
      fallbackUrl: null,
      fallbackMethod: "POST",
    });
    await order({ to: undefined, toExtension: "101", instructions: { document: DOCUMENT } });
    virtualContext.advance(1);
    await order({ to: "0812-3456 7890", instructions: { applicationId: made.body.id } });
    expect(await take()).toMatchObject([
      { to: { kind: "phone", extension: "101" }, instructions: { from: "document", document: DOCUMENT } },
      {
        to: { kind: "number", number: "081234567890" },
        instructions: { voice: { url: `${VOICE}/aplikasi`, method: "GET" } },
      },
    ]);
    const { body } = await program.ask<Page>("GET", "/calls");
    expect(body.items.map(({ to }) => to)).toEqual([TO, "101"]);
  });

  it("are refused with a code at the field it is about, as RFC 9457 has it, in both languages", async () => {
    const refused = await program.ask("POST", "/calls", form({ to: "112" }));
    expect(refused.headers.get("content-type")).toContain("application/problem+json");
    expect(refused.body).toMatchObject({ type: "about:blank", title: "Forbidden", status: 403 });
    expect(refused.body.detail).toBe(refused.body.error.message);
    const said = await program.ask("POST", "/calls", form({ to: "112" }), { language: "id" });
    expect(said.body.detail).toMatch(/^Nomor darurat/);
    const wanted: readonly (readonly [object, readonly unknown[]])[] = [
      [{ to: undefined }, [400, "call-target-one", "to"]],
      [{ toExtension: "101" }, [400, "call-target-one", "to"]],
      [{ to: "rumah" }, [400, "call-number-unfit", "to"]],
      [{ to: "sip:101" }, [400, "call-number-unfit", "to"]],
      ...["+62112", "021-112", "119"].map((to) => [{ to }, [403, "call-number-for-people", "to"]] as const),
      [{ from: "TOKO" }, [400, "call-from-unknown", "from"]],
      [{ from: "1500999" }, [400, "call-from-unknown", "from"]],
      [{ instructions: { url: "https://127.0.0.1/" } }, [400, "hook-address-unfit", "instructions.url"]],
      [
        { instructions: { url: VOICE, fallbackUrl: "ftp://a.id/" } },
        [400, "hook-address-unfit", "instructions.fallbackUrl"],
      ],
      [{ instructions: { document: "a\u0000" } }, [400, "document-unfit", "instructions.document"]],
      [{ instructions: { applicationId: NOBODYS } }, [404, "no-such-voice-application", "instructions.applicationId"]],
      [{ statusCallback: { url: "http://a.id/" } }, [400, "hook-address-unfit", "statusCallback.url"]],
      [{ recordingCallback: { url: "https://10.0.0.1/" } }, [400, "hook-address-unfit", "recordingCallback.url"]],
      [{ ringSeconds: 0 }, [400, "invalid-input", "ringSeconds"]],
      [{ machineDetection: true }, [400, "invalid-input", "machineDetection"]],
    ];
    for (const [own, refusal] of wanted) expect([own, await refusalOf(own)]).toEqual([own, refusal]);
    expect(await take()).toEqual([]);
  });

  it("are ordered once by a key that is shown again, and not at all by one that was shown for another", async () => {
    const [first, again] = [await order({}, "pesanan-7"), await order({}, "pesanan-7")];
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect(await take()).toHaveLength(1);
    const other = await program.ask("POST", "/calls", form({ ringSeconds: 9 }), { idempotency: "pesanan-7" });
    expect([other.status, other.body.error.code]).toEqual([409, "request-differs"]);
    const unfit = await program.ask("POST", "/calls", form(), { idempotency: "dua kata" });
    expect([unfit.status, unfit.body.error.code]).toEqual([400, "idempotency-key-unfit"]);
  });

  it("are listed newest first and page by page, by what they are and when they began", async () => {
    const begin = virtualContext.clock.nowMs();
    const ids = [0, 1, 2].map(() => virtualContext.ids.next());
    for (const [nth, id] of ids.entries()) {
      const end = { outcome: nth === 1 ? "busy" : "answered", afterMs: 30_000 } as const;
      await tell(id, { beganAtMs: begin + nth * MINUTE_MS, isAnswered: nth !== 1, end });
    }
    virtualContext.advance(5 * MINUTE_MS);
    const waiting = (await order()).body.id;
    const list = async (query: string) => (await program.ask<Page>("GET", `/calls${query}`)).body;
    const idsOf = async (query: string) => (await list(query)).items.map(({ id }) => id);
    expect(await idsOf("")).toEqual([waiting, ...ids.toReversed()]);
    const first = await list("?limit=2");
    expect(first.items.map(({ id }) => id)).toEqual([waiting, ids[2]]);
    const second = await list(`?limit=2&after=${first.next}`);
    expect([second.items.map(({ id }) => id), second.next]).toEqual([[ids[1], ids[0]], null]);
    expect(await idsOf("?state=busy")).toEqual([ids[1]]);
    const at = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
    expect(await idsOf(`?beganFrom=${at(begin + MINUTE_MS)}&beganUntil=${at(begin + 2 * MINUTE_MS)}`)).toEqual([
      ids[1],
    ]);
    expect(await idsOf(`?to=${encodeURIComponent("0812 3456 7890")}&state=completed`)).toEqual([ids[2], ids[0]]);
    for (const query of ["?after=kemarin", "?limit=101", "?beganFrom=kemarin", "?state=canceled", "?page=2"])
      expect([query, (await program.ask("GET", `/calls${query}`)).status]).toEqual([query, 400]);
  });

  it("tell how they went: whom they rang, how they ended, and why no switch began them", async () => {
    const talked = virtualContext.ids.next();
    await tell(talked, { isAnswered: true, end: { outcome: "answered", afterMs: 90_000 } });
    const story = await program.ask<Readonly<Record<string, unknown>>>("GET", `/calls/${talked}`);
    const at = now().toISOString();
    expect(story.body).toMatchObject({
      id: talked,
      state: "completed",
      end: "answered",
      talkSeconds: 90,
      beganAt: at,
      costRupiah: 0,
      legs: [{ state: "answered", ringingAt: at, answeredAt: at, sipStatus: null, extension: null }],
      recordingIds: [],
    });
    const waits = (await order()).body.id;
    for (const taken of await take())
      await openCallOrders(portal.kit.db).refused(taken, "channels-taken", virtualContext.clock.nowMs());
    const failed = await program.ask<Readonly<Record<string, unknown>>>("GET", `/calls/${waits}`);
    expect(failed.body).toMatchObject({ state: "failed", end: "channels-taken", legs: [] });
  });

  it("are taken back while they wait, and not steered once they are over", async () => {
    const { id } = (await order()).body;
    const ended = await program.ask<Call>("POST", `/calls/${id}/end`);
    expect([ended.status, ended.body.state]).toEqual([200, "cancelled"]);
    expect(await take()).toEqual([]);
    const answered = virtualContext.ids.next();
    await tell(answered, { isAnswered: true });
    const unless = await program.ask("POST", `/calls/${answered}/end`, { unlessAnswered: true });
    expect([unless.status, unless.body.error.code]).toEqual([409, "call-stands-otherwise"]);
    for (const path of [`/calls/${id}/end`, `/calls/${id}/redirect`]) {
      const body = path.endsWith("end") ? {} : { instructions: { document: DOCUMENT } };
      const again = await program.ask("POST", path, body);
      expect([path, again.status, again.body.error.code]).toEqual([path, 409, "call-stands-otherwise"]);
    }
  });
});

describe("what programs ask below /api/v1", () => {
  it("stands in the console by what it made and was about, masked", async () => {
    const { id } = (await order({ instructions: { document: DOCUMENT } })).body;
    await program.ask("POST", `/calls/${id}/end`);
    await program.ask("GET", `/calls/${NOBODYS}`);
    const sid = `CA${id.replaceAll("-", "")}`;
    const { client } = centre.operator;
    const asked = async (query: string) =>
      (
        await client.get<{ items: { id: string; method: string; path: string }[] }>(
          `/api/service/api-requests?${query}`,
        )
      ).body.items;
    await expect
      .poll(async () => (await asked(`sid=${sid}`)).map(({ path }) => path).toSorted(), { timeout: 15_000 })
      .toEqual(["/api/v1/calls", "/api/v1/calls/:id/end"]);
    expect(await asked(`sid=CA${NOBODYS.replaceAll("-", "")}`)).toEqual([]);
    const ordered = (await asked(`sid=${sid}`)).find(({ path }) => path === "/api/v1/calls");
    const { text } = await client.get(`/api/service/api-requests/${ordered?.id}`);
    for (const shown of [from, "<Say>", "890"]) expect(text).toContain(shown);
    for (const hidden of ["Halo", TO.slice(1)]) expect(text).not.toContain(hidden);
  });
});

describe("a program below /api/v1", () => {
  it("is let in by a key that is for it, and is told how to come where it shows none", async () => {
    const nobody = await openProgramClient(portal.url, null).ask("GET", "/calls");
    expect([nobody.status, nobody.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="sambung"']);
    expect(nobody.body.error.code).toBe("api-key-missing");
    const wrong = await openProgramClient(portal.url, `smb_${"a".repeat(43)}`).ask("POST", "/calls", { wrong: true });
    expect([wrong.status, wrong.body.error.code]).toEqual([401, "api-key-unknown"]);
    const reader = openProgramClient(portal.url, await programKeyOf(centre, "Pembaca", ["calls.read"]));
    expect((await reader.ask("GET", "/calls")).status).toBe(200);
    const nowhere = await reader.ask("GET", "/panggilan");
    expect([nowhere.status, nowhere.body.status, nowhere.body.error.code]).toEqual([404, 404, "no-such-route"]);
    const refused = await reader.ask("POST", "/calls", form());
    expect([refused.status, refused.body.error.code]).toEqual([403, "api-key-scope"]);
  });

  it("that asks for more than it may is told when to come again, before anybody looks who it is, and holds up nobody else", async () => {
    const guess = async () => {
      const { statusCode, headers } = await portal.app.http.inject({
        method: "GET",
        url: "/api/v1/calls",
        headers: { host: "localhost", authorization: "Bearer tebakan" },
      });
      return [statusCode, headers["retry-after"]];
    };
    for (let nth = 0; nth < REST_LIMITS.all.most; nth += 1) expect((await guess())[0]).toBe(401);
    expect(await guess()).toEqual([429, "1"]);
    expect((await program.ask("GET", "/calls")).status).toBe(200);
    virtualContext.advance(1_000);
    expect((await guess())[0]).toBe(401);
  });
});
