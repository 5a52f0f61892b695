import { mkdir } from "node:fs/promises";
import path from "node:path";
import { inTenant } from "../src/platform/database/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { SealingWriter } from "../src/platform/media/index.ts";
import { keyFromFile, seal } from "../src/platform/sealing/index.ts";
import { WAV_HEADER_BYTES, wavHeader } from "../src/protocols/audio/index.ts";
import { USUAL_RULES } from "../src/service/acd/queues/index.ts";
import { addCallFixture, addTestCode, addTestRun } from "./ordered-calls.ts";

/** Resources of a call centre that API clients reference by id. */
export interface ApiClientFixture {
  readonly tenantId: string;
  readonly switchId: string;
  readonly code: string;
  /** A playable recording, its call, and its audio without the header. */
  readonly recording: string;
  readonly call: string;
  readonly sound: Buffer;
  /** A queue with one waiting call, without a flow that leads to it. */
  readonly queue: string;
  readonly waiting: string;
  /** A conference in progress, with two calls. */
  readonly conference: string;
  readonly participants: readonly [string, string];
}

const SOUND_BYTES = 4_000;
const OTHER = "+6281234567890";

/** Adds one of every referenced resource to a call centre. */
export async function addApiClientFixture(
  kit: Kit,
  own: { tenantId: string; code: string },
): Promise<ApiClientFixture> {
  const { tenantId, code } = own;
  const at = new Date(kit.clock.nowMs());
  const switchId = kit.ids.next();
  await addTestCode(kit.db, { code, tenantId, at });
  await addTestRun(kit.db, { id: switchId, at });
  const base = { kit, tenantId, switchId, code, at };
  const heard = await addRecordedCall(base);
  return {
    tenantId,
    switchId,
    code,
    ...heard,
    ...(await addWaiting(base)),
    ...(await addConference(base)),
  };
}

interface Base {
  readonly kit: Kit;
  readonly tenantId: string;
  readonly switchId: string;
  readonly code: string;
  readonly at: Date;
}

async function addRecordedCall({ kit, tenantId, switchId, code, at }: Base) {
  const [recording, call] = [kit.ids.next(), kit.ids.next()];
  const told = {
    callId: call,
    tenantId,
    switchId,
    code,
    other: OTHER,
    direction: "inbound",
    isAnswered: true,
  } as const;
  await addCallFixture(kit.db, { ...told, beganAtMs: at.getTime(), end: { outcome: "answered", afterMs: 61_200 } });
  const folder = path.join(kit.settings.dataFolder, "media", "recordings");
  await mkdir(folder, { recursive: true });
  const key = await keyFromFile(kit.settings.dataFolder, "service");
  const ownKey = Buffer.alloc(32, 9);
  const file = `${recording}-0.wav.sealed`;
  const sound = Buffer.from(Array.from({ length: SOUND_BYTES }, (_, nth) => nth % 251));
  const writer = await SealingWriter.create(path.join(folder, file), ownKey);
  await writer.write(Buffer.alloc(WAV_HEADER_BYTES));
  await writer.write(sound);
  await writer.finish(wavHeader({ channels: 2, frames: SOUND_BYTES / 4 }));
  const segments = JSON.stringify([{ file, startedAtMs: 0, samples: SOUND_BYTES / 4, misplaced: 0, unreadable: 0 }]);
  const row = {
    id: recording,
    callId: call,
    tenantId,
    state: "kept",
    segments,
    sealedKey: seal(key, recording, ownKey),
  };
  await inTenant(kit.db, tenantId, (trx) =>
    trx
      .insertInto("recording")
      .values({ ...row, beganAt: at, endedAt: at, durationMs: 61_200, keepUntil: "2027-11-25" })
      .execute(),
  );
  return { recording, call, sound };
}

async function addWaiting({ kit, tenantId, switchId, code, at }: Base) {
  const [queue, waiting] = [kit.ids.next(), kit.ids.next()];
  const told = {
    callId: waiting,
    tenantId,
    switchId,
    code,
    other: OTHER,
    direction: "inbound",
    isAnswered: true,
  } as const;
  await addCallFixture(kit.db, { ...told, beganAtMs: at.getTime() });
  await inTenant(kit.db, tenantId, async (trx) => {
    const rules = JSON.stringify(USUAL_RULES);
    await trx.insertInto("queue").values({ id: queue, tenantId, name: "Tagihan", rules, createdAt: at }).execute();
    const contact = {
      contactId: kit.ids.next(),
      tenantId,
      queueId: queue,
      callId: waiting,
      caller: OTHER,
      called: code,
    };
    const joined = { joinedAt: at, joinedMs: at.getTime(), enteredMs: 0, priority: 0 };
    await trx
      .insertInto("openContact")
      .values({ ...contact, ...joined, kind: "call", state: "waiting" })
      .execute();
  });
  return { queue, waiting };
}

async function addConference({ kit, tenantId, switchId, code, at }: Base) {
  const conference = kit.ids.next();
  const participants = [kit.ids.next(), kit.ids.next()] as const;
  await inTenant(kit.db, tenantId, (trx) =>
    trx
      .insertInto("conference")
      .values({ id: conference, tenantId, name: "Rapat", switchId, createdAt: at, startedAt: at })
      .execute(),
  );
  for (const [nth, callId] of participants.entries()) {
    const told = { callId, tenantId, switchId, code, other: OTHER, direction: "inbound", isAnswered: true } as const;
    await addCallFixture(kit.db, { ...told, beganAtMs: at.getTime() });
    const came = new Date(at.getTime() + nth);
    const seat = { isMuted: false, starts: true, ends: false, createdAt: came, joinedAt: came };
    await inTenant(kit.db, tenantId, (trx) =>
      trx
        .insertInto("conferenceParticipant")
        .values({ conferenceId: conference, callId, tenantId, ...seat })
        .execute(),
    );
  }
  return { conference, participants };
}
