import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerValue, TestItem } from "../test-types.ts";
import {
  afterSending,
  arrived,
  counts,
  isShownAlike,
  NO_ANSWER,
  nextBatch,
  type StoredAnswer,
  shownItems,
} from "./field-answers.ts";

const item = (key: string): TestItem => ({
  key,
  area: "network",
  kind: "observed",
  name: { id: key, en: key },
  method: { id: "Lihat", en: "Look" },
  expected: { id: "Ada", en: "There" },
  unit: null,
  limit: null,
  evidence: [],
  mandatory: true,
  standing: "confirmed",
  clause: "",
  dependsOn: [],
  device: null,
  because: null,
});

const ITEMS = ["a", "b", "c"].map(item);
const says = (outcome: AnswerValue["outcome"]): AnswerValue => ({ ...NO_ANSWER, outcome });

const keptOn = (id: string, more: Partial<StoredAnswer> = {}): StoredAnswer => ({
  id,
  item: "a",
  replaces: [],
  answeredAt: `2026-12-07T02:00:0${id.length}.000Z`,
  value: says("pass"),
  photos: [],
  state: "kept",
  code: null,
  ...more,
});

const serverOn = (id: string, more: { item?: string; replaces?: string[]; outcome?: "pass" | "fail" } = {}) => ({
  id,
  item: more.item ?? "a",
  replaces: more.replaces ?? [],
  value: says(more.outcome ?? "pass"),
  outcome: more.outcome ?? "pass",
  by: { id: "other", name: "Budi" },
  counts: true,
  importId: null,
  answeredAt: "2026-12-07T01:00:00.000Z",
  receivedAt: "2026-12-07T01:00:00.000Z",
});

const sheet = (server: ReturnType<typeof serverOn>[], queue: StoredAnswer[]) =>
  shownItems(ITEMS, { answers: server }, queue, "Sari");

describe("the sheet of a test on a device", () => {
  it("shows an answer as kept here until it is sent, and then once", () => {
    expect(sheet([], [keptOn("1")])[0]).toMatchObject({ outcome: "pass", place: "here", heads: ["1"] });
    expect(sheet([], [keptOn("1", { state: "sent" })])[0]).toMatchObject({ outcome: "pass", place: "sent" });
    expect(sheet([serverOn("1")], [keptOn("1", { state: "sent" })])[0]).toMatchObject({ place: "sent", heads: ["1"] });
    expect(sheet([serverOn("1")], [])[0]).toMatchObject({ outcome: "pass", place: "sent" });
  });

  it("keeps an answer whose arrival was not heard of from counting twice", () => {
    const shown = sheet([serverOn("1")], [keptOn("1")]);
    expect(shown[0]).toMatchObject({ outcome: "pass", isConflict: false, heads: ["1"] });
    expect(arrived([keptOn("1")], { answers: [serverOn("1")] })).toEqual(["1"]);
  });

  it("names both sides of a conflict, and counts the stricter", () => {
    const [shown] = sheet([serverOn("1", { outcome: "fail" })], [keptOn("22")]);
    expect(shown).toMatchObject({ outcome: "fail", isConflict: true });
    expect(shown?.sides.map(({ by, outcome }) => `${by} ${outcome}`).toSorted()).toEqual(["Budi fail", "Sari pass"]);
  });

  it("settles a conflict by an answer that takes the place of both", () => {
    const both = keptOn("333", { replaces: ["1", "22"] });
    expect(sheet([serverOn("1", { outcome: "fail" })], [keptOn("22"), both])[0]).toMatchObject({
      outcome: "pass",
      isConflict: false,
      heads: ["333"],
    });
  });

  it("does not count a refused answer, and shows it with its reason", () => {
    const refused = keptOn("1", { state: "refused", code: "command-not-now" });
    const shown = sheet([], [refused]);
    expect(shown[0]).toMatchObject({ outcome: "open", place: "nowhere", refused: [{ code: "command-not-now" }] });
    expect(counts(shown, [refused])).toMatchObject({ answered: 0, here: 0, refused: 1 });
  });
});

describe("a card of the sheet", () => {
  const alike = (one: Parameters<typeof sheet>, other: Parameters<typeof sheet>) => {
    const [before, after] = [sheet(...one), sheet(...other)];
    return before.map((shown, at) => isShownAlike(shown, after[at] ?? shown));
  };

  it("is left alone by what is answered elsewhere, and drawn again by every change of its own", () => {
    expect(alike([[], []], [[], [keptOn("1")]])).toEqual([false, true, true]);
    expect(alike([[], [keptOn("1")]], [[], [keptOn("1", { state: "sent" })]])).toEqual([false, true, true]);
    expect(alike([[], [keptOn("1")]], [[], [keptOn("1", { state: "refused" })]])).toEqual([false, true, true]);
    expect(alike([[serverOn("1")], []], [[serverOn("1"), serverOn("22")], []])).toEqual([false, true, true]);
    const withPhoto = keptOn("1", { photos: [{ id: "p", name: "noc.jpg" }] });
    expect(alike([[], [keptOn("1")]], [[], [withPhoto]])).toEqual([false, true, true]);
    expect(alike([[serverOn("1")], []], [[serverOn("1")], []])).toEqual([true, true, true]);
  });
});

describe("sending what waits", () => {
  it("takes the oldest first, 25 at once, and never what was refused or sent", () => {
    const at = (nth: number) => new Date(Date.UTC(2026, 11, 7, 2, 0, nth)).toISOString();
    const queue = Array.from({ length: 40 }, (_, nth) => keptOn(`k${nth}`, { answeredAt: at(40 - nth) }));
    const batch = nextBatch([...queue, keptOn("s", { state: "sent" }), keptOn("r", { state: "refused" })]);
    expect(batch).toHaveLength(25);
    expect(batch[0]?.id).toBe("k39");
    expect(batch.map(({ answeredAt }) => answeredAt)).toEqual(batch.map(({ answeredAt }) => answeredAt).toSorted());
  });

  it("loses and doubles nothing, wherever the link breaks", () => {
    // Each step: whether the server stores the batch, and whether its response arrives.
    const steps = fc.array(fc.record({ arrives: fc.boolean(), isHeard: fc.boolean() }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 60 }), (links, total) => {
        let queue: readonly StoredAnswer[] = Array.from({ length: total }, (_, nth) =>
          keptOn(`id-${nth}`, { item: `i${nth}` }),
        );
        const server = new Map<string, number>();
        const run = (arrives: boolean, isHeard: boolean): void => {
          const batch = nextBatch(queue);
          if (batch.length === 0 || !arrives) return;
          for (const { id } of batch) server.set(id, (server.get(id) ?? 0) + (server.has(id) ? 0 : 1));
          if (isHeard)
            queue = afterSending(
              queue,
              batch.map(({ id }) => ({ id, result: "stored", code: null })),
            );
        };
        for (const { arrives, isHeard } of links) run(arrives, isHeard);
        const before = queue.filter(({ state }) => state === "kept").map(({ id }) => id);
        for (const id of Array.from({ length: total }, (_, nth) => `id-${nth}`))
          expect(before.includes(id) || server.has(id)).toBe(true);
        for (let nth = 0; nth < total; nth += 1) run(true, true);
        expect([...server.values()].every((times) => times === 1)).toBe(true);
        expect(server.size).toBe(total);
        expect(nextBatch(queue)).toEqual([]);
      }),
    );
  });
});
