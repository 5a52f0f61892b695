import { inTenant, type OpenDatabase } from "../src/platform/database/index.ts";
import { openFolderStore } from "../src/platform/files/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import { alawWav, SAMPLE_RATE_HZ } from "../src/protocols/audio/index.ts";
import type { Flow } from "../src/service/flows/ivr/index.ts";
import { addPerson } from "./users.ts";

const runtime = createRuntimeContext();
const TONE_SECONDS = 3;

/** Published flows of a switch's call centre. */
export interface LiveFlows {
  /** Publishes another version of a flow, or its first; returns its id. */
  publish(flow: Flow, id?: string): Promise<string>;
  /** Lets a flow answer the calls of a number. */
  assign(code: string, flowId: string): Promise<void>;
  /** Replaces a prompt by a tone. */
  upload(name: string, toneHz: number): Promise<void>;
}

/** Storage and tenant of flows, and the switch that reloads them. */
export interface FlowPlace {
  readonly database: OpenDatabase;
  readonly tenantId: string;
  readonly running: { refresh(): Promise<void> };
  readonly folder: string;
}

/** Opens the flows of a switch. */
export async function liveFlows({ database, tenantId, running, folder }: FlowPlace): Promise<LiveFlows> {
  const { db } = database;
  const by = (await addPerson({ ...runtime, db })).id;
  const versions = new Map<string, number>();
  return {
    publish: async (flow, id = runtime.ids.next()) => {
      const live = (versions.get(id) ?? 0) + 1;
      versions.set(id, live);
      const at = new Date();
      await inTenant(db, tenantId, async (trx) => {
        const draft = JSON.stringify(flow);
        const changed = { live, changedAt: at, changedBy: by };
        await trx
          .insertInto("flow")
          .values({ id, tenantId, name: `Alur ${id}`, draft, createdAt: at, ...changed })
          .onConflict((on) => on.column("id").doUpdateSet(changed))
          .execute();
        const version = { flowId: id, number: live, tenantId, flow: draft, digest: "0".repeat(64), note: "" };
        await trx
          .insertInto("flowVersion")
          .values({ ...version, publishedBy: by, publishedAt: at })
          .execute();
      });
      await running.refresh();
      return id;
    },
    assign: async (code, flowId) => {
      await inTenant(db, tenantId, (trx) => trx.insertInto("flowNumber").values({ code, tenantId, flowId }).execute());
      await running.refresh();
    },
    upload: async (name, toneHz) => {
      const wav = alawWav(tone(toneHz));
      const stored = await openFolderStore(`${folder}/files`).put(once(wav), wav.length);
      if (!stored.ok) throw new Error(stored.refusal);
      const { sha256, bytes } = stored.value;
      const [fileId, at] = [runtime.ids.next(), new Date()];
      await db
        .insertInto("storedFile")
        .values({
          id: fileId,
          purpose: "prompt",
          sha256,
          bytes,
          mediaType: "audio/wav",
          originalName: name,
          uploadedAt: at,
        })
        .execute();
      const upload = { id: runtime.ids.next(), tenantId, name, language: "id", words: name, fileId, durationMs: 3_000 };
      await inTenant(db, tenantId, (trx) =>
        trx
          .insertInto("promptUpload")
          .values({ ...upload, uploadedBy: by, uploadedAt: at })
          .execute(),
      );
      await running.refresh();
    },
  };
}

function tone(hz: number): Int16Array {
  const at = (nth: number) => Math.round(8_000 * Math.sin((2 * Math.PI * hz * nth) / SAMPLE_RATE_HZ));
  return Int16Array.from({ length: TONE_SECONDS * SAMPLE_RATE_HZ }, (_, nth) => at(nth));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
