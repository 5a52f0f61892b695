import pg from "pg";
import { expect, test } from "vitest";
import { writeApart } from "./write-apart.effects.ts";

const fault = (code: string) => Object.assign(new pg.DatabaseError("no", 2, "error"), { code });

test("one whose data are at fault is told of, and all others are written, by few attempts", async () => {
  const all = Array.from({ length: 200 }, (_one, nth) => nth);
  const written: number[] = [];
  const told: number[] = [];
  let attempts = 0;
  const write = async (items: readonly number[]) => {
    attempts += 1;
    if (items.includes(137)) throw fault("23514");
    written.push(...items);
  };
  await writeApart(all, write, async (item) => void told.push(item));
  expect(told).toEqual([137]);
  expect(written.toSorted((one, other) => one - other)).toEqual(all.filter((one) => one !== 137));
  expect(attempts).toBeLessThan(20);
});

test("a database that is away is thrown on, and nobody is let go", async () => {
  const told: number[] = [];
  const away = async () => {
    throw fault("57P01");
  };
  await expect(writeApart([1, 2], away, async (item) => void told.push(item))).rejects.toThrow("no");
  expect(told).toEqual([]);
});
