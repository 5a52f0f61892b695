import { mkdir } from "node:fs/promises";
import path from "node:path";
import { vi } from "vitest";
import { Sambung, SambungError, type SambungOptions } from "../clients/typescript/sambung.ts";
import { API_SCOPES } from "../src/identity/index.ts";
import { inTenant } from "../src/platform/database/index.ts";
import { SealingWriter } from "../src/platform/media/index.ts";
import { keyFromFile, seal } from "../src/platform/sealing/index.ts";
import { WAV_HEADER_BYTES, wavHeader } from "../src/protocols/audio/index.ts";
import { USUAL_RULES } from "../src/service/acd/queues/index.ts";
import type { ApiDescription } from "../src/service/cpaas/reference/index.ts";
import { type CallCentre, openCallCentre } from "./call-centre.ts";
import { type DescribedAnswers, holdAnswers } from "./described-answers.ts";
import { addCallFixture, addTestCode, addTestRun } from "./ordered-calls.ts";
import type { TestPortal } from "./portal.ts";
import { programKeyOf } from "./program-client.ts";
import { addTestCarrier, addTestSender } from "./short-messages.ts";
import type { VirtualContext } from "./virtual-context.ts";

/** The called party and message recipient of API clients. */
export const TO = "+6281234567890";
/** A code of the fixture's tenant. */
export const CODE = "1500733";
/** A sender id that a carrier accepts. */
export const SENDER = "KLIEN";

/** Size of a recording: one sample of both channels has four bytes. */
const [FRAMES, FRAME_BYTES] = [1_000, 4] as const;

/** A tenant with every resource of the API, and the typed client with every scope. */
export interface TypedClientFixture {
  readonly portal: TestPortal;
  readonly world: VirtualContext;
  readonly centre: CallCentre;
  readonly description: ApiDescription;
  readonly answers: DescribedAnswers;
  readonly sambung: Sambung;
  /** Another client of the same tenant; its responses are validated against the description, too. */
  clientWith(scopes: readonly string[], more?: Partial<SambungOptions>): Promise<Sambung>;
  /** A call in progress, over the fixture's code. */
  talk(callId: string, direction?: "inbound" | "outbound"): Promise<void>;
  /** A conference in progress, with this many calls. */
  conference(name: string, seats: number): Promise<{ readonly id: string; readonly calls: readonly string[] }>;
  /** A queue with waiting calls. */
  queue(name: string, waiting: number): Promise<{ readonly id: string; readonly calls: readonly string[] }>;
  /** A playable recording. */
  recording(): Promise<string>;
  /** A recording of a conference in progress. */
  conferenceRecording(name: string): Promise<string>;
  /** Carries out the one waiting command like a switch. */
  switchObeys(outcome?: object): Promise<void>;
}

/** Builds the fixture on a portal with a fixed clock. */
export async function openTypedClientFixture(
  portal: TestPortal,
  virtualContext: VirtualContext,
): Promise<TypedClientFixture> {
  const { kit } = portal;
  const centre = await openCallCentre(portal);
  const { tenantId } = centre;
  const now = () => new Date(virtualContext.clock.nowMs());
  await openMessaging(portal, centre);
  await addTestCode(kit.db, { code: CODE, tenantId, at: now() });
  const switchId = virtualContext.ids.next();
  await addTestRun(kit.db, { id: switchId, at: now() });
  const description = (await (await fetch(`${portal.url}/api/v1/openapi.json`)).json()) as ApiDescription;
  const answers = holdAnswers(description);
  const clientWith: TypedClientFixture["clientWith"] = async (scopes, more = {}) => {
    const key = await programKeyOf(centre, `Program ${virtualContext.ids.next()}`, scopes);
    return new Sambung({ url: portal.url, key, fetch: answers.fetch, ...more });
  };
  const talk: TypedClientFixture["talk"] = (callId, direction = "outbound") =>
    addCallFixture(kit.db, {
      callId,
      tenantId,
      switchId,
      code: CODE,
      other: TO,
      direction,
      beganAtMs: virtualContext.clock.nowMs(),
      isAnswered: true,
    });
  const sambung = await clientWith(API_SCOPES);
  await untilTaken(sambung);
  const ground: Ground = { portal, world: virtualContext, tenantId, switchId };
  return {
    portal,
    world: virtualContext,
    centre,
    description,
    answers,
    sambung,
    clientWith,
    talk,
    conference: (name, seats) => addConference({ ...ground, talk }, name, seats),
    queue: (name, waiting) => addQueue(ground, name, waiting),
    recording: () => addRecording(ground),
    conferenceRecording: async (name) => {
      const { id: conferenceId, calls } = await addConference({ ...ground, talk }, name, 1);
      return addGoingRecording(ground, { conferenceId, callId: calls[0] ?? "" });
    },
    switchObeys: (outcome = { callId: "" }) => obeyOrder(ground, outcome),
  };
}

interface Ground {
  readonly portal: TestPortal;
  readonly world: VirtualContext;
  readonly tenantId: string;
  readonly switchId: string;
}

async function openMessaging(portal: TestPortal, { tenantId, operator }: CallCentre): Promise<void> {
  const key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  const { client } = await portal.officer("administrator");
  await client.post("/api/service/sms/free-prefixes", { prefix: "6281", centreId: null, reason: "Uji" });
  const stage = { ...portal.kit, key };
  const carrierId = await addTestCarrier(stage, { name: "Uji" });
  await addTestSender(stage, { tenantId, personId: operator.id, value: SENDER, carrierIds: [carrierId] });
}

/** The routes to carriers are cached for at most a second. */
async function untilTaken(sambung: Sambung): Promise<void> {
  const form = { from: SENDER, to: TO, text: "Pertama", category: "transactional" } as const;
  const isTaken = () =>
    sambung.sendMessage(form).then(
      () => true,
      (error: unknown) => {
        if (error instanceof SambungError) return false;
        throw error;
      },
    );
  await vi.waitUntil(isTaken, { timeout: 15_000, interval: 50 });
}

async function addConference(
  { portal, world, tenantId, switchId, talk }: Ground & Pick<TypedClientFixture, "talk">,
  name: string,
  seats: number,
) {
  const [id, at] = [world.ids.next(), new Date(world.clock.nowMs())];
  const calls = Array.from({ length: seats }, () => world.ids.next());
  await inTenant(portal.kit.db, tenantId, (trx) =>
    trx.insertInto("conference").values({ id, tenantId, name, switchId, createdAt: at, startedAt: at }).execute(),
  );
  for (const callId of calls) {
    await talk(callId, "inbound");
    const seat = { isMuted: false, starts: true, ends: false, createdAt: at, joinedAt: at };
    await inTenant(portal.kit.db, tenantId, (trx) =>
      trx
        .insertInto("conferenceParticipant")
        .values({ conferenceId: id, callId, tenantId, ...seat })
        .execute(),
    );
  }
  return { id, calls };
}

async function addQueue({ portal, world, tenantId }: Ground, name: string, waiting: number) {
  const [id, joinedMs] = [world.ids.next(), world.clock.nowMs()];
  const calls = Array.from({ length: waiting }, () => world.ids.next());
  await inTenant(portal.kit.db, tenantId, async (trx) => {
    const createdAt = new Date(joinedMs);
    await trx
      .insertInto("queue")
      .values({ id, tenantId, name, rules: JSON.stringify(USUAL_RULES), createdAt })
      .execute();
    for (const [nth, callId] of calls.entries()) {
      const contact = { contactId: world.ids.next(), tenantId, queueId: id, callId, caller: "0812", called: CODE };
      const at = { joinedAt: new Date(joinedMs + nth), joinedMs: joinedMs + nth, enteredMs: 0 };
      await trx
        .insertInto("openContact")
        .values({ ...contact, ...at, kind: "call", state: "waiting", priority: 0 })
        .execute();
    }
  });
  return { id, calls };
}

async function addRecording({ portal, world, tenantId }: Ground): Promise<string> {
  const { dataFolder } = portal.kit.settings;
  const folder = path.join(dataFolder, "media", "recordings");
  await mkdir(folder, { recursive: true });
  const key = await keyFromFile(dataFolder, "service");
  const [id, own, at] = [world.ids.next(), Buffer.alloc(32, 9), new Date(world.clock.nowMs())];
  const file = `${id}-0.wav.sealed`;
  const writer = await SealingWriter.create(path.join(folder, file), own);
  await writer.write(Buffer.alloc(WAV_HEADER_BYTES));
  await writer.write(Buffer.from(Array.from({ length: FRAMES * FRAME_BYTES }, (_, nth) => nth % 251)));
  await writer.finish(wavHeader({ channels: 2, frames: FRAMES }));
  const segments = JSON.stringify([{ file, startedAtMs: 0, samples: FRAMES, misplaced: 0, unreadable: 0 }]);
  await inTenant(portal.kit.db, tenantId, (trx) =>
    trx
      .insertInto("recording")
      .values({
        id,
        callId: world.ids.next(),
        tenantId,
        state: "kept",
        segments,
        sealedKey: seal(key, id, own),
        beganAt: at,
        endedAt: at,
        durationMs: 50,
        keepUntil: "2027-11-25",
      })
      .execute(),
  );
  return id;
}

async function addGoingRecording(
  { portal, world, tenantId }: Ground,
  of: { readonly conferenceId: string; readonly callId: string },
): Promise<string> {
  const [id, beganAt] = [world.ids.next(), new Date(world.clock.nowMs())];
  const row = { id, ...of, tenantId, state: "recording", segments: "[]", sealedKey: Buffer.alloc(8) };
  await inTenant(portal.kit.db, tenantId, (trx) =>
    trx
      .insertInto("recording")
      .values({ ...row, beganAt, keepUntil: "2027-11-25" })
      .execute(),
  );
  return id;
}

async function obeyOrder({ portal, world, tenantId }: Ground, outcome: object): Promise<void> {
  const waiting = () =>
    inTenant(portal.kit.db, tenantId, (trx) =>
      trx.selectFrom("switchCommand").select("id").where("state", "=", "waiting").execute(),
    );
  await vi.waitUntil(async () => (await waiting()).length === 1, { timeout: 15_000, interval: 20 });
  await inTenant(portal.kit.db, tenantId, async (trx) => {
    const order = await trx
      .updateTable("switchCommand")
      .set({ state: "done", outcome: JSON.stringify(outcome), doneAt: new Date(world.clock.nowMs()) })
      .where("state", "=", "waiting")
      .returning("payload")
      .executeTakeFirstOrThrow();
    const { whileWaiting, callId } = order.payload as { readonly whileWaiting?: boolean; readonly callId?: string };
    // A redirected call no longer waits.
    if (whileWaiting === true && callId !== undefined)
      await trx.deleteFrom("openContact").where("callId", "=", callId).execute();
  });
}
