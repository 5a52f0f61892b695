import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attachDocument, beginLicenceFor, type LicenceView } from "../../../../testkit/licence-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { silentDependencies } from "../../../../testkit/silent-dependencies.ts";
import type { FileFacts } from "../../requirements/index.ts";
import { licenceFileReader } from "./save-licence-content.effects.ts";

let portal: TestPortal;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
});
afterAll(() => portal.close());

/** A file reader that records the digests it reads and returns `unread` as not read. */
function counting(unread: readonly string[] = []) {
  const read: string[] = [];
  const doors = {
    ...silentDependencies(portal.kit),
    readFile: async ({ sha256, bytes }: { readonly sha256: string; readonly bytes: number }): Promise<FileFacts> => {
      read.push(sha256);
      const nothing = { pages: 1, hasText: true, template: null, fields: null, areas: null };
      return { sha256, bytes, type: "application/pdf", ...nothing, unread, said: { npwps: [], dates: [] } };
    },
  };
  return { read, reader: licenceFileReader(doors) };
}

/** Attaches the same bytes to all slots of a new case of a new company. */
async function hung(name: string, slots: readonly string[]) {
  const company = await portal.company();
  const { id } = await beginLicenceFor(portal, company);
  for (const slot of slots) await attachDocument(company.owner.client, id, { slot, name });
  const { documents } = (await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
  return documents.map(({ slot, fileId }) => ({ applicationId: id, slot, fileId }));
}

describe("the bytes of a file", () => {
  it("are read once, on however many slots and in however many cases they hang", async () => {
    const { read, reader } = counting();
    const both = [...(await hung("sama", ["D07", "D12"])), ...(await hung("sama", ["D12"]))];
    expect(both).toHaveLength(3);
    for (const one of both) await reader(one);
    expect(read).toHaveLength(1);
    const rows = await portal.kit.db.selectFrom("licenceSlot").select("facts").where("facts", "is not", null).execute();
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map(({ facts }) => JSON.stringify(facts))).size).toBe(1);
  });

  it("that could not be read to the end are read again", async () => {
    const { read, reader } = counting(["time-out"]);
    for (const one of await hung("berat", ["D07", "D12"])) await reader(one);
    expect(read).toHaveLength(2);
  });
});
