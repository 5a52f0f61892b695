import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import type { Curious, TenantIsolationFixture } from "../../testkit/tenant-isolation-fixture.ts";
import { openTenantIsolationFixture, tryOne, tryTenants } from "../../testkit/tenant-isolation-fixture.ts";
import type { Attempt } from "../../testkit/tenant-trials.ts";

const REQUESTS = 4_000;

let portal: TestPortal;
let fixture: TenantIsolationFixture;
let theirForm: string;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  fixture = await openTenantIsolationFixture({ kit: portal.kit, url: portal.url, access: portal.access });
  const forms = await fixture.theirs.operator.client.get<{ items: readonly { id: string }[] }>(FORMS);
  theirForm = forms.body.items[0]?.id ?? "";
});
afterAll(() => portal.close());

const FORMS = "/api/service/evaluation-forms";

let nth = 0;

/** A form whose parts use ids of the other call centre, which the author of a form may choose freely. */
function formAttempt(more: Partial<Attempt> = {}): Attempt {
  nth += 2;
  const [section = "", question = ""] = fixture.ids.slice(nth);
  const questions = [
    { id: question, text: "Salam", kind: "yes-no", points: 1, weight: 1, mayNotApply: true, isFatal: false },
  ];
  const body = { name: `Formulir ${portal.kit.ids.next()}`, sections: [{ id: section, title: "Salam", questions }] };
  const chosen = { chosen: [section, question], chosenIn: "evaluation_form_version" };
  return { method: "POST", path: FORMS, body, namesTheirs: false, ...chosen, ...more };
}

function cardAttempt(expectedVersion: number): Attempt {
  const [id = ""] = fixture.ids.slice(-1);
  const body = { fields: [{ id, label: "Kolom", kind: "text", options: [] }], expectedVersion };
  const asked = { method: "PUT", path: "/api/service/card-form", body, namesTheirs: false };
  return { ...asked, chosen: [id], chosenIn: "card_form" };
}

/** A route that acts on the other call centre instead of the caller's. */
const astray = (): Pick<Curious, "client"> => ({ client: fixture.theirs.operator.client });

/** A route that adds text to the response. */
function talkative(more: string): Pick<Curious, "client"> {
  const { client } = fixture.own.operator;
  return {
    client: {
      send: async <Body>(path: string, init: RequestInit): Promise<Answer<Body>> => {
        const answer = await client.send<Body>(path, init);
        return { ...answer, text: `${answer.text}${more}` };
      },
    },
  };
}

describe("ids of another call centre", () => {
  it("are told and used nowhere, whoever asks for them", async () => {
    const run = await tryTenants(fixture, { requests: REQUESTS, tell: () => undefined });
    expect(run.leaks).toEqual([]);
    for (const status of [400, 403, 404]) expect(run.statuses.get(status) ?? 0).toBeGreaterThan(100);
    for (const ids of [fixture.ids, fixture.unsent]) expect(ids.length).toBeGreaterThan(15);
  });

  it("may be given by whoever writes a form of his own to its parts", async () => {
    const own = fixture.own.operator;
    expect(await tryOne(fixture, own, formAttempt())).toEqual({ leak: null, status: 201 });
    const { version } = (await own.client.get<{ version: number }>("/api/service/card-form")).body;
    expect(await tryOne(fixture, own, cardAttempt(version))).toEqual({ leak: null, status: 204 });
  });

  it("are a leak there where the form is written to the other call centre", async () => {
    const form = await tryOne(fixture, astray(), formAttempt());
    expect(form.status).toBe(201);
    expect(form.leak).toMatch(/stands with nobody or others/);
    // The caller's rows must contain no id that would explain the write.
    const other = { ...cardAttempt(1), chosen: [portal.kit.ids.next()] };
    const card = await tryOne(fixture, astray(), { ...other, body: rewritten(other) });
    expect(card.status).toBe(204);
    expect(card.leak).toMatch(/stands with nobody or others/);
  });

  it.each([
    { what: "an id of theirs that was not asked for", more: () => theirForm, says: /told the id/ },
    { what: "a word of theirs", more: () => "rahasia7c1e", says: /told rahasia7c1e/ },
  ])("are a leak there where the answer brings $what", async ({ more, says }) => {
    const { leak, status } = await tryOne(fixture, talkative(more()), formAttempt());
    expect(status).toBe(201);
    expect(leak).toMatch(says);
  });

  it("are a leak there where a form of theirs is changed", async () => {
    const body = { ...(formAttempt().body as object), expectedVersion: 1 };
    const change = formAttempt({ method: "PUT", path: `${FORMS}/${theirForm}`, body, namesTheirs: true });
    expect(await tryOne(fixture, fixture.own.operator, change)).toEqual({ leak: null, status: 404 });
    const done = await tryOne(fixture, astray(), change);
    expect(done.status).toBe(204);
    expect(done.leak).toMatch(/was 204/);
  });
});

function rewritten({ body, chosen }: Attempt): unknown {
  const { fields, ...rest } = body as { readonly fields: readonly object[] };
  return { ...rest, fields: fields.map((field, nth) => ({ ...field, id: chosen[nth] })) };
}
