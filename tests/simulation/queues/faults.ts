import type { Fault } from "./engine.ts";

/** For each property one fault that call centres have had, which must violate it. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  "no legal pair is left": {
    file: "routing/draft.ts",
    sound: 'agent.state.is === "available" && isNew',
    broken: 'agent.state.is === "available" && before === undefined',
  },
  "one order over all queues": {
    file: "routing/match.ts",
    sound: ".sort((left, right) => comparePlaces(left.head, right.head))",
    broken: ".sort((left, right) => (left.key < right.key ? -1 : 1))",
  },
  "waiting under priorities is bounded": {
    file: "routing/enqueue-call.ts",
    sound: "rankMs: floor.nowMs - priority * floor.priorityWorthMs",
    broken: "rankMs: -priority",
  },
  "nobody is offered twice": {
    file: "routing/match.ts",
    sound: '{ ...agent, state: { is: "offered", contactId: contact.id } }',
    broken: "agent",
  },
  "no agent is stuck": {
    file: "routing/offers.ts",
    sound: 'next = withdrawn(next, contact.id, agentId, "caller-left");',
    broken: "continue;",
  },
  "the join time is kept": {
    file: "routing/offers.ts",
    sound: "const waiting: Contact = {\n    ...contact,",
    broken: "const waiting: Contact = {\n    ...contact,\n    joinedAtMs: draft.floor.nowMs,",
  },
  "overflow comes at its limit": {
    file: "routing/due.ts",
    sound: "    waitLimitMs(contact, rules),\n",
    broken: "    waitLimitMs(contact, rules) + 5_000,\n",
  },
  "a callback is dialled once": {
    file: "routing/offers.ts",
    sound: 'contact.kind === "callback" ? closed(freed, contact, "callback-unreached") : returned(freed, contact)',
    broken: "returned(freed, contact)",
  },
  "an estimate never rises merely with time": {
    file: "routing/estimated-wait.ts",
    sound: "const mayRise = before === null",
    broken: "const mayRise = acdState.nowMs > contact.enteredAtMs || before === null",
  },
  "the choice is the one of the definitions": {
    file: "routing/decision.ts",
    sound: "idleSinceMs(agent, idleClock),\n",
    broken: "-idleSinceMs(agent, idleClock),\n",
  },
  "a choice can be made again": {
    file: "routing/match.ts",
    sound: "considered: standings,",
    broken: "considered: standings.map((one) => ({ ...one, values: one.values.toReversed() })),",
  },
  "everybody is accounted for": {
    file: "routing/enqueue-call.ts",
    sound: "const closed = recorded(dropContact(draft, contact), {",
    broken: "const closed = recorded(draft, {",
  },
  "nobody waits for nobody": {
    file: "routing/settle.ts",
    sound: "for (const queueId of draft.touched.queues) next = emptied(next, queueId);",
    broken: "",
  },
  "a withdrawn offer costs nobody his place": {
    file: "routing/offers.ts",
    sound: 'return becameFree(told, agentNow(told, agentId), "keeps-place");',
    broken: 'return becameFree(told, agentNow(told, agentId), "to-the-back");',
  },
};
