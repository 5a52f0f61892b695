import pg from "pg";
import { describe, expect, it } from "vitest";
import { inPieces, type Times } from "./time-pieces.ts";

const HOUR_MS = 3_600_000;

/** Rows per second of a period, and the lengths of the intervals that were read. */
function readings(perSecond: (atMs: number) => number, statementMs = Number.POSITIVE_INFINITY) {
  const lengths: number[] = [];
  const read = async ({ fromMs, untilMs }: Times, limit: number): Promise<readonly number[]> => {
    lengths.push(untilMs - fromMs);
    if (untilMs - fromMs > statementMs)
      throw Object.assign(new pg.DatabaseError("canceling statement due to statement timeout", 0, "error"), {
        code: "57014",
      });
    const rows: number[] = [];
    for (let atMs = Math.ceil(fromMs / 1_000) * 1_000; atMs < untilMs; atMs += 1_000)
      for (let nth = 0; nth < perSecond(atMs) && rows.length < limit; nth += 1) rows.push(atMs + nth / 10);
    return rows;
  };
  return { lengths, read };
}

/** Collects an async iterable into a list. */
async function listed<One>(all: AsyncIterable<One>): Promise<readonly One[]> {
  const list: One[] = [];
  for await (const one of all) list.push(one);
  return list;
}

const day: Times = { fromMs: 1_000_000, untilMs: 1_000_000 + 24 * HOUR_MS };

describe("a time that is read in pieces", () => {
  it("gives everything once and in order, however much of it falls together", async () => {
    const perSecond = (atMs: number) => (atMs % HOUR_MS === 0 ? 90 : atMs % 10_000 === 0 ? 1 : 0);
    const { read, lengths } = readings(perSecond);
    const found = await listed(inPieces(day, { rowsMax: 100 }, read));
    expect(found).toHaveLength(24 * 90 + 24 * 360 - 24);
    expect(found).toEqual([...new Set(found)].toSorted((one, other) => one - other));
    expect(lengths.length).toBeLessThan(500);
  });

  it("begins short, and is read in long pieces where nothing happened", async () => {
    const { read, lengths } = readings(() => 0);
    expect(await listed(inPieces(day, { rowsMax: 100 }, read))).toEqual([]);
    expect(lengths[0]).toBe(60_000);
    expect(lengths.length).toBeLessThan(40);
  });

  it("is read in shorter pieces where the server gives up, and other faults are told", async () => {
    const { read, lengths } = readings(() => 1, 20_000);
    const hour = { fromMs: 0, untilMs: HOUR_MS };
    expect(await listed(inPieces(hour, { rowsMax: 1_000 }, read))).toHaveLength(3_600);
    expect(lengths.filter((ms) => ms > 20_000)).toHaveLength(1);
    const fault = () => Promise.reject(new Error("another"));
    await expect(listed(inPieces(hour, { rowsMax: 1_000 }, fault))).rejects.toThrow("another");
    const slow = readings(() => 1, 0);
    await expect(listed(inPieces(hour, { rowsMax: 1_000 }, slow.read))).rejects.toThrow("statement timeout");
    await expect(listed(inPieces(hour, { rowsMax: 5 }, readings(() => 6).read))).rejects.toThrow("more than 5");
  });
});
