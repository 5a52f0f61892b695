import { describe, expect, it } from "vitest";
import {
  agentCounts,
  agentsOf,
  alarmOf,
  boardTotals,
  byName,
  isUnserved,
  longestMs,
  waitingIn,
  waitLevel,
} from "./board-view.ts";

type QueueBoard = Parameters<typeof boardTotals>[0];

const MINUTE_MS = 60_000;
const NOW_MS = Date.parse("2026-11-26T07:00:00Z");
const ago = (ms: number) => new Date(NOW_MS - ms).toISOString();

const agent = (state: string, ...queueIds: string[]) => ({
  agentId: `${state}-${queueIds.join("")}`,
  name: state,
  state,
  reason: null,
  contactId: null,
  phoneId: null,
  since: ago(0),
  queueIds,
});

const contact = (contactId: string, queueId: string, state = "waiting") => ({
  contactId,
  queueId,
  state,
  callId: null,
  caller: "+62811",
  called: "1500771",
  kind: "call",
  agentId: null,
  joinedAt: ago(0),
  priority: 0,
  place: 1,
  toldMs: null,
});

const queue = (id: string, waiting: number, waitedMs: number | null) => ({
  id,
  name: id,
  isOpen: true,
  waiting,
  talking: 0,
  messages: 0,
  waitMaxMs: 10 * MINUTE_MS,
  longestSince: waitedMs === null ? null : ago(waitedMs),
});

const board = (parts: Partial<QueueBoard>): QueueBoard => ({
  atMs: NOW_MS,
  timeZone: "Asia/Jakarta",
  queues: [],
  contacts: [],
  agents: [],
  ...parts,
});

describe("the longest wait of a queue", () => {
  it("is long from half of the queue's own limit, near it from four fifths, over it from the limit on", () => {
    const levelAt = (waitedMs: number) => waitLevel(waitedMs, 10 * MINUTE_MS);
    expect([0, 5 * MINUTE_MS - 1].map(levelAt)).toEqual(["fine", "fine"]);
    expect([5 * MINUTE_MS, 8 * MINUTE_MS - 1].map(levelAt)).toEqual(["long", "long"]);
    expect([8 * MINUTE_MS, 10 * MINUTE_MS - 1].map(levelAt)).toEqual(["near", "near"]);
    expect([10 * MINUTE_MS, 90 * MINUTE_MS].map(levelAt)).toEqual(["over", "over"]);
  });

  it("is judged by the queue's own limit: the same wait is fine in one queue and over in another", () => {
    expect([5_000, MINUTE_MS, 4 * 60 * MINUTE_MS].map((maxMs) => waitLevel(40_000, maxMs))).toEqual([
      ...["over", "long", "fine"],
    ]);
  });

  it("is not judged where nobody waits or the limit is not known", () => {
    expect([waitLevel(null, MINUTE_MS), waitLevel(null, null), waitLevel(MINUTE_MS, null)]).toEqual([
      ...["nobody", "nobody", "unknown"],
    ]);
  });

  it("grows with the server's clock and is never below nothing", () => {
    expect([NOW_MS, NOW_MS + 1_500, NOW_MS - 900_000].map((at) => longestMs(queue("a", 1, 60_000), at))).toEqual([
      ...[60_000, 61_500, 0],
    ]);
    expect(longestMs(queue("a", 0, null), NOW_MS)).toBeNull();
  });
});

describe("the agents of a queue", () => {
  const agents = [
    agent("available", "a", "b"),
    agent("offered", "a"),
    agent("talking", "a"),
    agent("paused", "b"),
    agent("wrap-up", "a"),
    agent("elsewhere", "b"),
    agent("a state of tomorrow", "b"),
  ];

  it("are counted in each queue they serve; who is being rung counts as talking", () => {
    expect(agentCounts(agents, "a")).toEqual({ ready: 1, talking: 2, paused: 0, others: 1 });
    expect(agentCounts(agents, "b")).toEqual({ ready: 1, talking: 0, paused: 1, others: 2 });
    expect(agentCounts(agents, "c")).toEqual({ ready: 0, talking: 0, paused: 0, others: 0 });
  });

  it("leave it unserved when somebody waits and everybody is paused or away", () => {
    const [nobody, paused] = [agentCounts([], "a"), agentCounts([agent("paused", "a")], "a")];
    const busy = agentCounts([agent("talking", "a")], "a");
    const unserved = [nobody, paused, busy].map((counts) => isUnserved({ waiting: 1 }, counts));
    expect(unserved).toEqual([true, true, false]);
    expect(isUnserved({ waiting: 0 }, nobody)).toBe(false);
  });
});

describe("what the board shows", () => {
  const whole = board({
    queues: [queue("a", 2, 9 * MINUTE_MS), queue("b", 1, 11 * MINUTE_MS), queue("c", 0, null)],
    contacts: [contact("1", "a"), contact("2", "b", "offered"), contact("3", "a", "connected"), contact("4", "a")],
    agents: [agent("available", "a"), agent("paused", "b")],
  });

  it("is everybody who waits, in the order of the board, without those who talk; or those of one queue", () => {
    expect(waitingIn(whole, undefined).map(({ contactId }) => contactId)).toEqual(["1", "2", "4"]);
    expect(waitingIn(whole, "a").map(({ contactId }) => contactId)).toEqual(["1", "4"]);
    expect(agentsOf(whole, "b").map(({ state }) => state)).toEqual(["paused"]);
    expect(agentsOf(whole, undefined)).toHaveLength(2);
  });

  it("names what is wrong with a queue, first that nobody serves it", () => {
    const alarms = whole.queues.map((one) => alarmOf(one, whole.agents, NOW_MS));
    expect(alarms).toEqual(["near", "unserved", null]);
    expect(alarmOf(queue("b", 1, 11 * MINUTE_MS), [agent("talking", "b")], NOW_MS)).toBe("over");
    expect(alarmOf(queue("b", 1, 5 * MINUTE_MS), [agent("talking", "b")], NOW_MS)).toBeNull();
  });

  it("is sorted as people count", () => {
    const queues = ["Wilayah 10", "wilayah 2", "Tagihan"].map((name) => ({ ...queue(name, 0, null), name }));
    expect(byName(queues, "id").map(({ name }) => name)).toEqual(["Tagihan", "wilayah 2", "Wilayah 10"]);
  });

  it("comes to these figures", () => {
    expect(boardTotals(whole, NOW_MS)).toEqual({ queues: 3, waiting: 3, late: 2, unserved: 1 });
    expect(boardTotals(board({}), NOW_MS)).toEqual({ queues: 0, waiting: 0, late: 0, unserved: 0 });
  });
});
