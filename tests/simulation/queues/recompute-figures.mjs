// Computes the metrics of a call centre independently: it shares no code with the application. It reads one JSON document from
// standard input and writes JSON. It processes all data contact by contact and agent by agent, where the application folds events.
import { readFileSync } from "node:fs";

const { asked, untilMs, events } = JSON.parse(readFileSync(0, "utf8"));
const half = 1_800_000;
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: asked.zone, minute: "2-digit", second: "2-digit" });

/** The start of the half hour of an instant, by the wall clock of the zone. */
function halfHour(ms) {
  const [minute, second] = clock.format(ms).split(":").map(Number);
  return Math.floor(ms / 1000) * 1000 - ((minute % 30) * 60 + second) * 1000;
}

const stays = [];
const byContact = Map.groupBy(
  events.filter((event) => event.body.kind.startsWith("contact.")),
  (event) => event.body.contactId,
);
for (const list of byContact.values()) {
  const entries = list.flatMap((event, index) => (event.body.kind === "contact.entered" ? [index] : []));
  for (const [nth, from] of entries.entries()) stays.push(list.slice(from, entries[nth + 1] ?? list.length));
}
const byAgent = Map.groupBy(
  events.filter((event) => event.body.kind === "agent.changed"),
  (event) => event.body.agentId,
);
const wrapUps = new Map();
for (const list of byAgent.values())
  for (const [index, event] of list.entries()) {
    if (event.body.state === "wrap-up" && index + 1 < list.length)
      wrapUps.set(event.body.contactId, list[index + 1].steadyMs - event.steadyMs);
  }

const groups = Map.groupBy(stays, ([entry]) => `${halfHour(entry.wallMs)} ${entry.body.queueId}`);
const of = (stay, kind) => stay.find((event) => event.body.kind === kind)?.body;
const sum = (list, value) => list.reduce((total, one) => total + value(one), 0);
const share = (part, whole) => (whole > 0 ? part / whole : null);

const contacts = [...groups].map(([key, list]) => {
  const [startMs, queueId] = [Number(key.split(" ")[0]), key.split(" ")[1]];
  const answers = list.filter((stay) => of(stay, "contact.answered"));
  const waits = answers.map((stay) => of(stay, "contact.answered").waitedMs);
  const ends = list.map((stay) => of(stay, "contact.closed")).filter(Boolean);
  const lost = ends.filter((end) => end.outcome === "abandoned").map((end) => end.waitedMs);
  const outcomes = (...names) => ends.filter((end) => names.includes(end.outcome)).length;
  const inTime = (list) => list.filter((ms) => ms <= asked.withinMs).length;
  const short = lost.filter((ms) => ms <= asked.shortMs).length;
  const told = answers.map((stay) => of(stay, "contact.answered")).filter((one) => one.toldMs !== null);
  const talked = sum(answers, (stay) => {
    const end = of(stay, "contact.closed");
    return (end?.talkMs ?? 0) + (end?.holdMs ?? 0) + (wrapUps.get(stay[0].body.contactId) ?? 0);
  });
  return {
    startMs,
    queueId,
    offered: list.length,
    answered: answers.length,
    abandoned: lost.length,
    abandonedShort: short,
    overflowed: outcomes("overflowed", "callback-expired") + list.filter((stay) => of(stay, "contact.moved")).length,
    left: outcomes("left"),
    callbacksAsked: list.filter((stay) => of(stay, "contact.callback-asked")).length,
    callbacksUnreached: outcomes("callback-unreached"),
    restarted: outcomes("system-restart"),
    longestWaitMs: Math.max(0, ...waits, ...lost),
    levelAnswered: share(inTime(waits), waits.length),
    levelAll: share(inTime(waits), waits.length + lost.length),
    levelGoodAbandon: share(inTime(waits) + inTime(lost), waits.length + lost.length),
    levelNet: share(inTime(waits), waits.length + lost.length - short),
    asaMs: share(
      sum(waits, (ms) => ms),
      waits.length,
    ),
    ahtMs: share(talked, answers.length),
    estimateError: share(
      sum(told, (one) => Math.abs(one.toldMs - one.waitedMs)),
      sum(told, (one) => one.waitedMs),
    ),
  };
});

// Occupancy: every agent, every half hour, every state that overlaps it.
const spans = [...byAgent.values()].flatMap((list) =>
  list.map((event, index) => ({ state: event.body.state, from: event.wallMs, to: list[index + 1]?.wallMs ?? untilMs })),
);
const from = halfHour(Math.min(...spans.map((span) => span.from)));
const occupancy = [];
for (let start = from; start < untilMs; start += half) {
  const inside = (...states) =>
    sum(
      spans.filter((span) => states.includes(span.state)),
      (span) => Math.max(0, Math.min(span.to, start + half) - Math.max(span.from, start)),
    );
  const busy = inside("talking", "wrap-up");
  const all = busy + inside("available");
  if (all > 0) occupancy.push({ startMs: start, occupancy: busy / all });
}

contacts.sort((a, b) => a.startMs - b.startMs || (a.queueId < b.queueId ? -1 : 1));
process.stdout.write(JSON.stringify({ contacts, occupancy }));
