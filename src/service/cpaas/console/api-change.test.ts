import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { API_CHANGES, type ApiChange, DEPRECATED_DAYS_MIN } from "./api-change.shared.ts";

/** Validation errors of a list of API changes. */
function faultsOf(changes: readonly ApiChange[]): readonly string[] {
  const wrong = changes.flatMap(({ date, kind, about, text, removedFrom }) => {
    const day = Temporal.PlainDate.from(date);
    const days = removedFrom === undefined ? null : day.until(Temporal.PlainDate.from(removedFrom)).total("days");
    return [
      ...((kind === "deprecated") === (days !== null) ? [] : ["only what is deprecated has a day of its end"]),
      ...(days === null || days >= DEPRECATED_DAYS_MIN ? [] : ["goes too soon"]),
      ...([text.id, text.en].every((one) => /^[\p{Lu}a-z_].*\.$/u.test(one)) ? [] : ["is no sentence"]),
      ...(about === "" ? ["is about nothing"] : []),
    ].map((fault) => `${date} ${about}: ${fault}`);
  });
  const dates = changes.map(({ date }) => date);
  return dates.join() === dates.toSorted().toReversed().join() ? wrong : [...wrong, "is not newest first"];
}

describe("the changes of the interfaces", () => {
  it("stand newest first, in both languages, and nothing goes sooner than was promised", () => {
    expect(API_CHANGES.length).toBeGreaterThan(0);
    expect(faultsOf(API_CHANGES)).toEqual([]);
  });

  it("are refused where something would go too soon, or without a day", () => {
    const text = { id: "Diganti.", en: "Replaced." };
    const early = { date: "2026-12-01", kind: "deprecated", about: "Faxes", text, removedFrom: "2027-01-01" } as const;
    const { removedFrom: _, ...open } = early;
    expect(faultsOf([early])).toEqual(["2026-12-01 Faxes: goes too soon"]);
    expect(faultsOf([open])).toEqual(["2026-12-01 Faxes: only what is deprecated has a day of its end"]);
    expect(faultsOf([{ ...early, removedFrom: "2027-06-30" }])).toEqual([]);
  });
});
