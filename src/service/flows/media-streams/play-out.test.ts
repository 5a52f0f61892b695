import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlayOut } from "./play-out.ts";

const FRAME = 160;
const codes = (length: number, from = 0) => Uint8Array.from({ length }, (_, at) => (from + at) % 251);

/** An engine that plays one frame each 20 ms and reports its progress, like the real one. */
function openEngine(run = 1) {
  const played: Uint8Array[] = [];
  const queue: Uint8Array[] = [];
  let taken = 0;
  return {
    played,
    queue,
    heard: () => Buffer.concat(played),
    take: (frames: readonly { readonly nth: number; readonly codes: Uint8Array }[]) => {
      for (const frame of frames) {
        taken = frame.nth;
        queue.push(frame.codes);
      }
    },
    clear: (nth: number) => {
      taken = Math.max(taken, nth);
      queue.length = 0;
    },
    tick: () => {
      const next = queue.shift();
      if (next !== undefined) played.push(next);
      return { run, taken, queued: queue.length };
    },
  };
}

/** Below and above the size of the blocks that combine short pieces. */
const lengthOfPiece = fc.oneof(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 3_500, max: 4_500 }));

function played(out: PlayOut, ticks: number, engine = openEngine()) {
  const marks: string[] = [];
  for (let tick = 0; tick < ticks; tick += 1) {
    const step = out.reported(engine.tick());
    engine.take(step.frames);
    marks.push(...step.marks);
  }
  return { engine, marks };
}

describe("what waits to be played", () => {
  it("comes out whole and in order, whatever pieces it came in, the last frame filled up with silence", () => {
    fc.assert(
      fc.property(fc.array(lengthOfPiece, { maxLength: 20 }), (lengths) => {
        const out = new PlayOut();
        let from = 0;
        for (const length of lengths) {
          expect(out.take(codes(length, from))).toBe(0);
          from += length;
        }
        const { engine } = played(out, Math.ceil(from / FRAME) + 5);
        const heard = engine.heard();
        expect([...heard.subarray(0, from)]).toEqual([...codes(from)]);
        expect(heard.length).toBe(Math.ceil(from / FRAME) * FRAME);
        expect([...heard.subarray(from)].every((code) => code === 0xff)).toBe(true);
        expect(out.waiting).toBe(0);
      }),
    );
  });

  it("lies in few pieces, however an application cuts it", () => {
    const out = new PlayOut();
    for (let nth = 0; nth < 100_000; nth += 1) out.take(codes(4, nth));
    expect([out.waiting, out.pieces]).toEqual([400_000, 100]);
    for (let nth = 0; nth < 100; nth += 1) for (const length of [1, 4_000]) out.take(codes(length));
    expect(out.pieces).toBeLessThanOrEqual(300);
  });

  it("never has more than 100 ms in the engine's hands", () => {
    const out = new PlayOut();
    const engine = openEngine();
    out.take(codes(FRAME * 50));
    for (let tick = 0; tick < 40; tick += 1) {
      engine.take(out.reported(engine.tick()).frames);
      expect(engine.queue.length).toBeLessThanOrEqual(5);
      if (tick > 0) expect(engine.queue.length).toBeGreaterThan(3);
    }
  });

  it("reaches a mark when all before it has been heard, and not sooner; one with nothing before it at once", () => {
    const out = new PlayOut();
    const engine = openEngine();
    out.mark("first");
    out.take(codes(FRAME * 3 + 10));
    out.mark("second");
    const first = out.reported(engine.tick());
    expect(first.marks).toEqual(["first"]);
    engine.take(first.frames);
    const { marks } = played(out, 3, engine);
    expect(marks).toEqual([]);
    expect(played(out, 3, engine).marks).toEqual(["second"]);
    expect(engine.played).toHaveLength(4);
  });

  it("is forgotten by a clear, which reaches all marks; what comes after is played", () => {
    const out = new PlayOut();
    out.take(codes(FRAME * 100));
    out.mark("never");
    const { engine } = played(out, 10);
    const { nth, marks } = out.clear();
    engine.clear(nth);
    expect(marks).toEqual(["never"]);
    const before = engine.played.length;
    out.take(codes(FRAME, 7));
    out.mark("after");
    expect(played(out, 5, engine).marks).toEqual(["after"]);
    expect(engine.played).toHaveLength(before + 1);
    expect([...(engine.played.at(-1) ?? [])]).toEqual([...codes(FRAME, 7)]);
  });

  it("has a bound: what goes beyond it is counted and left out", () => {
    const out = new PlayOut();
    expect(out.take(new Uint8Array(2_400_000))).toBe(0);
    expect(out.take(new Uint8Array(100))).toBe(100);
    expect(out.waiting).toBe(2_400_000);
    const marked = Array.from({ length: 1_001 }, () => out.mark("m"));
    expect(marked.filter((is) => !is)).toHaveLength(1);
  });

  it("goes on when the engine began anew, or when what it was fed was lost on its way", () => {
    const out = new PlayOut();
    out.take(codes(FRAME * 20));
    out.mark("end");
    played(out, 4);
    const anew = openEngine(2);
    expect(played(out, 30, anew).marks).toEqual(["end"]);
    expect(anew.played.length).toBeGreaterThan(8);
    out.take(codes(FRAME * 5));
    out.mark("lost");
    out.reported(anew.tick());
    const marks = Array.from({ length: 15 }, () => out.reported(anew.tick()).marks).flat();
    expect(marks).toEqual(["lost"]);
  });
});
