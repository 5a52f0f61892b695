import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addLicenceOfficers,
  checkedLicence,
  commandLicence,
  declareNone,
  done,
  endorsedLicence,
  type LicenceOfficers,
  type LicenceView,
  takenLicenceFor,
} from "../../../testkit/licence-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext } from "../../../testkit/virtual-context.ts";
import { officeDate } from "../../regulation/index.ts";
import { DEMONSTRATION_LICENSING_OFFICE } from "../issuing/index.ts";

const DAY_MS = 86_400_000;
const virtualContext = createVirtualContext();

interface MandatesBody {
  readonly items: readonly { readonly id: string; readonly decreeKind: string; readonly standing: string }[];
}

let portal: TestPortal;
let desk: LicenceOfficers;

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addLicenceOfficers(portal);
});
afterAll(() => portal.close());

const codeOf = (answer: { readonly body: unknown }) =>
  (answer.body as { readonly error?: { readonly code: string } }).error?.code;

/** An endorsed application that awaits the coordinator, and its company. */
async function endorsed() {
  const company = await portal.company();
  const { id } = await takenLicenceFor(portal, company, desk);
  await checkedLicence(desk.evaluator, id);
  await endorsedLicence(desk, id);
  await declareNone(desk.coordinator, id);
  return { id, company };
}

async function decreesOf(id: string) {
  return portal.kit.db.selectFrom("decree").selectAll().where("licenceApplicationId", "=", id).execute();
}

/** Ends the mandate for commitments today, and advances to tomorrow. */
async function nextDayAfterEnding(): Promise<void> {
  const administrator = await portal.officer("administrator");
  const { items } = (await administrator.client.get<MandatesBody>("/api/mandates?pageSize=200")).body;
  const id = items.find(({ decreeKind, standing }) => decreeKind === "commitment" && standing === "in-force")?.id;
  const lastDay = officeDate(virtualContext.clock.nowMs());
  const ended = await administrator.client.post(`/api/mandates/${id}/end`, { lastDay, reason: "Pejabat diganti." });
  expect(ended.status).toBe(204);
  virtualContext.advance(DAY_MS);
  desk = { ...desk, coordinator: await portal.again(desk.coordinator) };
}

/** Adds a mandate for one person to sign commitments from today: proposed by one administrator, confirmed by another. */
async function addMandate(signerPersonId: string): Promise<void> {
  const administrator = await portal.officer("administrator");
  const second = await portal.officer("administrator");
  const added = await administrator.client.post<{ readonly proposalId: string }>("/api/mandates", {
    decreeKinds: ["commitment"],
    signerPersonId,
    office: DEMONSTRATION_LICENSING_OFFICE,
    legalBasis: ["Surat Penugasan Nomor 2 Tahun 2026 (rekaan)"],
    demonstration: true,
    validFrom: officeDate(virtualContext.clock.nowMs()),
    validTo: null,
  });
  expect(added.status).toBe(201);
  const confirmed = await second.client.post(`/api/authority-proposals/${added.body.proposalId}/confirmation`);
  expect(confirmed.status).toBe(204);
}

async function refusalOf(id: string) {
  const refused = await commandLicence(desk.coordinator.client, id, VERIFICATION);
  return [refused.status, codeOf(refused)];
}

const VERIFICATION = { command: "verify", reason: "" } as const;

describe("the verification of a licence application", () => {
  it("decides the commitment decree with what was handed in, and both sides see it on the case", async () => {
    const { id, company } = await endorsed();
    const verified = await done(desk.coordinator, id, VERIFICATION);
    const [decree] = await decreesOf(id);
    expect(decree).toMatchObject({ kind: "commitment", state: "decided", organisationId: company.id });
    expect(decree?.number).toMatch(/^\d{4}\/Tel\.03\.03\/2026$/);
    expect(decree?.facts).toMatchObject({
      request: { number: verified.number, submittedOn: "2026-11-25" },
      holder: { name: company.name, nib: company.nib },
      act: { kind: "commitment", configurations: ["ip-pbx"], smsA2p: false },
    });
    const seen = { id: decree?.id, number: decree?.number, state: "decided" };
    expect(verified.decree).toEqual(seen);
    expect((await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body.decree).toEqual(seen);
  });

  it("decides one decree, however often the coordinator's answer arrives", async () => {
    const { id } = await endorsed();
    const { version } = (await desk.coordinator.client.get<LicenceView>(`/api/licences/${id}`)).body;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        desk.coordinator.client.post(`/api/licences/${id}/commands`, { version, command: VERIFICATION }),
      ),
    );
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(await decreesOf(id)).toHaveLength(1);
  });

  it("waits unharmed for a mandate, and for the one whom it names; a rejection needs none", async () => {
    const [first, second] = [await endorsed(), await endorsed()];
    await nextDayAfterEnding();
    expect(await refusalOf(first.id)).toEqual([409, "mandate-missing"]);
    const rejected = await done(desk.coordinator, second.id, { command: "reject", reason: "Tidak memenuhi." });
    expect([rejected.state, rejected.decree]).toEqual(["rejected", null]);
    const other = await portal.officer("coordinator", "licensing");
    await addMandate(other.id);
    expect(await refusalOf(first.id)).toEqual([403, "mandate-other-signer"]);
    const before = (await desk.coordinator.client.get<LicenceView>(`/api/licences/${first.id}`)).body;
    expect([before.state, before.decree, await decreesOf(first.id)]).toEqual(["endorsed", null, []]);
    await declareNone(other, first.id);
    const verified = await done(other, first.id, VERIFICATION);
    expect(verified.decree?.state).toBe("decided");
  });
});
