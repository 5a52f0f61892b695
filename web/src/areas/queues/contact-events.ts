/** The timeline of a contact: the sentence of each event, and the reason of each offer. */
import { CRITERIA, type Criterion } from "../../../../src/service/acd/queues/queue-strategy.shared.ts";
import type { ContactTimeline } from "./queue-data.ts";

/** An event of a timeline. */
export type ContactEvent = ContactTimeline["events"][number];

/** A sentence: its key below `web.queues.story.events` and its parameters; durations are milliseconds. */
export interface Sentence {
  readonly key: string;
  /** Ids of the queues and agents in the sentence, by parameter name. */
  readonly queues: Readonly<Record<string, string>>;
  readonly agents: Readonly<Record<string, readonly string[]>>;
  readonly lengths: Readonly<Record<string, number>>;
  readonly numbers: Readonly<Record<string, number>>;
}

type Body = ContactEvent["body"];

const textOf = (body: Body, name: string): string => {
  const value = body[name];
  return typeof value === "string" ? value : "";
};

const numberOf = (body: Body, name: string): number | null => {
  const value = body[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isRecord = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textsOf = (value: unknown): readonly string[] => listOf(value).filter((one) => typeof one === "string");

const present = (values: Readonly<Record<string, number | null>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

/** Kinds of event whose sentence depends on a field of the body, such as the reason of a missed offer. */
const SENTENCE_FIELDS: Readonly<Record<string, string>> = {
  "contact.refused": "reason",
  "contact.missed": "why",
  "contact.moved": "reason",
  "contact.closed": "outcome",
};

/** The key of an event's sentence: its kind, the value of the dependent field, and whether a wait was estimated. */
function keyOf({ kind, body }: ContactEvent): string {
  const name = kind.replace(/^contact\./, "").replace(".", "-");
  const told = SENTENCE_FIELDS[kind];
  if (told !== undefined) return `${name}.${textOf(body, told)}`;
  if (kind === "contact.entered" || kind === "contact.answered")
    return numberOf(body, "toldMs") === null ? name : `${name}-told`;
  return name;
}

/** The sentence of an event. */
export function sentenceOf(event: ContactEvent): Sentence {
  const { body } = event;
  const agentId = textOf(body, "agentId");
  return {
    key: keyOf(event),
    queues: Object.fromEntries(
      (["queueId", "toQueueId"] as const).flatMap((name) => {
        const id = textOf(body, name);
        return id === "" ? [] : [[name === "queueId" ? "queue" : "toQueue", id]];
      }),
    ),
    agents: { agents: agentId === "" ? textsOf(body["agentIds"]) : [agentId] },
    lengths: present({
      told: numberOf(body, "toldMs"),
      waited: numberOf(body, "waitedMs"),
      talk: numberOf(body, "talkMs"),
      hold: numberOf(body, "holdMs"),
    }),
    numbers: present({
      position: numberOf(body, "position"),
      priority: numberOf(body, "priority"),
      number: numberOf(body, "number"),
    }),
  };
}

/** A candidate for the offer with the compared values; null for values that the queue does not compare. */
export interface Compared {
  readonly agentId: string;
  readonly isChosen: boolean;
  /** Whether the candidate is the caller's preferred agent (sticky routing). */
  readonly isOwn: boolean | null;
  readonly tier: number | null;
  /** Skill levels missing from the caller's requirements at the time of joining. */
  readonly shortfall: number | null;
  /** Contacts since the agent logged in. */
  readonly contacts: number | null;
  readonly idleMs: number | null;
}

/** The reason for the choice of agents. */
export interface OfferReason {
  readonly position: number | null;
  readonly waitedMs: number | null;
  readonly compared: readonly Compared[];
  /** The criterion that separates the last chosen candidate from the next one; `all` when all suitable candidates were chosen. */
  readonly decidedBy: Criterion | "agent-id" | "only-one" | "all" | "supervisor";
  /** The last chosen candidate, and the first one not chosen. */
  readonly last: Compared;
  readonly next: Compared | null;
}

const isCriterion = (name: string): name is Criterion => (CRITERIA as readonly string[]).includes(name);

/** The reason of an event's choice of agents; null for events without a choice, or with one that this version cannot read. */
export function reasonOf({ body }: Pick<ContactEvent, "body">): OfferReason | null {
  const decision = body["decision"];
  if (!isRecord(decision)) return null;
  const chosen = numberOf(decision, "chosen") ?? 0;
  const criteria = textsOf(decision["criteria"]);
  const atMs = numberOf(decision, "atMs");
  const compared = listOf(decision["considered"]).flatMap((one, index) => {
    const read = isRecord(one) ? comparedOf(one, criteria, atMs) : null;
    return read === null ? [] : [{ ...read, isChosen: index < chosen }];
  });
  const [last, next] = [compared[chosen - 1], compared[chosen] ?? null];
  const said = textOf(decision, "decidedBy");
  if (last === undefined || !(isCriterion(said) || said === "agent-id" || said === "only-one" || said === "supervisor"))
    return null;
  const decidedBy = said === "only-one" && chosen > 1 ? "all" : said;
  const [position, waitedMs] = [numberOf(decision, "position"), numberOf(decision, "waitedMs")];
  return { position, waitedMs, compared, decidedBy, last, next };
}

/** `idle-since` is an instant of the same clock as `atMs` of the decision. */
function comparedOf(
  standing: Body,
  criteria: readonly string[],
  atMs: number | null,
): Omit<Compared, "isChosen"> | null {
  const agentId = textOf(standing, "agentId");
  const values = listOf(standing["values"]);
  const valueIn = (name: Criterion): number | null => {
    const value = values[criteria.indexOf(name)];
    return typeof value === "number" ? value : null;
  };
  const [sticky, idleSinceMs] = [valueIn("sticky"), valueIn("idle-since")];
  if (agentId === "") return null;
  return {
    agentId,
    isOwn: sticky === null ? null : sticky === 0,
    tier: valueIn("tier"),
    shortfall: valueIn("shortfall"),
    contacts: valueIn("contacts"),
    idleMs: idleSinceMs === null || atMs === null ? null : Math.max(0, atMs - idleSinceMs),
  };
}

/** Summary of a timeline. */
export interface ContactFacts {
  readonly enteredAt: string | null;
  readonly queueId: string | null;
  /** The call that waited; null where it was not recorded. */
  readonly callId: string | null;
  /** The call of the callback; null without one. */
  readonly callbackCallId: string | null;
  /** The agent who was connected. */
  readonly agentId: string | null;
  readonly waitedMs: number | null;
  readonly talkMs: number | null;
  readonly holdMs: number | null;
  /** The outcome; null while the contact is open. */
  readonly outcome: string | null;
}

/** Summarises the events of a contact; its queue is the last one that it was in. */
export function factsOf(events: readonly ContactEvent[]): ContactFacts {
  const last = (kind: string): Body => events.findLast((event) => event.kind === kind)?.body ?? {};
  const [closed, answered, refused] = [last("contact.closed"), last("contact.answered"), last("contact.refused")];
  const begun = events.find(({ kind }) => kind === "contact.entered" || kind === "contact.refused");
  const orNull = (text: string): string | null => (text === "" ? null : text);
  const queueId = ["contact.entered", "contact.refused"].map((kind) => textOf(last(kind), "queueId")).find(Boolean);
  return {
    enteredAt: begun?.at ?? null,
    queueId: queueId ?? null,
    callId: orNull(begun === undefined ? "" : textOf(begun.body, "callId")),
    callbackCallId: orNull(textOf(last("contact.dialled"), "callId")),
    agentId: orNull(textOf(answered, "agentId")),
    waitedMs: numberOf(answered, "waitedMs") ?? numberOf(closed, "waitedMs"),
    talkMs: numberOf(closed, "talkMs"),
    holdMs: numberOf(closed, "holdMs"),
    outcome: orNull(textOf(closed, "outcome")) ?? (refused["reason"] === undefined ? null : "refused"),
  };
}
