import { describe, expect, it } from "vitest";
import { type Newest, newestOnly, type SnapshotFrame } from "./newest-stream.ts";

const told = (key: string): SnapshotFrame => ({
  key,
  whole: Buffer.from(`whole ${key}`),
  beat: Buffer.from(`beat ${key}`),
});

/** A viewer that accepts as many frames as it has room for. */
function viewerWith(room: number, shown?: string) {
  const taken: string[] = [];
  let left = room;
  const newest: Newest = newestOnly((bytes) => {
    taken.push(bytes.toString());
    left -= 1;
    return left > 0;
  }, shown);
  const drain = (more: number) => {
    left = more;
    newest.drained();
  };
  return { taken, newest, drain };
}

describe("a viewer who is told the newest only", () => {
  it("gets a whole when it is another, and a beat while it is the same", () => {
    const { taken, newest } = viewerWith(9);
    for (const key of ["a", "a", "b", "b", "a"]) newest.tell(told(key));
    expect(taken).toEqual(["whole a", "beat a", "whole b", "beat b", "whole a"]);
  });

  it("is spared the whole that he has from before he was cut off", () => {
    const { taken, newest } = viewerWith(9, "a");
    newest.tell(told("a"));
    expect(taken).toEqual(["beat a"]);
  });

  it("misses what was told while he took nothing, but for the newest, however much that was", () => {
    const { taken, newest, drain } = viewerWith(1);
    newest.tell(told("a"));
    for (let nth = 0; nth < 10_000; nth += 1) newest.tell(told(`b${nth}`));
    expect(taken).toEqual(["whole a"]);
    expect(newest.isFull()).toBe(true);
    drain(2);
    expect(taken).toEqual(["whole a", "whole b9999"]);
    drain(1);
    expect(taken).toHaveLength(2);
  });
});
