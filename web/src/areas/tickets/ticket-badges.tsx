/** Badges for ticket status and target times: shape, label and colour. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { PromiseState, TicketState } from "../../../../src/service/acd/tickets/ticket-limits.shared.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { minuteTime } from "../calls/call-words.ts";

interface BadgeStyle {
  readonly shape: Shape;
  readonly tone: Tone;
}

/** The badge style of each status. */
export const TICKET_STYLES: Readonly<Record<TicketState, BadgeStyle>> = {
  open: { shape: "ring", tone: "info" },
  "in-work": { shape: "arrow", tone: "info" },
  waiting: { shape: "half", tone: "wait" },
  solved: { shape: "tick", tone: "good" },
  closed: { shape: "square", tone: "quiet" },
  reopened: { shape: "triangle", tone: "bad" },
};

const PROMISE_STYLES: Readonly<Record<PromiseState, BadgeStyle>> = {
  running: { shape: "arrow", tone: "info" },
  paused: { shape: "half", tone: "wait" },
  late: { shape: "cross", tone: "bad" },
  kept: { shape: "tick", tone: "good" },
  missed: { shape: "triangle", tone: "rest" },
};

/** The status of a ticket. */
export function TicketBadge({ state }: { readonly state: TicketState }): ReactNode {
  const t = useTranslations("web.tickets.states");
  return <Badge {...TICKET_STYLES[state]}>{t(state)}</Badge>;
}

/** The state of a target time. */
export function PromiseBadge({ state }: { readonly state: PromiseState }): ReactNode {
  const t = useTranslations("web.tickets.promises");
  return <Badge {...PROMISE_STYLES[state]}>{t(state)}</Badge>;
}

/** The next due time of a ticket, marked when overdue. */
export function DueLine({
  ticket: { dueAt, answer, solution },
  zone,
}: {
  readonly ticket: {
    readonly dueAt: string | null;
    readonly answer: { readonly state: PromiseState };
    readonly solution: { readonly state: PromiseState };
  };
  readonly zone: string;
}): ReactNode {
  const t = useTranslations("web.tickets");
  const locale = useLocale();
  const isLate = answer.state === "late" || solution.state === "late";
  const isPaused = solution.state === "paused";
  if (dueAt === null && !isPaused) return "–";
  return (
    <span className="grid justify-items-start gap-1">
      {dueAt === null ? null : <span className="tabular-nums">{minuteTime(dueAt, zone, locale)}</span>}
      {isLate ? (
        <PromiseBadge state="late" />
      ) : isPaused ? (
        <span className="text-small text-soft">{t("stands")}</span>
      ) : null}
    </span>
  );
}
