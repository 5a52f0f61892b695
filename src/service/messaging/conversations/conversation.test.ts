import { describe, expect, it } from "vitest";
import { chooseRoute, type ThreadRoute } from "./choose-route.ts";
import { type InboundPart, reassembleMessages } from "./conversation.ts";

const MINUTE_MS = 60_000;

function part(id: string, atMs: number, own: Partial<InboundPart> = {}): InboundPart {
  return { id, atMs, text: id, reference: null, total: null, place: null, ...own };
}

const long = (id: string, atMs: number, place: number, reference = 7) =>
  part(id, atMs, { reference, total: 2, place, text: `<${place}>` });

describe("what somebody wrote", () => {
  it("is put together from its parts in their places, whatever order they came in", () => {
    expect(reassembleMessages([long("b", 1, 2), part("x", 2), long("a", 3, 1)])).toEqual([
      { id: "a", atMs: 1, text: "<1><2>", missing: 0 },
      { id: "x", atMs: 2, text: "x", missing: 0 },
    ]);
  });

  it("says which parts have not come, and begins anew where a place or its time comes again", () => {
    expect(reassembleMessages([long("a", 1, 1)])).toMatchObject([{ text: "<1>", missing: 1 }]);
    expect(reassembleMessages([long("a", 1, 1), long("b", 2, 1)])).toHaveLength(2);
    expect(reassembleMessages([long("a", 1, 1), long("b", 2 + 10 * MINUTE_MS, 2)])).toHaveLength(2);
    expect(reassembleMessages([long("a", 1, 1), long("b", 2, 2, 8)])).toHaveLength(2);
  });

  it("has no text once one of its parts was removed", () => {
    expect(reassembleMessages([long("a", 1, 1), { ...long("b", 2, 2), text: null }])).toMatchObject([{ text: null }]);
  });
});

describe("the way of a message", () => {
  const route = (word: string | null): ThreadRoute => ({
    id: word ?? "all",
    word,
    queueId: "q",
    idleHours: 24,
    hoursId: null,
    awayText: "",
  });
  const routes = [route(null), route("SALES")];

  it("is that of its word, else that of all, unless its word is answered by itself", () => {
    expect(chooseRoute({ routes, word: "SALES", isAnswered: true })?.id).toBe("SALES");
    expect(chooseRoute({ routes, word: "HALO", isAnswered: false })?.id).toBe("all");
    expect(chooseRoute({ routes, word: undefined, isAnswered: false })?.id).toBe("all");
    expect(chooseRoute({ routes, word: "JAM", isAnswered: true })).toBeUndefined();
    expect(chooseRoute({ routes: [route("SALES")], word: "HALO", isAnswered: false })).toBeUndefined();
  });
});
