import { rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COOKIE, type ProblemBody } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { toneShare } from "../../../../testkit/sound.ts";
import { LEFT_HZ, RIGHT_HZ, storeToneRecording } from "../../../../testkit/tone-recording.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { WAV_HEADER_BYTES } from "../../../protocols/audio/index.ts";

/** Two pieces, the first longer than an encrypted block. */
const FRAMES = [30_000, 9_000] as const;

let virtualContext: VirtualContext;
let portal: TestPortal;
let operator: Guest;
let tenantId: string;
let folder: string;
let kept: string;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  operator = await portal.officer("operator-administrator");
  tenantId = (await portal.kit.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow()).id;
  folder = path.join(portal.kit.settings.dataFolder, "media", "recordings");
  kept = await record("kept", FRAMES);
});

afterAll(() => portal?.close());

function record(state: "kept" | "recording" | "lost" | "deleted", pieces: readonly number[]): Promise<string> {
  const { db, settings } = portal.kit;
  const place = { db, dataFolder: settings.dataFolder, tenantId, ids: virtualContext.ids };
  return storeToneRecording(place, { state, pieces });
}

const ask = (id: string, end: "audio" | "download", headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${portal.url}/api/service/recordings/${id}/${end}`, {
    headers: { cookie: `${COOKIE}=${operator.token}`, ...headers },
  });

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

/** The access records of a recording, oldest first. */
async function accesses(id: string): Promise<readonly string[]> {
  const rows = await inTenant(portal.kit.db, tenantId, (trx) =>
    trx
      .selectFrom("recordingAccess")
      .select(["what", "personId"])
      .where("recordingId", "=", id)
      .orderBy("at")
      .orderBy("id")
      .execute(),
  );
  expect(rows.every(({ personId }) => personId === operator.id)).toBe(true);
  return rows.map(({ what }) => what);
}

describe("the sound of a recording in two pieces", () => {
  it("is one stereo file: the caller on the left, the agent on the right", async () => {
    const answer = await ask(kept, "audio");
    const bytes = await bytesOf(answer);
    expect(bytes.length).toBe(WAV_HEADER_BYTES + (FRAMES[0] + FRAMES[1]) * 4);
    expect(bytes.subarray(0, 4).toString()).toBe("RIFF");
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - WAV_HEADER_BYTES);
    expect(toneShare(bytes, LEFT_HZ, 0)).toBeGreaterThan(0.95);
    expect(toneShare(bytes, RIGHT_HZ, 1)).toBeGreaterThan(0.95);
    expect(toneShare(bytes, RIGHT_HZ, 0)).toBeLessThan(0.05);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-encoding")).toBeNull();
  });

  it.each([
    [0, 1],
    [0, 44],
    [40, 50],
    [65_500, 65_600],
    [119_000, 121_500],
    [156_000, 156_044],
  ])("gives the bytes %d to %d of the whole", async (from, to) => {
    const whole = await bytesOf(await ask(kept, "audio"));
    const part = await ask(kept, "audio", { range: `bytes=${from}-${to - 1}` });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes ${from}-${to - 1}/${whole.length}`);
    expect((await bytesOf(part)).equals(whole.subarray(from, to))).toBe(true);
  });

  it("says 416 and how long it is, for a part behind its end", async () => {
    const answer = await ask(kept, "audio", { range: "bytes=999999-" });
    expect(answer.status).toBe(416);
    expect(answer.headers.get("content-range")).toBe(`bytes */${WAV_HEADER_BYTES + (FRAMES[0] + FRAMES[1]) * 4}`);
    expect(((await answer.json()) as ProblemBody).error.code).toBe("range-not-there");
  });
});

describe("who opens a recording", () => {
  it("is on record once for a sitting, however many parts the player asks for at once", async () => {
    const id = await record("kept", [800]);
    const parts = Array.from({ length: 8 }, (_, nth) => ask(id, "audio", { range: `bytes=${nth * 10}-` }));
    for (const answer of await Promise.all(parts)) await bytesOf(answer);
    expect(await accesses(id)).toEqual(["listened"]);
    virtualContext.advance(29 * MINUTE_MS);
    await bytesOf(await ask(id, "audio"));
    expect(await accesses(id)).toEqual(["listened"]);
    virtualContext.advance(2 * MINUTE_MS);
    await bytesOf(await ask(id, "audio"));
    expect(await accesses(id)).toEqual(["listened", "listened"]);
  });

  it("is on record for every download, and in the audit log", async () => {
    const id = await record("kept", [800]);
    await bytesOf(await ask(id, "download"));
    virtualContext.advance(1_000);
    await bytesOf(await ask(id, "download"));
    expect(await accesses(id)).toEqual(["downloaded", "downloaded"]);
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["action", "actorRole"])
      .where("subjectId", "=", id)
      .execute();
    expect(entries).toEqual([
      { action: "recording.downloaded", actorRole: "operator-administrator" },
      { action: "recording.downloaded", actorRole: "operator-administrator" },
    ]);
  });
});

describe("a recording that cannot be heard", () => {
  it.each([
    ["recording", 409, "recording-goes-on"],
    ["lost", 410, "recording-lost"],
    ["deleted", 410, "recording-deleted"],
  ] as const)("says why when it is %s, and nobody is on record", async (state, status, code) => {
    const id = await record(state, [800]);
    const answer = await ask(id, "audio");
    expect({ status: answer.status, code: ((await answer.json()) as ProblemBody).error.code }).toEqual({
      status,
      code,
    });
    expect(await accesses(id)).toEqual([]);
  });

  it("says that it is lost when its file is not there any more", async () => {
    const id = await record("kept", [800]);
    await rm(path.join(folder, `${id}-0.wav.sealed`));
    const answer = await ask(id, "audio");
    expect(answer.status).toBe(410);
    expect(await accesses(id)).toEqual([]);
  });
});
