import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, GOOD_AGENT, GOOD_QUEUE, openCallCentre } from "../../../../testkit/call-centre.ts";
import type { Answer, ProblemBody } from "../../../../testkit/client.ts";
import { untilWaiting } from "../../../../testkit/lock-waits.ts";
import { mailedToken } from "../../../../testkit/mailed-link.ts";
import { succeeded } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { addPerson, giveRole } from "../../../../testkit/users.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { SESSION_COOKIE } from "../../../platform/http/index.ts";
import { openEventWriter } from "../../telephony/cdr/wire.ts";
import { lockPeople } from "./people-facts.store.ts";

interface Preview {
  readonly plan: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: readonly { readonly code: string; readonly rule: string; readonly line: number }[];
  readonly lines: readonly {
    readonly line: number;
    readonly standing: string;
    readonly changes: readonly { readonly what: string }[];
    readonly faults: readonly { readonly code: string }[];
  }[];
}

interface Imported {
  readonly counts: Readonly<Record<string, number>>;
  readonly invited: number;
  readonly phones: readonly { readonly extension: string; readonly password: string }[];
}

interface Agents {
  readonly items: readonly {
    readonly name: string;
    readonly personName: string | null;
    readonly awaitedEmail: string | null;
    readonly queues: readonly { readonly tier: number }[];
    readonly skills: Readonly<Record<string, number>>;
  }[];
}

const PATH = "/api/service/people-sheet";
let portal: TestPortal;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
});
afterAll(() => portal.close());

async function centreWithQueue(): Promise<CallCentre> {
  const centre = await openCallCentre(portal);
  succeeded(await centre.operator.client.post("/api/service/queues", { ...GOOD_QUEUE, name: "Penjualan" }), "a queue");
  return centre;
}

function formOf(content: Content, name = "orang.csv"): FormData {
  const form = new FormData();
  form.append("file", new File([content], name));
  return form;
}

type Content = string | Uint8Array<ArrayBuffer>;

const look = ({ operator }: CallCentre, content: Content) =>
  operator.client.send<Preview>(`${PATH}/preview`, { method: "POST", body: formOf(content) });
const write = ({ operator }: CallCentre, content: Content, plan: string) =>
  operator.client.send<Imported>(`${PATH}?plan=${plan}`, { method: "POST", body: formOf(content) });
const codeOf = ({ body }: Answer) => (body as ProblemBody).error?.code;
const agentsOf = async ({ operator }: CallCentre) =>
  succeeded(await operator.client.get<Agents>("/api/service/agents"), "agents").items;
const standings = ({ lines }: Preview) => lines.map(({ standing }) => standing);

async function imported(centre: CallCentre, content: string): Promise<Imported> {
  const { plan } = succeeded(await look(centre, content), "a preview");
  return succeeded(await write(centre, content, plan ?? "0".repeat(64)), "an import");
}

async function bytesOf(centre: CallCentre, query: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`${portal.url}${PATH}?${query}`, {
    headers: { cookie: `${SESSION_COOKIE}=${centre.operator.token}` },
  });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

const HEAD = "email,role,name,language,extension,queues,skills";
let guests = 0;
function fresh(): string {
  guests += 1;
  return `baris-${guests}@pusat.invalid`;
}

describe("people from a file", () => {
  it("are looked at without writing, then written at once, once; the same file again changes nothing", async () => {
    const centre = await centreWithQueue();
    const [rina, budi] = [fresh(), fresh()];
    const file = `${HEAD}\r\n${rina},agent,Rina,en,201,Penjualan:2,inggris:3\r\n${budi},supervisor,,,,,\r\n,agent,Meja,,202,,\r\n`;
    const preview = succeeded(await look(centre, file), "a preview");
    expect(standings(preview)).toEqual(["new", "new", "new"]);
    expect(await agentsOf(centre)).toEqual([]);
    expect((await look(centre, file)).body).toEqual(preview);
    const done = await imported(centre, file);
    expect(done).toMatchObject({ counts: { new: 3, refused: 0 }, invited: 2 });
    expect(done.phones.map(({ extension, password }) => [extension, password.length])).toEqual([
      ["201", 24],
      ["202", 24],
    ]);
    const agents = await agentsOf(centre);
    expect(agents.find(({ name }) => name === "Rina")).toMatchObject({
      awaitedEmail: rina,
      personName: null,
      skills: { inggris: 3 },
      queues: [{ tier: 2 }],
    });
    const again = succeeded(await look(centre, file), "the same again");
    expect(again).toMatchObject({ plan: null, counts: { unchanged: 3 } });
    const actions = await portal.kit.db
      .selectFrom("auditEntry")
      .select("action")
      .where("tenantId", "=", centre.tenantId)
      .where("action", "in", ["people.imported", "person.invited", "agent.added", "phone.added"])
      .execute();
    expect(actions.map(({ action }) => action).toSorted()).toEqual([
      ...["agent.added", "agent.added", "people.imported", "person.invited", "person.invited"],
      ...["phone.added", "phone.added"],
    ]);
  });

  it("become their agents by accepting, and an invitation that is withdrawn leaves the agent without an account", async () => {
    const centre = await centreWithQueue();
    const guest = await portal.person();
    const other = fresh();
    await imported(centre, `${HEAD}\n${guest.email},agent,Tamu,,,Penjualan,\n${other},agent,Lain,,,Penjualan,\n`);
    const token = await mailedToken(portal.kit, guest.email, "/undangan/");
    expect((await guest.client.post("/api/invitations/acceptance", { token })).status).toBe(204);
    const tied = (await agentsOf(centre)).find(({ name }) => name === "Tamu");
    expect(tied?.awaitedEmail).toBeNull();
    expect(tied?.personName).not.toBeNull();
    const { invitations } = succeeded(
      await centre.operator.client.get<{ invitations: { id: string; email: string }[] }>("/api/centre-people"),
      "people",
    );
    const open = invitations.find(({ email }) => email === other);
    expect((await centre.operator.client.delete(`/api/centre-invitations/${open?.id}`)).status).toBe(204);
    expect((await agentsOf(centre)).find(({ name }) => name === "Lain")?.awaitedEmail).toBeNull();
  });

  it("are written all or none: a refused line, another outcome than was seen, or a mail too many writes nothing", async () => {
    const centre = await centreWithQueue();
    const good = `${HEAD}\n${fresh()},agent,Satu,,301,,\n`;
    const bad = `${good}${fresh()},agent,Dua,,301,,\n`;
    const seen = succeeded(await look(centre, bad), "a preview");
    expect(seen).toMatchObject({ plan: null, counts: { refused: 2 } });
    const { plan } = succeeded(await look(centre, good), "a preview");
    expect(codeOf(await write(centre, bad, plan ?? ""))).toBe("people-sheet-changed");
    succeeded(await centre.operator.client.post("/api/service/agents", { ...GOOD_AGENT, name: "Satu" }), "an agent");
    expect(codeOf(await write(centre, good, plan ?? ""))).toBe("people-sheet-changed");
    expect(await agentsOf(centre)).toHaveLength(1);
    const mails = await portal.kit.db
      .selectFrom("invitation")
      .select("id")
      .where("tenantId", "=", centre.tenantId)
      .execute();
    expect(mails).toEqual([]);
  });

  it("as they are exported are imported as unchanged, as CSV of either language and as XLSX, formulas made harmless", async () => {
    const centre = await centreWithQueue();
    await imported(centre, `${HEAD}\n${fresh()},agent,"'=1+1",,201,Penjualan,"-x:2 | a:1"\n,agent,"'-Meja",,,,\n`);
    expect((await agentsOf(centre)).map(({ name }) => name)).toContain("=1+1");
    for (const query of ["format=csv&language=id", "format=csv&language=en", "format=xlsx"]) {
      const bytes = await bytesOf(centre, `content=people&${query}`);
      const preview = succeeded(await look(centre, bytes), query);
      expect([preview.faults, new Set(standings(preview)), preview.lines.length], query).toEqual([
        [],
        new Set(["unchanged"]),
        3,
      ]);
    }
    const text = new TextDecoder().decode(await bytesOf(centre, "content=people&format=csv&language=en"));
    expect(text).toContain(",'=1+1,");
    expect(text).not.toMatch(/(?:^|,)[=@+-]/mu);
    const empty = await centreWithQueue();
    for (const format of ["csv", "xlsx"]) {
      const template = await bytesOf(empty, `content=template&format=${format}`);
      expect(standings(succeeded(await look(empty, template), "a template"))).toEqual(["new", "new"]);
    }
  });

  it("come with semicolons, a mark of UTF-8, and not in another encoding or format", async () => {
    const centre = await centreWithQueue();
    const semicolons = `\ufeffsurel;peran;nama;antrean\r\n${fresh()};Agen;"Rina; Lestari";Penjualan:1\r\n`;
    expect(standings(succeeded(await look(centre, semicolons), "semicolons"))).toEqual(["new"]);
    const latin = new Uint8Array(Buffer.from(`${HEAD}\na@b.id,agent,Café`, "latin1"));
    const said = async (content: Content) =>
      succeeded(await look(centre, content), "a preview").faults.map(({ code }) => code);
    expect(await said(latin)).toEqual(["file-not-utf8"]);
    expect(await said(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2]))).toEqual(["file-not-spreadsheet"]);
    expect(await said(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toEqual(["file-old-spreadsheet"]);
    expect(await said("")).toEqual(["file-empty"]);
    expect(await said(`${HEAD}\n"a`)).toEqual(["quote-broken"]);
    const huge = await look(centre, `${HEAD}\n${"a".repeat(2_000_001)}`);
    expect([huge.status, codeOf(huge)]).toEqual([413, "people-sheet-too-large"]);
    const none = await centre.operator.client.post(`${PATH}/preview`, {});
    expect(codeOf(none)).toBe("people-sheet-missing");
  });

  it("say nothing of another call centre: its addresses are strangers' and its extensions are free", async () => {
    const [here, there] = [await centreWithQueue(), await centreWithQueue()];
    const shared = fresh();
    const file = (email: string) => `${HEAD}\n${email},agent,Rina,,201,Penjualan,\n`;
    await imported(there, file(shared));
    const known = succeeded(await look(here, file(shared)), "a preview");
    const stranger = succeeded(await look(here, file(fresh())), "a preview");
    const shape = ({ counts, lines }: Preview) => [
      counts,
      lines.map(({ standing, changes }) => [standing, changes.length]),
    ];
    expect(shape(known)).toEqual(shape(stranger));
    expect((await imported(here, file(shared))).counts).toMatchObject({ new: 1 });
    const text = new TextDecoder().decode(await bytesOf(here, "content=people&format=csv"));
    expect(text).not.toContain(there.operator.email);
  });

  it("are invited once when two write the same file at once", async () => {
    const centre = await centreWithQueue();
    const file = `${HEAD}\n${[1, 2, 3].map((nth) => `${fresh()},agent,Balap ${nth},,40${nth},,`).join("\n")}\n`;
    const { plan } = succeeded(await look(centre, file), "a preview");
    const answers = await Promise.all([1, 2].map(() => write(centre, file, plan ?? "")));
    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([200, 409]);
    expect(await agentsOf(centre)).toHaveLength(3);
  });
});

/** Writes the first event of a call for an open code, as the switch does; returns its result. */
async function beginCall(tenantId: string, code: string) {
  const { db, clock, ids, log } = portal.kit;
  const [switchId, at] = [ids.next(), new Date(clock.nowMs())];
  await db.insertInto("switchRun").values({ id: switchId, startedAt: at, beatAt: at }).execute();
  const writer = openEventWriter({ db, clock, log, news: { announce: () => undefined } });
  const call = { direction: "inbound", caller: "+62811", called: code, code, trunkId: null, phoneId: null } as const;
  const body = { kind: "call.received", ...call, sipCallId: "x@y", from: "127.0.0.1:5060" } as const;
  const events = [{ sequence: 0, atMs: clock.nowMs(), elapsedUs: 0, body }];
  const permit = { code, caller: "+62811", atMs: clock.nowMs() };
  const written = await writer.write(
    { tenantId, callId: ids.next(), switchId, events, permit },
    { byMs: clock.nowMs() + 1_000 },
  );
  await writer.close(0);
  return written;
}

const openCode = async (code: string): Promise<string> => {
  const changedAt = new Date(portal.kit.clock.nowMs());
  await portal.kit.db.insertInto("numberMode").values({ code, mode: "open", source: "licensing", changedAt }).execute();
  return code;
};

/** Whether a call centre could be closed now, without waiting for a lock. */
const isClosable = (tenantId: string): Promise<boolean> =>
  portal.kit.db
    .transaction()
    .execute((trx) => trx.selectFrom("tenant").select("id").where("id", "=", tenantId).forUpdate().noWait().execute())
    .then(
      () => true,
      () => false,
    );

describe("while a sheet of people is written", () => {
  it("calls of its call centre begin, and what somebody else took by hand meanwhile is told as such", async () => {
    const centre = await centreWithQueue();
    const { tenantId, operator } = centre;
    const code = await openCode("1500773");
    const person = await addPerson(portal.kit);
    await giveRole(portal.kit, person.id, { role: "operator-agent", tenantId });
    succeeded(await operator.client.post("/api/service/agents", { ...GOOD_AGENT, name: "Tangan" }), "an agent");
    const file = `${HEAD}\n${person.email},agent,Lembar,,,Penjualan,\n`;
    const { plan } = succeeded(await look(centre, file), "a preview");
    const byHand = async (trx: DatabaseTransaction) => {
      await trx.updateTable("agent").set({ personId: person.id }).where("name", "=", "Tangan").execute();
      const answer = write(centre, file, plan ?? "");
      await untilWaiting(portal.kit.db);
      return { answer, begun: await beginCall(tenantId, code), isClosable: await isClosable(tenantId) };
    };
    const meanwhile = await inTenant(portal.kit.db, tenantId, byHand);
    expect(meanwhile.begun).toEqual({ ok: true, value: "open" });
    expect(meanwhile.isClosable).toBe(false);
    const refused = await meanwhile.answer;
    expect([refused.status, codeOf(refused)]).toEqual([409, "people-sheet-clash"]);
    expect(await isClosable(tenantId)).toBe(true);
    expect((await agentsOf(centre)).map(({ name }) => name)).toEqual(["Tangan"]);
  });

  it("nobody accepts an invitation to its call centre, and another sheet waits", async () => {
    const centre = await centreWithQueue();
    const guest = await portal.person();
    await imported(centre, `${HEAD}\n${guest.email},agent,Tamu,,,Penjualan,\n`);
    const token = await mailedToken(portal.kit, guest.email, "/undangan/");
    const { db } = portal.kit;
    const over: string[] = [];
    const { accepting, other } = await inTenant(db, centre.tenantId, async (trx) => {
      await lockPeople(trx, centre.tenantId);
      const answer = guest.client.post("/api/invitations/acceptance", { token });
      await untilWaiting(db);
      const second = inTenant(db, centre.tenantId, (own) => lockPeople(own, centre.tenantId)).then(() =>
        over.push("second"),
      );
      await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 200))]);
      over.push("first");
      return { accepting: answer, other: second };
    });
    expect((await accepting).status).toBe(204);
    await other;
    expect(over).toEqual(["first", "second"]);
  });
});
