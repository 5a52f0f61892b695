import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOURS_FORM } from "../../../../testkit/hours-form.ts";
import { openingAt } from "../../flows/ivr/index.ts";
import { decideTicket, type TicketCommand } from "./decide-ticket.ts";
import { dueSteps, nextTransitionMs } from "./escalation.ts";
import { hasPromiseOrder } from "./promise-order.ts";
import { openTicketLimit } from "./ticket-attempts.ts";
import { LIMITS, MOVES, TICKET_STATES } from "./ticket-limits.shared.ts";
import { readCode, readNumber, spokenCode, spokenNumber } from "./ticket-number.shared.ts";
import {
  foldTicket,
  type PromiseTerms,
  reachesAt,
  readPromise,
  type TicketEvent,
  withEvent,
} from "./ticket-timeline.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const ID = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const daysOff = [{ date: "2026-12-25", kind: "national" }] as const;
const calendarOf = () => ({ hours: HOURS_FORM.hours as never, daysOff });
const terms: PromiseTerms = {
  hoursId: ID,
  hoursVersion: 1,
  knownOn: "2026-11-25",
  answerMinutes: 120,
  solutionMinutes: 600,
};
const at = (text: string) => Date.parse(`${text}:00+07:00`);
const shown = (atMs: number | null) => (atMs === null ? null : new Date(atMs + 7 * HOUR_MS).toISOString().slice(0, 16));
const opened = (atMs: number): TicketEvent => ({
  atMs,
  body: { kind: "opened", categoryId: ID, priority: "normal", terms },
});
const moved = (text: string, to: (typeof TICKET_STATES)[number]): TicketEvent => ({
  atMs: at(text),
  body: { kind: "moved", to },
});
const told = (text: string): TicketEvent => ({
  atMs: at(text),
  body: { kind: "noted", isPublic: true, isByCustomer: false, text: "Kabar" },
});
const read = (events: readonly TicketEvent[], goal: "answer" | "solution", now: string) => {
  const { state, dueAtMs } = readPromise(foldTicket(events), { goal, nowMs: at(now) }, calendarOf);
  return [state, shown(dueAtMs)];
};

describe("the promise of a ticket", () => {
  const friday = [opened(at("2026-11-27T16:00"))];

  it("is counted in opening hours only, over nights, Sundays and days off", () => {
    expect(read(friday, "answer", "2026-11-27T16:30")).toEqual(["running", "2026-11-28T09:00"]);
    expect(read(friday, "solution", "2026-11-27T16:30")).toEqual(["running", "2026-11-30T13:00"]);
    expect(read([opened(at("2026-12-24T16:00"))], "answer", "2026-12-24T16:30")).toEqual([
      "running",
      "2026-12-26T09:00",
    ]);
  });

  it("stands still while the customer is waited for, and goes on where it stopped", () => {
    const waiting = [...friday, moved("2026-11-27T16:30", "waiting")];
    expect(read(waiting, "solution", "2026-12-20T10:00")).toEqual(["paused", null]);
    const goesOn = [...waiting, moved("2026-12-01T08:00", "in-work")];
    expect(read(goesOn, "answer", "2026-12-01T08:10")).toEqual(["running", "2026-12-01T09:30"]);
    expect(read(goesOn, "solution", "2026-12-01T08:10")).toEqual(["running", "2026-12-02T08:30"]);
  });

  it("is kept to the very minute, missed a moment later, and late while it is owed", () => {
    expect(read([...friday, told("2026-11-28T09:00")], "answer", "2026-12-10T09:00")[0]).toBe("kept");
    expect(read([...friday, told("2026-11-28T09:01")], "answer", "2026-12-10T09:00")[0]).toBe("missed");
    expect(read(friday, "answer", "2026-11-28T09:00")[0]).toBe("running");
    expect(read(friday, "answer", "2026-11-28T09:01")[0]).toBe("late");
  });

  it("is judged by what was promised when it was reached, whatever is promised later", () => {
    const shorter = { ...terms, answerMinutes: 15, solutionMinutes: 30 };
    const changed: TicketEvent = {
      atMs: at("2026-11-28T10:00"),
      body: { kind: "changed", categoryId: ID, priority: "urgent", terms: shorter },
    };
    const events = [...friday, told("2026-11-28T08:30"), changed];
    expect(read(events, "answer", "2026-11-28T11:00")[0]).toBe("kept");
    expect(read(events, "solution", "2026-11-28T11:00")).toEqual(["late", "2026-11-27T16:30"]);
  });

  it("of a solution that did not stand goes on with what was left", () => {
    const solved = [...friday, moved("2026-11-27T16:20", "solved")];
    expect(read(solved, "solution", "2026-11-29T09:00")[0]).toBe("kept");
    const again = [...solved, moved("2026-11-30T08:00", "reopened")];
    expect(read(again, "solution", "2026-11-30T08:10")).toEqual(["running", "2026-12-01T08:40"]);
    expect(read(again, "answer", "2026-11-30T08:10")[0]).toBe("kept");
  });

  it("is what a look at every minute counts", () => {
    const steps = fc.array(fc.record({ afterMinutes: fc.integer({ min: 1, max: 2_000 }), isWaiting: fc.boolean() }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 15, max: 900 }),
        steps,
        (startMinute, wanted, moves) => {
          const startMs = at("2026-12-18T00:00") + startMinute * MINUTE_MS;
          const own = { ...terms, solutionMinutes: wanted };
          const events: TicketEvent[] = [
            { atMs: startMs, body: { kind: "opened", categoryId: ID, priority: "low", terms: own } },
          ];
          let atMs = startMs;
          for (const { afterMinutes, isWaiting } of moves) {
            atMs += afterMinutes * MINUTE_MS;
            events.push({ atMs, body: { kind: "moved", to: isWaiting ? "waiting" : "in-work" } });
          }
          const reached = reachesAt(foldTicket(events), { goal: "solution", percent: 100 }, calendarOf);
          expect(reached).toBe(everyMinute(events, { startMs, wanted }));
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** A slow reference: counts each minute that is open and in which the clock runs. */
function everyMinute(
  events: readonly TicketEvent[],
  { startMs, wanted }: { readonly startMs: number; readonly wanted: number },
) {
  let [counted, isWaiting] = [0, false];
  const last = events.at(-1)?.atMs ?? startMs;
  for (let nowMs = startMs; nowMs < last + 40 * DAY_MS; nowMs += MINUTE_MS) {
    for (const { atMs, body } of events) if (atMs === nowMs && body.kind === "moved") isWaiting = body.to === "waiting";
    if (isWaiting && nowMs >= last) return null;
    if (isWaiting || openingAt(HOURS_FORM.hours as never, { nowMs, daysOff }) !== "open") continue;
    counted += 1;
    if (counted === wanted) return nowMs + MINUTE_MS;
  }
  return null;
}

describe("what may be done with a ticket", () => {
  const story = (...events: readonly TicketEvent[]) => foldTicket([opened(at("2026-11-25T09:00")), ...events]);
  const kinds = (done: ReturnType<typeof decideTicket>) =>
    done.ok ? done.value.map((body) => (body.kind === "moved" ? body.to : body.kind)) : done.refusal;
  const nowMs = at("2026-11-25T10:00");

  it("says a word to the customer where he is asked, and where it is said to be solved", () => {
    expect(kinds(decideTicket(story(), { act: "move", to: "waiting", text: "" }, nowMs))).toBe("ticket-word-missing");
    expect(kinds(decideTicket(story(), { act: "move", to: "waiting", text: "Foto?" }, nowMs))).toEqual([
      "noted",
      "waiting",
    ]);
    expect(kinds(decideTicket(story(), { act: "move", to: "closed", text: "" }, nowMs))).toBe("ticket-move-unfit");
  });

  it("takes a customer's answer back into work, and reopens only what is solved", () => {
    const waiting = story(moved("2026-11-25T09:10", "waiting"));
    const solved = story(moved("2026-11-25T09:10", "solved"));
    const closed = story(moved("2026-11-25T09:10", "solved"), moved("2026-11-25T09:20", "closed"));
    const asked = (of: typeof waiting, act: "reply" | "unsolved") =>
      kinds(decideTicket(of, { act, text: "Ini" }, nowMs));
    expect([asked(waiting, "reply"), asked(story(), "reply")]).toEqual([["noted", "in-work"], ["noted"]]);
    expect([asked(solved, "unsolved"), asked(waiting, "unsolved")]).toEqual([
      ["noted", "reopened"],
      "ticket-not-solved",
    ]);
    expect([asked(closed, "unsolved"), asked(closed, "reply")]).toEqual(["ticket-closed", "ticket-closed"]);
  });

  it("bounds what a customer writes in a day and in all", () => {
    const written = (count: number, everyMs: number) =>
      story(
        ...Array.from(
          { length: count },
          (_, nth): TicketEvent => ({
            atMs: nowMs - (count - nth) * everyMs,
            body: { kind: "noted", isPublic: true, isByCustomer: true, text: "x" },
          }),
        ),
      );
    const asked = (of: ReturnType<typeof story>) => kinds(decideTicket(of, { act: "reply", text: "x" }, nowMs));
    expect([asked(written(LIMITS.repliesADay - 1, MINUTE_MS)), asked(written(LIMITS.repliesADay, MINUTE_MS))]).toEqual([
      ["noted"],
      "ticket-replies-many",
    ]);
    expect([asked(written(49, DAY_MS)), asked(written(50, DAY_MS))]).toEqual([["noted"], "ticket-replies-many"]);
  });

  it("keeps every story sound, whatever is done in whatever order", () => {
    const command: fc.Arbitrary<TicketCommand> = fc.oneof(
      fc.record({
        act: fc.constant("move" as const),
        to: fc.constantFrom(...TICKET_STATES),
        text: fc.constantFrom("", "Kata"),
      }),
      fc.record({ act: fc.constant("note" as const), isPublic: fc.boolean(), text: fc.constant("Catatan") }),
      fc.record({ act: fc.constantFrom("reply" as const, "unsolved" as const), text: fc.constant("Jawab") }),
      fc.record({ act: fc.constant("close" as const), afterDays: fc.constant(1) }),
      fc.constant({ act: "assign" as const, assigneeId: ID, queueId: null }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(command, fc.integer({ min: 0, max: 40 })), { maxLength: 60 }), (commands) => {
        let now = at("2026-11-25T09:00");
        const events = [opened(now)];
        let timeline = foldTicket(events);
        for (const [wish, hours] of commands) {
          now += hours * HOUR_MS;
          const done = decideTicket(timeline, wish, now);
          if (!done.ok) continue;
          const before = timeline;
          for (const body of done.value) {
            if (body.kind === "moved") expect(MOVES[timeline.state]).toContain(body.to);
            events.push({ atMs: now, body });
            timeline = withEvent(timeline, { atMs: now, body });
          }
          if (wish.act !== "move" && before.state === "closed") expect(timeline.state).toBe("closed");
        }
        expect(timeline).toEqual(foldTicket(events));
        const isOver = timeline.state === "solved" || timeline.state === "closed";
        expect(timeline.reached.solution === null).toBe(!isOver);
        expect(timeline.spans.filter(({ toMs }) => toMs === null)).toHaveLength(
          ["open", "in-work", "reopened"].includes(timeline.state) ? 1 : 0,
        );
        for (const [nth, span] of timeline.spans.entries())
          expect(span.fromMs).toBeGreaterThanOrEqual(timeline.spans[nth - 1]?.toMs ?? 0);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the escalation of a ticket", () => {
  const rule = { percents: { assignee: 50, supervisor: 80, administrator: 100 }, closeAfterDays: 7 };
  const timeline = foldTicket([opened(at("2026-11-25T08:00"))]);

  it("tells each step once, when its share of the time is over", () => {
    const steps = (now: string, done: Parameters<typeof dueSteps>[1]["told"] = []) =>
      dueSteps(timeline, { rule, told: done, nowMs: at(now) }, calendarOf).map(
        ({ goal, told: who }) => `${goal} ${who}`,
      );
    expect(steps("2026-11-25T08:59")).toEqual([]);
    expect(steps("2026-11-25T09:00")).toEqual(["answer assignee"]);
    expect(steps("2026-11-25T10:00", [{ goal: "answer", told: "assignee" }])).toEqual([
      "answer supervisor",
      "answer administrator",
    ]);
    expect(shown(nextTransitionMs(timeline, { rule, told: [] }, calendarOf))).toBe("2026-11-25T09:00");
  });

  it("ends with what was promised, and closes what stayed solved", () => {
    const solved = withEvent(timeline, moved("2026-11-25T08:30", "solved"));
    expect(dueSteps(solved, { rule, told: [], nowMs: at("2026-12-25T08:30") }, calendarOf)).toEqual([]);
    expect(shown(nextTransitionMs(solved, { rule, told: [] }, calendarOf))).toBe("2026-12-02T08:30");
    const close = { act: "close", afterDays: 7 } as const;
    expect(decideTicket(solved, close, at("2026-12-02T08:29")).ok).toBe(false);
    expect(decideTicket(solved, close, at("2026-12-02T08:30")).ok).toBe(true);
  });
});

describe("the number of a ticket", () => {
  it("tells every digit that was misheard and every two that changed places", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_001, max: 99_999_999 }),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (number, nth, by) => {
          const digits = [...spokenNumber(number).replace("-", "")];
          expect(readNumber(digits.join(""))).toBe(number);
          const place = nth % digits.length;
          const wrong = digits.with(place, String((Number(digits[place]) + by) % 10));
          expect(readNumber(wrong.join(""))).toBeNull();
          const other = (place + 1) % digits.length;
          if (other === 0 || digits[place] === digits[other]) return;
          expect(
            readNumber(
              digits
                .with(place, digits[other] ?? "")
                .with(other, digits[place] ?? "")
                .join(""),
            ),
          ).toBeNull();
        },
      ),
    );
  });

  it("is read however it is written, and so is its code", () => {
    const spoken = spokenNumber(1_042);
    expect([spoken, spoken.replace("-", " "), ` ${spoken}`, `#${spoken}`].map(readNumber)).toEqual([
      1_042, 1_042, 1_042, 1_042,
    ]);
    expect(["", "abc", "12", "1".repeat(20), "1042"].map(readNumber)).toEqual([null, null, null, null, null]);
    expect([spokenCode("12345678"), readCode("1234 5678"), readCode("1234567")]).toEqual([
      "1234 5678",
      "12345678",
      null,
    ]);
  });
});

it("promises nothing urgent later than what is less so, and no solution before its answer", () => {
  const promise = { answerMinutes: 60, solutionMinutes: 600 };
  const promises = { urgent: promise, high: promise, normal: promise, low: promise };
  expect(hasPromiseOrder(promises)).toBe(true);
  expect(hasPromiseOrder({ ...promises, urgent: { ...promise, answerMinutes: 61 } })).toBe(false);
  expect(hasPromiseOrder({ ...promises, low: { answerMinutes: 700, solutionMinutes: 600 } })).toBe(false);
});

describe("the limit on wrong codes", () => {
  const ticket = { page: "aaaaaaaaaa", number: "1001-2", nowMs: 0 };
  const from = (nth: number) => ({ ...ticket, address: `203.0.113.${nth}` });

  it("holds one address back for one ticket after ten, for a quarter of an hour", () => {
    const attempt = openTicketLimit();
    for (let nth = 0; nth < 10; nth += 1) expect(attempt(from(1))).toBeDefined();
    expect(attempt(from(1))).toBeUndefined();
    expect(attempt({ ...from(1), number: "1002-4" })).toBeDefined();
    expect(attempt({ ...from(1), nowMs: 15 * MINUTE_MS })).toBeDefined();
  });

  it("never locks the customer out from another address, but leaves each address one guess after fifty", () => {
    const attempt = openTicketLimit();
    for (let nth = 0; nth < 50; nth += 1) expect(attempt(from(Math.floor(nth / 10)))).toBeDefined();
    for (let nth = 0; nth < 3; nth += 1) {
      const customer = attempt(from(200));
      expect(customer).toBeDefined();
      customer?.takeBack();
    }
    expect(attempt(from(201))).toBeDefined();
    expect(attempt(from(201))).toBeUndefined();
  });

  it("ends the guesses of one address at many numbers, an IPv6 network being one address", () => {
    const attempt = openTicketLimit();
    const guess = (nth: number) => attempt({ ...ticket, number: `${nth}`, address: `2001:db8:1:2::${nth}` });
    for (let nth = 0; nth < 30; nth += 1) expect(guess(nth)).toBeDefined();
    expect(guess(30)).toBeUndefined();
  });
});
