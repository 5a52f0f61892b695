import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProblemBody } from "../../../testkit/client.ts";
import { TINY_PDF } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { virtualWorld } from "../../../testkit/world.ts";

const DAY_MS = 86_400_000;

describe("uploading", () => {
  const world = virtualWorld({ seed: "files" });
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await openTestPortal({ world, works: false });
  });
  afterAll(() => portal.close());

  const upload = (client: Awaited<ReturnType<TestPortal["person"]>>["client"]) =>
    client.upload<ProblemBody>("/api/files?purpose=letter", { name: "surat.pdf", bytes: TINY_PDF });

  it("is refused to whoever has forty unused files of today, and allowed again the next day", async () => {
    const person = await portal.person();
    for (let nth = 0; nth < 40; nth += 1) expect((await upload(person.client)).status).toBe(201);
    const refused = await upload(person.client);
    expect([refused.status, refused.body.error.code]).toEqual([429, "too-many-files"]);
    world.advance(DAY_MS + 1);
    expect((await upload((await portal.again(person)).client)).status).toBe(201);
  });
});
