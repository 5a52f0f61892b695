import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { licenceRulesSchema } from "./contract.ts";

let portal: TestPortal;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
});
afterAll(async () => {
  await portal?.close();
});

const ask = (query: string) => fetch(`${portal.url}/api/licence-rules${query}`);

describe("the rules of a licence application", () => {
  it("are sent to whoever asks, signed in or not, as they stand today", async () => {
    const answer = await ask("");
    expect(answer.status).toBe(200);
    const rules = licenceRulesSchema.parse(await answer.json());
    expect(rules.requirements.map(({ key }) => key)).toContain("D12");
    expect(rules.values).toMatchObject({ linesPerE1: 30, firstYearE1: 1, bankFundsPercent: 5 });
  });

  it("are those of a case's own version and day", async () => {
    expect((await ask("?version=2026.11&date=2026-11-01")).status).toBe(200);
  });

  it.each([
    ["?version=2031.01", 404, "rules-version-unknown"],
    ["?date=2019-01-01", 404, "rules-not-in-force"],
    ["?date=soon", 400, null],
  ])("are refused for %s", async (query, status, code) => {
    const answer = await ask(query);
    expect(answer.status).toBe(status);
    const { error } = (await answer.json()) as { readonly error: { readonly code: string } };
    if (code !== null) expect(error.code).toBe(code);
  });
});
