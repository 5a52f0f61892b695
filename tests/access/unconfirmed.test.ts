import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openTestClient, type ProblemBody, type TestClient } from "../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addCompany, addPerson, giveRole } from "../../testkit/users.ts";

const NOBODYS_ID = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
/** Routes of API clients, which authenticate by account and token or by a key, without a session. */
const BY_PROGRAMS = / \/(?:2010-04-01|api\/v1)\//;
const UNSAFE = /^(POST|PUT|PATCH|DELETE) /;
const APPLICANTS: readonly string[] = ["applicant-owner", "applicant-staff", "consultant"];

/** Actions permitted before the e-mail address is confirmed, with the reason why none of them reaches others in the user's name. */
const EXEMPT: Readonly<Record<string, string>> = {
  "POST /validasi-sk": "compares a file, for everybody",
  "POST /validasi-sk/:id": "compares a file, for everybody",
  "POST /v1/kl/rba/receiveNIB": "is called by OSS",
  "POST /v1/kl/rba/receiveFileDS": "is called by OSS",
  "POST /api/ticket-pages/:page/ticket": "shows a ticket to whoever has number and code",
  "POST /api/ticket-pages/:page/replies": "answers in a ticket by number and code",
  "POST /api/widgets/:key/tickets": "renews what a visitor of a website holds, without an account",
  "POST /api/widgets/:key/callbacks": "takes a visitor's wish, without an account",
  "POST /api/widgets/:key/talks": "lets a visitor call once, without an account",
  "POST /api/widgets/:key/places": "tells a visitor how his call waits, without an account",
  "POST /api/session": "logs in",
  "DELETE /api/session": "logs out",
  "POST /api/session/second-factor": "logs in",
  "POST /api/demonstration/session": "logs in to a demonstration, on its own machine",
  "POST /mulai": "logs in to a demonstration by a form, on its own machine",
  "POST /api/demonstration/end": "ends a demonstration, on its own machine",
  "POST /api/demonstration/ring": "has a simulated caller ring oneself, in a demonstration on its own machine",
  "POST /api/people": "signs up",
  "POST /api/first-administrator": "signs up by a link of this machine",
  "PUT /api/account": "changes one's own name and language",
  "POST /api/account/email": "mails a confirming link, to a new address, in our name",
  "DELETE /api/account/email": "gives up one's own change",
  "POST /api/account/email/confirmation": "mails the confirming link again",
  "POST /api/email-confirmations": "confirms the address",
  "PUT /api/account/password": "changes one's own password",
  "POST /api/password-resets": "mails a link to the owner of the address",
  "POST /api/password-resets/look": "looks at a link",
  "POST /api/password-resets/password": "sets one's own password",
  "DELETE /api/account/sessions/:id": "ends one's own session",
  "DELETE /api/account/other-sessions": "ends one's own sessions",
  "POST /api/account/second-factor/renewal": "changes one's own second factor",
  "POST /api/account/second-factor/renewal/confirmation": "changes one's own second factor",
  "POST /api/account/second-factor/recovery-codes": "changes one's own second factor",
  "POST /api/account/second-factor/removal": "changes one's own second factor",
  "POST /api/second-factor": "enrols one's own second factor",
  "POST /api/second-factor/confirmation": "enrols one's own second factor",
  "POST /api/invitations/look": "looks at an invitation",
  "POST /api/invitations/acceptance": "shows by its link that the address is one's own",
  "POST /api/invitations/new-person": "shows by its link that the address is one's own",
  "DELETE /api/company-invitations/:id": "takes back what was sent, and tells nobody",
  "POST /api/notices/read": "marks one's own messages",
  "POST /api/notices/:id/read": "marks one's own messages",
  "PUT /api/saved-views": "keeps one's own view of a list",
  "DELETE /api/saved-views/:id": "drops one's own view of a list",
  "POST /api/files": "keeps an upload that nobody else reads until it is sent with something",
  "POST /api/nib-lookups": "asks OSS in the name of the installation",
  "DELETE /api/holds/:id": "gives a code back",
  "POST /api/applications": "begins a draft that nobody else sees",
  "PUT /api/applications/:id/form": "saves a draft that nobody else sees",
  "POST /api/licences": "begins a draft that nobody else sees",
  "PUT /api/licences/:id/parts/:part": "saves a part of what is handed in later",
  "PUT /api/licences/:id/documents/:slot": "hangs a file on what is handed in later",
  "POST /api/licences/:id/devices/sheet": "reads a spreadsheet and keeps nothing",
};

const expected = z
  .record(z.string(), z.union([z.string(), z.array(z.string())]))
  .parse(JSON.parse(readFileSync(new URL("expected-access.json", import.meta.url), "utf8")));

/** Every action that a user on the applicants' side is admitted to. */
const acts = Object.entries(expected)
  .filter(
    ([name, rule]) =>
      UNSAFE.test(name) &&
      !BY_PROGRAMS.test(name) &&
      (typeof rule === "string" || rule.some((role) => APPLICANTS.includes(role))),
  )
  .map(([name]) => name);

let portal: TestPortal;
let owner: TestClient;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  const company = await addCompany(portal.kit);
  const person = await addPerson(portal.kit, { isUnconfirmed: true });
  await giveRole(portal.kit, person.id, { role: "applicant-owner", organisationId: company.id });
  owner = openTestClient(portal.url, person.token);
});

afterAll(() => portal.close());

/** Tries an action as the owner of a company with an unconfirmed address; returns whether that is the reason for a refusal. */
async function isHeldBack(act: string): Promise<boolean> {
  const [method = "", route = ""] = act.split(" ");
  const path = route.replaceAll(/:\w+/g, NOBODYS_ID);
  const answer = await owner.send<Partial<ProblemBody>>(path, { method });
  return answer.body?.error?.code === "email-not-confirmed";
}

describe("an owner whose e-mail address is not confirmed", () => {
  it("sends nothing to others in his name, on whichever route, and does what is only his own", async () => {
    const wrong: string[] = [];
    for (const act of acts) {
      // Logging out would end the session that all other attempts use.
      if (act === "DELETE /api/session") continue;
      if ((await isHeldBack(act)) === act in EXEMPT) wrong.push(act);
    }
    expect(wrong).toEqual([]);
  });

  it("has no exemption for a route that is not there", () => {
    expect(Object.keys(EXEMPT).filter((act) => !acts.includes(act))).toEqual([]);
    expect(acts.length - Object.keys(EXEMPT).length).toBeGreaterThan(10);
  });
});
