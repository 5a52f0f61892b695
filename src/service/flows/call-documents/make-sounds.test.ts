import { describe, expect, it } from "vitest";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import type { RepeatedSound } from "../../telephony/calls/index.ts";
import type { OutwardAnswer, OutwardBounds } from "../../tenancy/webhooks/index.ts";
import type { AbortableRequestContext } from "./call-webhook.effects.ts";
import { makeSounds, openFetching } from "./make-sounds.effects.ts";

const TIMINGS = { lookedUpMs: 1, connectedMs: 2, answeredMs: 3, totalMs: 4 };
const MEGABYTE = 1_048_576;

const asking = (own: Partial<AbortableRequestContext> = {}): AbortableRequestContext => ({
  callId: "call",
  tenantId: "centre",
  nth: 1,
  caller: "+628111",
  called: "14045",
  isCalledOut: false,
  isAnswered: true,
  ...own,
});
const play = (nth: number, times = 1): RepeatedSound => ({
  sound: { sound: "fetch", url: `https://suara.contoh.id/${nth}.wav` } as const,
  times,
});
const say = (text: string, times = 1): RepeatedSound => ({
  sound: { sound: "say", text, language: "id" } as const,
  times,
});

/** A cache whose recordings take some time; it counts concurrent downloads. */
function shelf({ bytes = 8, ms = 5 }: { readonly bytes?: number; readonly ms?: number } = {}) {
  const seen = { going: 0, most: 0, asked: 0, spoken: 0, bounds: [] as number[] };
  const options = {
    clock: createVirtualContext().clock,
    log: testLog,
    fetching: openFetching(),
    exchanges: { add: () => undefined },
    outward: {
      call: async (_call: unknown, { answerBytesMax, budgetMs }: OutwardBounds): Promise<OutwardAnswer> => {
        // Like the egress client: throws for an invalid timeout.
        AbortSignal.timeout(budgetMs);
        seen.going += 1;
        seen.asked += 1;
        seen.most = Math.max(seen.most, seen.going);
        seen.bounds.push(answerBytesMax);
        await new Promise((resolve) => setTimeout(resolve, ms));
        seen.going -= 1;
        if (bytes > answerBytesMax) return { fault: "too-large", timings: TIMINGS };
        return { fault: null, status: 200, type: "audio/wav", bytes: new Uint8Array(bytes), timings: TIMINGS };
      },
      close: () => undefined,
    },
    speak: async ({ text }: { readonly text: string }) => {
      seen.spoken += 1;
      return { ok: true, value: `said.${text}` } as const;
    },
    keep: async (key: string, sound: () => Promise<{ readonly ok: boolean }>) =>
      (await sound()).ok ? ({ ok: true, value: key } as const) : ({ ok: false, refusal: "not-fetched" } as const),
    soundIn: async () => ({ ok: true, value: new Int16Array(8) }) as const,
  };
  return { seen, options };
}

describe("what a document has to be heard at once", () => {
  it("is made as far as it is played, and no further", async () => {
    const { seen, options } = shelf();
    const sounds = Array.from({ length: 300 }, (_, nth) => play(nth));
    expect(await makeSounds(options, asking(), { sounds, budgetMs: 5_000 })).toHaveLength(64);
    expect(seen.asked).toBe(64);
    const texts = Array.from({ length: 300 }, (_, nth) => say(`Kalimat ${nth}.`));
    expect(await makeSounds(options, asking(), { sounds: texts, budgetMs: 5_000 })).toHaveLength(64);
    const long = say("Satu kalimat yang panjang sekali untuk dibacakan. ".repeat(1_300));
    expect(await makeSounds(options, asking(), { sounds: [long], budgetMs: 5_000 })).toHaveLength(64);
    expect(seen.spoken).toBe(128);
    // Repetitions use up the capacity of the playback, so that later audio does not fit.
    const again = await makeSounds(options, asking(), { sounds: [say("a", 1_000), play(1)], budgetMs: 5_000 });
    expect(again).toEqual(Array.from({ length: 64 }, () => ({ kind: "prompt", prompt: "said.a" })));
    expect([seen.spoken, seen.asked]).toEqual([129, 64]);
  });

  it("comes in its order, four recordings at a time", async () => {
    const { seen, options } = shelf();
    const sounds = [play(1), say("b"), play(3), ...Array.from({ length: 20 }, (_, nth) => play(10 + nth))];
    const clips = await makeSounds(options, asking(), { sounds, budgetMs: 5_000 });
    expect(clips).toHaveLength(23);
    expect(clips[1]).toEqual({ kind: "prompt", prompt: "said.b" });
    expect(seen.most).toBeLessThanOrEqual(4);
  });

  it("brings no more bytes than a few recordings have", async () => {
    const { seen, options } = shelf({ bytes: 3 * MEGABYTE });
    const sounds = Array.from({ length: 30 }, (_, nth) => play(nth));
    const clips = await makeSounds(options, asking(), { sounds, budgetMs: 5_000 });
    expect(clips.length).toBeLessThan(8);
    expect(Math.min(...seen.bounds)).toBeLessThan(3 * MEGABYTE);
  });

  it("is begun no more once its call is over, or its time", async () => {
    const { seen, options } = shelf({ ms: 50 });
    const sounds = Array.from({ length: 30 }, (_, nth) => play(nth));
    const gone = asking({ signal: AbortSignal.abort() });
    expect(await makeSounds(options, gone, { sounds, budgetMs: 5_000 })).toEqual([]);
    expect(seen.asked).toBe(0);
    await makeSounds(options, asking(), { sounds, budgetMs: 70 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(seen.asked).toBeLessThanOrEqual(8);
  });

  it("leaves places for other call centres, and other calls have theirs", async () => {
    const { seen, options } = shelf({ ms: 30 });
    const sounds = Array.from({ length: 4 }, (_, nth) => play(nth));
    const heard = (tenantId: string) => makeSounds(options, asking({ tenantId }), { sounds, budgetMs: 5_000 });
    const greedy = Array.from({ length: 6 }, () => heard("greedy"));
    const modest = await heard("modest");
    expect(modest).toHaveLength(4);
    expect((await Promise.all(greedy)).flat()).toHaveLength(16);
    expect(seen.most).toBeLessThanOrEqual(20);
    expect(await heard("greedy")).toHaveLength(4);
  });

  it("is on record as our own fault where an MP3 has to wait too long, and waits no longer than its verb", async () => {
    const { options } = shelf();
    const [errors, waits] = [[] as (number | null)[], [] as number[]];
    const refusing = (refusal: string) => ({
      ...options,
      exchanges: { add: ({ error }: { readonly error: number | null }) => void errors.push(error) },
      soundIn: async (_bytes: Uint8Array, { holder, waitMs }: { readonly holder: string; readonly waitMs: number }) => {
        expect(holder).toBe("centre");
        waits.push(waitMs);
        return { ok: false, refusal } as const;
      },
    });
    for (const refusal of ["mp3-busy", "mp3-unreadable"])
      expect(await makeSounds(refusing(refusal), asking(), { sounds: [play(1)], budgetMs: 5_000 })).toEqual([]);
    expect(errors).toEqual([12_400, 12_300]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(5_000);
  });
});
