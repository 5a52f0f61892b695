import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOURS_FORM } from "../../../../testkit/hours-form.ts";
import { openingAt } from "../../flows/ivr/index.ts";
import { ADDRESS_MAX, NO_TURNS, withTurn, withTurnBack } from "./address-turns.ts";
import { type AskFacts, decideAsk, homeNumber } from "./decide-ask.ts";
import { decideTalk, type TalkFacts } from "./decide-talk.ts";
import { isOpenNow, isTimeOffered, type OfferedTimesQuery, offeredTimes } from "./offered-times.ts";
import { originOfReferer, readOrigin } from "./website-origin.ts";
import { WORK } from "./widget-limits.shared.ts";
import { isWorkDone } from "./widget-secrets.effects.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const { hours } = HOURS_FORM;
/** Wednesday, 25 November 2026, ten in the morning in Jakarta. */
const NOW_MS = Date.UTC(2026, 10, 25, 3);
const query: OfferedTimesQuery = {
  hours: { ...hours, zone: "Asia/Jakarta" as const, specialDays: [] },
  daysOff: [],
  nowMs: NOW_MS,
  daysAhead: 2,
};
const good: AskFacts = {
  isOn: true,
  isServed: true,
  isNumber: true,
  isBlocked: false,
  isOffered: true,
  inHour: 59,
  hourMax: 60,
};

/** Hosts with characters that browsers decode to others: percent-encoded, or full-width. */
const disguised = fc
  .array(
    fc.oneof(
      fc.constantFrom("a", "id", ".", "-"),
      fc.integer({ min: 0x20, max: 0x7e }).map((code) => `%${code.toString(16)}`),
      fc.integer({ min: 0xff01, max: 0xff5e }).map((code) => String.fromCodePoint(code)),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(""));

describe("an origin", () => {
  it.each([
    ["https://toko.id", "https://toko.id"],
    ["https://Toko.id:443/", "https://toko.id"],
    ["https://toko.id:8443", "https://toko.id:8443"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["http://127.0.0.1", "http://127.0.0.1"],
    ["http://toko.id", null],
    ["https://*.toko.id", null],
    ["https://%2A.toko.id", null],
    ["https://＊.toko.id", null],
    ["https://a%3Bscript-src-elem", null],
    ["https://%27self%27", null],
    ["https://a%2Cb", null],
    ["https://toko.id/daftar", null],
    ["https://toko.id?x", null],
    ["https://saya@toko.id", null],
    ["https://toko.id;frame-src", null],
    ["https://toko.id https://lain.id", null],
    ["data:text/html,x", null],
    ["null", null],
    ["", null],
  ])("written as %s is %s", (typed, origin) => {
    expect(readOrigin(typed)).toBe(origin);
  });

  it("never says more to a browser's policy than one source, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl(), disguised, (text, url, host) => {
        for (const typed of [text, url, `https://${text}`, `${url}${text}`, `https://${host}`]) {
          const origin = readOrigin(typed);
          if (origin !== null) expect(origin).toMatch(/^https?:\/\/[^\s;,*'"/]+$/);
        }
      }),
    );
  });

  it("of the page around is that of the Referer, and none where that is none", () => {
    expect(originOfReferer("https://toko.id/a?b")).toBe("https://toko.id");
    for (const none of [undefined, "", "toko.id"]) expect(originOfReferer(none)).toBeNull();
  });
});

describe("hours that are offered", () => {
  it("are whole and half ones of opening hours, at least ten minutes ahead, to the end of the last day", () => {
    const times = offeredTimes(query);
    expect(new Date(times[0] ?? 0).toISOString()).toBe("2026-11-25T03:30:00.000Z");
    expect(new Date(times.at(-1) ?? 0).toISOString()).toBe("2026-11-27T09:30:00.000Z");
    // From half past ten to half past four, and two days of nine hours.
    expect(times).toHaveLength(13 + 2 * 18);
    expect(offeredTimes({ ...query, nowMs: NOW_MS + 20 * MINUTE_MS })[0]).toBe(NOW_MS + 30 * MINUTE_MS);
    expect(offeredTimes({ ...query, nowMs: NOW_MS + 20 * MINUTE_MS + 1 })[0]).toBe(NOW_MS + 60 * MINUTE_MS);
  });

  it("lie in opening hours at whatever instant they are asked for, and leave out days off", () => {
    const daysOff = [{ date: "2026-11-26", kind: "national" as const }];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 14 }), fc.integer({ min: 1, max: 14 }), (minutes, daysAhead) => {
        const nowMs = NOW_MS + minutes * MINUTE_MS;
        for (const atMs of offeredTimes({ ...query, daysOff, nowMs, daysAhead })) {
          expect(openingAt(query.hours, { nowMs: atMs, daysOff })).toBe("open");
          expect(atMs - nowMs).toBeGreaterThanOrEqual(10 * MINUTE_MS);
          expect(isTimeOffered({ ...query, daysOff, nowMs, daysAhead }, atMs)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("end with the opening: a minute before closing somebody is called, at closing nobody", () => {
    const closing = Date.UTC(2026, 10, 25, 10);
    expect(isOpenNow({ ...query, nowMs: closing - 1 })).toEqual({ isOpen: true, opensAtMs: null });
    expect(isOpenNow({ ...query, nowMs: closing })).toEqual({ isOpen: false, opensAtMs: Date.UTC(2026, 10, 26, 1) });
  });
});

describe("a wish", () => {
  it.each([
    ["kept", {}],
    ["widget-busy", { inHour: 60 }],
    ["widget-off", { isOn: false }],
    ["widget-off", { isServed: false, isNumber: false }],
    ["widget-number-bad", { isNumber: false, isBlocked: true }],
    ["widget-time-gone", { isOffered: false, isBlocked: true }],
    ["widget-number-blocked", { isBlocked: true }],
    ["widget-busy", { isBlocked: true, inHour: 60 }],
  ] as const)("is %s with %j", (outcome, facts) => {
    const decided = decideAsk({ ...good, ...facts });
    expect(decided.ok ? "kept" : decided.refusal).toBe(outcome);
  });

  it("names its number as it is dialled in the country, however it is written", () => {
    for (const typed of ["0812 3456-7890", "+62 812 3456 7890", "62.812.3456.7890", "(0812) 34567890", "0812/34567890"])
      expect(homeNumber(typed)).toBe("081234567890");
    expect(homeNumber("+1 202 555 0123")).toBe("+12025550123");
    // A local number that begins with 62 has no country code.
    expect(homeNumber("62123")).toBe("62123");
  });
});

describe("turns of an address", () => {
  it("are ten in an hour, and one is free again an hour after it was taken", () => {
    let turns = NO_TURNS;
    for (let turn = 0; turn < ADDRESS_MAX; turn += 1) turns = withTurn(turns, "192.0.2.1", NOW_MS + turn) ?? NO_TURNS;
    expect(withTurn(turns, "192.0.2.1", NOW_MS + HOUR_MS - 1)).toBeUndefined();
    expect(withTurn(turns, "192.0.2.2", NOW_MS + HOUR_MS - 1)).toBeDefined();
    expect(withTurn(turns, "192.0.2.1", NOW_MS + HOUR_MS)).toBeDefined();
  });

  it("are given back to who mistyped, one for each, and to nobody else", () => {
    const one = withTurn(NO_TURNS, "192.0.2.1", NOW_MS) ?? NO_TURNS;
    const two = withTurn(one, "192.0.2.1", NOW_MS) ?? NO_TURNS;
    expect(withTurnBack(two, "192.0.2.1", NOW_MS)).toEqual(one);
    expect(withTurnBack(two, "192.0.2.1", NOW_MS + 1)).toEqual(two);
    expect(withTurnBack(two, "192.0.2.2", NOW_MS)).toEqual(two);
  });
});

describe("work", () => {
  it("is an answer to each puzzle of its own seed", () => {
    const bare = Array.from({ length: WORK.puzzles }, () => 0);
    expect(isWorkDone("benih", bare)).toBe(false);
    expect(isWorkDone("benih", [])).toBe(false);
  });
});

describe("whether a visitor is let talk", () => {
  const fine: TalkFacts = { isOn: true, isOffered: true, isOpen: true, isBlocked: false, inHour: 3, hourMax: 4 };
  it.each([
    [{}, null],
    [{ isOn: false }, "widget-off"],
    [{ isOffered: false }, "widget-off"],
    [{ isOpen: false }, "widget-talk-closed"],
    [{ inHour: 4 }, "widget-busy"],
    [{ isBlocked: true }, "widget-talk-blocked"],
    [{ isBlocked: true, isOpen: false }, "widget-talk-closed"],
    [{ isBlocked: true, inHour: 4 }, "widget-busy"],
  ] as const)("%j: %s", (change, refusal) => {
    const decided = decideTalk({ ...fine, ...change });
    expect(decided.ok ? null : decided.refusal).toBe(refusal);
  });
});
