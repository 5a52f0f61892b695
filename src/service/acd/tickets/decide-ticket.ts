import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { LIMITS, MOVES, NEEDS_WORD, type Priority, type TicketState } from "./ticket-limits.shared.ts";
import type { TicketRefusal } from "./ticket-refusal.ts";
import type { PromiseTerms, TicketEventBody, TicketTimeline } from "./ticket-timeline.ts";

/** The maximum of events of a ticket; the last ones are reserved for moves and its closing. */
const EVENTS_MAX = { any: 500, usual: 480 } as const;
const DAY_MS = 86_400_000;

/** A command on a ticket. */
export type TicketCommand =
  | { readonly act: "move"; readonly to: TicketState; readonly text: string }
  | { readonly act: "note"; readonly isPublic: boolean; readonly text: string }
  | { readonly act: "assign"; readonly assigneeId: string | null; readonly queueId: string | null }
  | { readonly act: "change"; readonly categoryId: string; readonly priority: Priority; readonly terms: PromiseTerms }
  | { readonly act: "link"; readonly contactId: string }
  | { readonly act: "recode" }
  | { readonly act: "reply"; readonly text: string }
  | { readonly act: "unsolved"; readonly text: string }
  | { readonly act: "close"; readonly afterDays: number };

type Decision = Result<readonly TicketEventBody[], TicketRefusal>;

/** Decides a command: returns the events that follow from it, or the refusal. */
export function decideTicket(timeline: TicketTimeline, command: TicketCommand, nowMs: number): Decision {
  const max = command.act === "move" || command.act === "close" ? EVENTS_MAX.any : EVENTS_MAX.usual;
  const decided = decide(timeline, command, nowMs);
  return decided.ok && timeline.events + decided.value.length > max ? refuse("ticket-full") : decided;
}

function decide(timeline: TicketTimeline, command: TicketCommand, nowMs: number): Decision {
  const { state } = timeline;
  switch (command.act) {
    case "move":
      return move(state, command);
    case "reply":
    case "unsolved":
      return reply(timeline, command, nowMs);
    case "close":
      return closesAt(timeline, command.afterDays) === null || nowMs < (closesAt(timeline, command.afterDays) ?? 0)
        ? refuse("ticket-move-unfit")
        : ok([{ kind: "moved", to: "closed" }]);
    case "recode":
      return ok([{ kind: "recoded" }]);
    case "link":
      return ok([{ kind: "linked", contactId: command.contactId }]);
    case "note":
      if (state === "closed" && command.isPublic) return refuse("ticket-closed");
      return ok([{ kind: "noted", isPublic: command.isPublic, isByCustomer: false, text: command.text }]);
    case "assign": {
      const { assigneeId, queueId } = command;
      return state === "closed" ? refuse("ticket-closed") : ok([{ kind: "assigned", assigneeId, queueId }]);
    }
    case "change": {
      const { categoryId, priority, terms } = command;
      return state === "closed" ? refuse("ticket-closed") : ok([{ kind: "changed", categoryId, priority, terms }]);
    }
  }
}

/** When a solved ticket closes automatically; null while it is not solved. */
export function closesAt(timeline: TicketTimeline, afterDays: number): number | null {
  return timeline.state === "solved" ? timeline.movedMs + afterDays * DAY_MS : null;
}

function move(state: TicketState, { to, text }: { readonly to: TicketState; readonly text: string }): Decision {
  if (!MOVES[state].includes(to)) return refuse("ticket-move-unfit");
  if (NEEDS_WORD.includes(to) && text === "") return refuse("ticket-word-missing");
  const isPublic = NEEDS_WORD.includes(to);
  const word: readonly TicketEventBody[] = text === "" ? [] : [{ kind: "noted", isPublic, isByCustomer: false, text }];
  return ok([...word, { kind: "moved", to }]);
}

function reply(
  timeline: TicketTimeline,
  { act, text }: { readonly act: "reply" | "unsolved"; readonly text: string },
  nowMs: number,
): Decision {
  if (timeline.state === "closed") return refuse("ticket-closed");
  if (act === "unsolved" && timeline.state !== "solved") return refuse("ticket-not-solved");
  const today = timeline.repliesMs.filter((atMs) => atMs > nowMs - DAY_MS).length;
  if (today >= LIMITS.repliesADay || timeline.repliesMs.length >= LIMITS.replies) return refuse("ticket-replies-many");
  const said: TicketEventBody = { kind: "noted", isPublic: true, isByCustomer: true, text };
  if (act === "unsolved") return ok([said, { kind: "moved", to: "reopened" }]);
  return ok(timeline.state === "waiting" ? [said, { kind: "moved", to: "in-work" }] : [said]);
}
