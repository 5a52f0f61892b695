import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, TestClient } from "../../../testkit/client.ts";
import type { GuestCompany } from "../../../testkit/guests.ts";
import {
  addLicenceOfficers,
  beginLicenceFor,
  checkedLicence,
  completeLicenceFor,
  declareNone,
  endorsedLicence,
  findingOn,
  giveDecreedCode,
  type LicenceOfficers,
  type LicenceView,
  submittedLicenceFor,
  takenLicenceFor,
} from "../../../testkit/licence-case.ts";
import { SOUND_FORM } from "../../../testkit/licence-form.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { findRound, listParts } from "./documents/licence-content.store.ts";

const ROUNDS = 3;

let portal: TestPortal;
let desk: LicenceOfficers;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  desk = await addLicenceOfficers(portal);
});
afterAll(() => portal.close());

const read = async (client: TestClient, id: string) => (await client.get<LicenceView>(`/api/licences/${id}`)).body;
const give = (client: TestClient, id: string, version: number, command: Readonly<Record<string, unknown>>) =>
  client.post<LicenceView>(`/api/licences/${id}/commands`, { version, command });
const statuses = (answers: readonly Answer[]) =>
  answers.map(({ status }) => status).toSorted((left, right) => left - right);
const codeOf = ({ body }: Answer) => (body as { readonly error?: { readonly code: string } }).error?.code;

describe("two officers at once", () => {
  it("never both take a case", async () => {
    const second = await portal.officer("evaluator", "licensing");
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await submittedLicenceFor(portal, await portal.company());
      for (const officer of [desk.evaluator, second]) await declareNone(officer, id);
      const { version } = await read(second.client, id);
      const answers = await Promise.all(
        [desk.evaluator, second].map(({ client }) => give(client, id, version, { command: "take" })),
      );
      expect(statuses(answers)).toEqual([200, 409]);
    }
  });

  it("never both end a case: of verify, reject and withdraw one alone stands", async () => {
    const other = await portal.officer("coordinator", "licensing");
    for (let round = 0; round < ROUNDS; round += 1) {
      const company = await portal.company();
      const { id } = await takenLicenceFor(portal, company, desk);
      await checkedLicence(desk.evaluator, id);
      await endorsedLicence(desk, id);
      for (const officer of [desk.coordinator, other]) await declareNone(officer, id);
      const { version } = await read(other.client, id);
      const own = (await read(company.owner.client, id)).version;
      const answers = await Promise.all([
        give(desk.coordinator.client, id, version, { command: "verify", reason: "" }),
        give(other.client, id, version, { command: "reject", reason: "Tidak memenuhi." }),
        give(company.owner.client, id, own, { command: "withdraw" }),
      ]);
      expect(statuses(answers)).toEqual([200, 409, 409]);
    }
  });

  it("never both judge on the same reading: a finding and an acceptance of one item", async () => {
    const { id } = await takenLicenceFor(portal, await portal.company(), desk);
    const { version } = await read(desk.evaluator.client, id);
    const answers = await Promise.all([
      give(desk.evaluator.client, id, version, findingOn("D05")),
      give(desk.evaluator.client, id, version, { command: "accept-item", requirement: "D05" }),
    ]);
    expect(statuses(answers)).toEqual([200, 409]);
  });
});

describe("two colleagues at once", () => {
  const save = (
    client: TestClient,
    id: string,
    key: keyof typeof SOUND_FORM,
    more: { version: number; value?: unknown },
  ) =>
    client.put<{ part?: { value: unknown; changedBy: string | null; version: number } }>(
      `/api/licences/${id}/parts/${key}`,
      {
        value: SOUND_FORM[key],
        ...more,
      },
    );

  it("never meet at two parts", async () => {
    const company = await portal.company();
    const colleague = await portal.colleague(company, "applicant-staff");
    const { id } = await beginLicenceFor(portal, company);
    for (let version = 0; version < ROUNDS; version += 1) {
      const answers = await Promise.all([
        save(company.owner.client, id, "commitment", { version }),
        save(colleague.client, id, "contact", { version }),
        save(company.owner.client, id, "funds", { version }),
        save(colleague.client, id, "service", { version }),
      ]);
      expect(statuses(answers)).toEqual([200, 200, 200, 200]);
    }
  });

  it("at one part: the later is told what the other wrote and who it was, and nothing is overwritten", async () => {
    const company = await portal.company();
    const colleague = await portal.colleague(company, "applicant-staff");
    const { id } = await beginLicenceFor(portal, company);
    for (const key of ["contact", "service"] as const) {
      for (let version = 0; version < ROUNDS; version += 1) {
        const answers = await Promise.all(
          [company.owner, colleague].map(({ client }) => save(client, id, key, { version })),
        );
        expect(statuses(answers)).toEqual([200, 409]);
        const late = answers.find(({ status }) => status === 409);
        const winner = answers[0]?.status === 200 ? company.owner : colleague;
        expect(late === undefined ? "" : codeOf(late)).toBe("part-stale");
        expect(late?.body.part).toMatchObject({
          value: SOUND_FORM[key],
          changedBy: winner.name,
          version: version + 1,
        });
      }
    }
  });

  it("hand in exactly what was saved, however a save and the submission meet", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const company = await portal.company();
      const { id, version } = await completeLicenceFor(portal, company);
      const escalation = `Agen, penyelia, manajer ${round}`;
      const value = { ...SOUND_FORM.contact, escalation };
      const [saved, sent] = await Promise.all([
        save(company.owner.client, id, "contact", { version: 1, value }),
        give(company.owner.client, id, version, { command: "submit" }),
      ]);
      expect(sent.status).toBe(200);
      const kept = (await findRound(portal.kit.db, id, 0))?.parts["contact"] as { escalation: string };
      const stored = (await listParts(portal.kit.db, id)).find(({ key }) => key === "contact")?.value;
      expect(stored).toEqual(kept);
      expect(kept.escalation === escalation).toBe(saved.status === 200);
    }
  });

  it("begin one application, not two", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const company: GuestCompany = await portal.company();
      const colleague = await portal.colleague(company, "applicant-staff");
      await giveDecreedCode(portal, company);
      const answers = await Promise.all(
        [company.owner, colleague].map(({ client }) => client.post("/api/licences", { organisationId: company.id })),
      );
      expect(statuses(answers)).toEqual([201, 409]);
    }
  });
});
