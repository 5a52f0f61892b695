import pg from "pg";
import { describe, expect, it } from "vitest";
import { testLog } from "../../../../../testkit/database.ts";
import { AnswersNotWritten } from "../delivery/gateway-port.ts";
import type { ReadAnswer } from "../inbound/keep-answers.store.ts";
import { partIdOf } from "./part-id.ts";
import { writeAnswers } from "./write-answers.effects.ts";

const id = (letter: string) => `00000000-0000-0000-0000-00000000000${letter}`;

function answer(tenant: string, sequence: number, kind: "accepted" | "not-sent"): ReadAnswer {
  const key = { tenantId: id(tenant), messageId: id("f"), sequence, carrierId: id("e"), runId: id("d"), attempt: 1 };
  return { key, outcome: kind === "accepted" ? { kind, carrierMessageId: "1" } : { kind } };
}

const ALL = [
  ...[answer("a", 1, "accepted"), answer("b", 2, "accepted"), answer("c", 3, "not-sent")],
  ...[answer("b", 4, "accepted"), answer("a", 5, "accepted"), answer("9", 6, "not-sent")],
];
const sequences = (some: readonly ReadAnswer[]) => some.map(({ key }) => key.sequence);

/** A writer that fails when one of these answers is among them. */
function disk(isAtFault: (one: ReadAnswer) => boolean, code: string) {
  const written: number[] = [];
  const write = async (some: readonly ReadAnswer[]): Promise<void> => {
    if (some.some(isAtFault)) throw Object.assign(new pg.DatabaseError("no", 2, "error"), { code });
    written.push(...sequences(some));
  };
  return { written, write };
}

async function leftOf(write: (some: readonly ReadAnswer[]) => Promise<void>): Promise<ReadonlySet<string>> {
  try {
    await writeAnswers(ALL, { log: testLog, write });
    return new Set();
  } catch (error) {
    if (!(error instanceof AnswersNotWritten)) throw error;
    return error.partIds;
  }
}

const namesOf = (...wanted: readonly number[]) =>
  new Set(ALL.filter(({ key }) => wanted.includes(key.sequence)).map(({ key }) => partIdOf(key)));

describe("answers of carriers", () => {
  it("are all written, each once", async () => {
    const { written, write } = disk(() => false, "55P03");
    expect(await leftOf(write)).toEqual(new Set());
    expect(written.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("of one call centre that somebody holds keep no other's from the disk, and are all that is left", async () => {
    for (const [held, left] of [
      [id("b"), [2, 4]],
      [id("c"), [3]],
    ] as const) {
      const { written, write } = disk(({ key }) => key.tenantId === held, "55P03");
      expect(await leftOf(write)).toEqual(namesOf(...left));
      expect(written.toSorted((one, other) => one - other)).toEqual(
        [1, 2, 3, 4, 5, 6].filter((nth) => !left.some((one) => one === nth)),
      );
    }
  });

  it("are left where the database is away, but those that were written before", async () => {
    let writes = 0;
    const found = await leftOf(async () => {
      writes += 1;
      if (writes > 1) throw Object.assign(new pg.DatabaseError("no", 2, "error"), { code: "57P01" });
    });
    expect(found).toEqual(namesOf(3, 6));
  });

  it("of which one cannot be written go on without it", async () => {
    const { written, write } = disk(({ outcome, key }) => key.sequence === 2 && outcome.kind === "accepted", "23514");
    expect(await leftOf(write)).toEqual(new Set());
    expect(written.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
