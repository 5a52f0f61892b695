import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Copy,
  failed,
  type Held,
  hear,
  isConflict,
  isUnsaved,
  openCopy,
  saved,
  sending,
  settled,
} from "./part-copy.ts";

interface Part {
  readonly city: string;
}

const held = (version: number, city: string): Held<Part> => ({ version, value: { city } });
const type = (copy: Copy<Part>, city: string): Copy<Part> => ({ ...copy, typed: { city } });

describe("the copy of a part that somebody types in", () => {
  it("takes over what a colleague saved while nothing is typed", () => {
    const copy = hear(openCopy(held(1, "Jakarta"), null), held(2, "Medan"), null);
    expect([copy.typed.city, isUnsaved(copy)]).toEqual(["Medan", false]);
  });

  it("keeps what is typed when a colleague saved something else, and says so", () => {
    const copy = type(openCopy(held(1, "Jakarta"), null), "Bandung");
    const after = hear(copy, held(2, "Medan"), null);
    expect([after.typed.city, isConflict(after, held(2, "Medan"))]).toEqual(["Bandung", true]);
  });

  it("is no conflict when both typed the same, whatever the order of the fields", () => {
    const one: Copy<object> = { ...openCopy<object>({ version: 1, value: {} }, null), typed: { a: 1, b: 2 } };
    expect(isConflict(one, { version: 2, value: { b: 2, a: 1 } })).toBe(false);
  });

  it("knows its own save again when the answer was lost on the way", () => {
    const out = failed(sending(type(openCopy(held(1, "Jakarta"), null), "Bandung")));
    const more = type(out, "Bandung Barat");
    const after = hear(more, held(2, "Bandung"), { city: "Bandung" });
    expect([isConflict(after, held(2, "Bandung")), after.typed.city, isUnsaved(after)]).toEqual([
      false,
      "Bandung Barat",
      true,
    ]);
  });

  it("comes back after a reload, also on an older version", () => {
    const back = openCopy(held(3, "Medan"), { version: 2, value: { city: "Bandung" } });
    expect([back.typed.city, isConflict(back, held(3, "Medan"))]).toEqual(["Bandung", true]);
    expect(openCopy(held(3, "Medan"), { version: 3, value: { city: "Bandung" } }).typed.city).toBe("Bandung");
  });

  it("goes on from theirs, with mine or with theirs, once somebody chose", () => {
    const copy = type(openCopy(held(1, "Jakarta"), null), "Bandung");
    const mine = settled(copy, held(2, "Medan"), "mine");
    const theirs = settled(copy, held(2, "Medan"), "theirs");
    expect([mine.typed.city, mine.base.version, isUnsaved(mine)]).toEqual(["Bandung", 2, true]);
    expect([theirs.typed.city, isUnsaved(theirs)]).toEqual(["Medan", false]);
  });

  it("never loses what is typed, in whatever order things happen, until a person chose theirs", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("type" as const), city: fc.string({ minLength: 1 }) }),
      fc.record({ kind: fc.constantFrom("send", "answer", "lose") }),
      fc.record({ kind: fc.constant("colleague" as const), city: fc.string({ minLength: 1 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let server = held(1, "");
        let copy = openCopy(server, null);
        let lastTyped: string | null = null;
        let lastSent: Part | null = null;
        for (const one of steps) {
          if (one.kind === "type" && "city" in one) {
            copy = type(copy, one.city);
            lastTyped = one.city;
          }
          if (one.kind === "colleague" && "city" in one) server = held(server.version + 1, one.city);
          if (one.kind === "send" && copy.sent === null && isUnsaved(copy) && !isConflict(copy, server)) {
            copy = sending(copy);
            lastSent = copy.sent;
          }
          if (one.kind === "answer" && copy.sent !== null) {
            const isCurrent = copy.base.version === server.version;
            if (isCurrent) server = { version: server.version + 1, value: copy.sent };
            copy = isCurrent ? saved(copy, server.version) : failed(copy);
          }
          if (one.kind === "lose") copy = failed(copy);
          const before = copy;
          copy = hear(copy, server, lastSent);
          if (isUnsaved(before)) expect(copy.typed).toEqual(before.typed);
          if (lastTyped !== null && isUnsaved(copy)) expect(copy.typed.city).toBe(lastTyped);
        }
      }),
    );
  });
});
