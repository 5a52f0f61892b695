/** Tables below the board: waiting contacts with positions, and agents with their states and durations. */

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useId, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { QueueBoard } from "../../../../src/service/acd/queues/contract.ts";
import { sessionQuery } from "../../data/queries.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { useNow } from "../../parts/countdown.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { may } from "../../shell/places.ts";
import { CallNumber } from "../calls/call-badges.tsx";
import { lengthText, timeOfDay } from "../calls/call-words.ts";
import { EndCall } from "../calls/end-call.tsx";
import { LiveSuperviseDialog } from "../calls/supervise-dialog.tsx";
import { AgentState } from "./agent-state.tsx";
import { agentsOf, type BoardAgent, type BoardContact, waitingIn } from "./board-view.ts";
import { ContactActDialog } from "./contact-act-dialog.tsx";

/** The queue that the tables are filtered by; all queues when none is chosen. */
export interface BoardPart {
  readonly board: QueueBoard;
  /** The difference between the board's clock and this page's clock. */
  readonly aheadMs: number;
  readonly queueId: string | undefined;
}

/** A duration that is updated every second from the server's instant, without a request. */
function Elapsed({ since, aheadMs }: { readonly since: string; readonly aheadMs: number }): ReactNode {
  return <span className="tabular-nums">{lengthText(useNow() + aheadMs - Date.parse(since))}</span>;
}

const WAITING_STYLES: Readonly<
  Record<"waiting" | "offered" | "connecting", { readonly shape: Shape; readonly tone: Tone }>
> = {
  waiting: { shape: "ring", tone: "info" },
  offered: { shape: "half", tone: "info" },
  connecting: { shape: "arrow", tone: "good" },
};

function WaitingState({ contact }: { readonly contact: BoardContact }): ReactNode {
  const t = useTranslations("web.queues.board");
  const state = contact.state === "offered" || contact.state === "connecting" ? contact.state : "waiting";
  return (
    <span className="grid justify-items-start gap-1">
      <Badge {...WAITING_STYLES[state]}>{t(`contactStates.${state}`)}</Badge>
      {contact.kind === "callback" ? <span className="text-small">{t("callback")}</span> : null}
      {contact.kind === "message" ? <span className="text-small">{t("message")}</span> : null}
    </span>
  );
}

function useNames({ queues }: QueueBoard): (queueId: string) => string {
  return useMemo(() => {
    const names = new Map(queues.map(({ id, name }) => [id, name]));
    return (queueId) => names.get(queueId) ?? "–";
  }, [queues]);
}

interface ContactActions {
  readonly onArrange: (contact: BoardContact) => void;
  readonly onEnd: (contact: BoardContact) => void;
}

/** A supervisor's actions on a waiting contact; none while the contact is being connected to an agent. */
function WaitingActions({ contact, onArrange, onEnd }: ContactActions & { readonly contact: BoardContact }): ReactNode {
  const t = useTranslations("web.queues.board");
  const { caller, state, kind, callId } = contact;
  if (state === "connecting") return "–";
  return (
    <span className="flex flex-wrap gap-2">
      <button
        type="button"
        className="button button-small"
        aria-label={t("arrangeOf", { caller })}
        onClick={() => onArrange(contact)}
      >
        {t("arrange")}
      </button>
      {kind !== "call" || callId === null ? null : (
        <button
          type="button"
          className="button button-small"
          aria-label={t("endOf", { caller })}
          onClick={() => onEnd(contact)}
        >
          {t("end")}
        </button>
      )}
    </span>
  );
}

function useWaitingColumns(
  { board, aheadMs }: BoardPart,
  acts: ContactActions | null,
): readonly Column<BoardContact>[] {
  const t = useTranslations("web.queues.board");
  const nameOf = useNames(board);
  return [
    { id: "place", header: t("place"), numeric: true, cell: ({ place }) => place ?? "–" },
    {
      id: "caller",
      header: t("caller"),
      cell: ({ contactId, caller }) => (
        <Link to="/layanan/kontak/$id" params={{ id: contactId }} className="font-semibold">
          <CallNumber number={caller} />
        </Link>
      ),
    },
    {
      id: "waited",
      header: t("waited"),
      numeric: true,
      cell: ({ joinedAt }) => <Elapsed since={joinedAt} aheadMs={aheadMs} />,
    },
    {
      id: "told",
      header: t("told"),
      numeric: true,
      cell: ({ toldMs }) => (toldMs === null ? t("untold") : lengthText(toldMs)),
    },
    { id: "state", header: t("state"), cell: (contact) => <WaitingState contact={contact} /> },
    { id: "called", header: t("called"), cell: ({ called }) => <CallNumber number={called} /> },
    { id: "queue", header: t("queue"), cell: ({ queueId }) => <LongName name={nameOf(queueId)} /> },
    ...(acts === null
      ? []
      : [
          {
            id: "acts",
            header: t("acts"),
            cell: (contact: BoardContact) => <WaitingActions contact={contact} {...acts} />,
          },
        ]),
  ];
}

function LongName({ name }: { readonly name: string }): ReactNode {
  return (
    <span className="line-clamp-2 min-w-0 [overflow-wrap:anywhere]" title={name}>
      {name}
    </span>
  );
}

/** The waiting contacts: position, caller, time waited, and estimated wait. */
export function WaitingTable(part: BoardPart): ReactNode {
  const t = useTranslations("web.queues.board");
  const { data: session } = useQuery(sessionQuery);
  const [asked, setAsked] = useState<{ readonly contact: BoardContact; readonly what: "arrange" | "end" } | null>(null);
  const columns = useWaitingColumns(
    part,
    may(session, "queue.manage")
      ? {
          onArrange: (contact) => setAsked({ contact, what: "arrange" }),
          onEnd: (contact) => setAsked({ contact, what: "end" }),
        }
      : null,
  );
  const close = (): void => setAsked(null);
  const { board, queueId } = part;
  const rows = waitingIn(board, queueId);
  const all = board.queues.reduce((sum, { id, waiting }) => (id === (queueId ?? id) ? sum + waiting : sum), 0);
  return (
    <Part title={t("whoWaits", { count: all })}>
      {rows.length === 0 ? (
        <p className="text-soft">{t("nobodyWaits")}</p>
      ) : (
        <DataTable caption={t("waitingCaption")} columns={columns} rows={rows} rowId={(row) => row.contactId} />
      )}
      {all > rows.length && rows.length > 0 ? (
        <p className="text-soft">{t("more", { count: all - rows.length })}</p>
      ) : null}
      {asked?.what === "arrange" ? <ContactActDialog contact={asked.contact} board={board} onClose={close} /> : null}
      {asked?.what === "end" && asked.contact.callId !== null ? (
        <EndCall callId={asked.contact.callId} caller={asked.contact.caller} onClose={close} />
      ) : null}
    </Part>
  );
}

/** Links to the agent's current contact: its timeline and, with permission, monitoring. */
function ContactCell({
  contactId,
  name,
  onSupervise,
}: {
  readonly contactId: string | null;
  readonly name: string;
  readonly onSupervise: (() => void) | null;
}): ReactNode {
  const t = useTranslations("web.queues.board");
  if (contactId === null) return "–";
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Link to="/layanan/kontak/$id" params={{ id: contactId }}>
        {t("story")}
      </Link>
      {onSupervise === null ? null : (
        <button
          type="button"
          className="button button-small"
          aria-label={t("superviseOf", { name })}
          onClick={onSupervise}
        >
          {t("supervise")}
        </button>
      )}
    </span>
  );
}

type OnSupervise = ((contact: BoardContact) => void) | null;

function useAgentColumns({ board, aheadMs }: BoardPart, onSupervise: OnSupervise): readonly Column<BoardAgent>[] {
  const t = useTranslations("web.queues.board");
  const words = useTranslations("web.queues");
  const locale = useLocale();
  const nameOf = useNames(board);
  return [
    {
      id: "name",
      header: words("agentName"),
      cell: ({ name }) => (
        <span className="font-semibold">
          <LongName name={name} />
        </span>
      ),
    },
    {
      id: "state",
      header: t("state"),
      cell: ({ state, reason }) => (
        <span className="grid justify-items-start gap-1">
          <AgentState state={state} reason={reason} />
        </span>
      ),
    },
    {
      id: "for",
      header: t("for"),
      numeric: true,
      cell: ({ since }) => (
        <span className="grid">
          <Elapsed since={since} aheadMs={aheadMs} />
          <span className="text-small whitespace-nowrap text-soft">
            {words("since", { at: timeOfDay(since, board.timeZone, locale) })}
          </span>
        </span>
      ),
    },
    {
      id: "contact",
      header: t("contact"),
      cell: ({ contactId, name, state }) => {
        const contact = board.contacts.find((one) => one.contactId === contactId);
        // The call of a callback is a separate call, which the live calls screen shows.
        const isTalking = state === "talking" && contact !== undefined && contact.kind === "call";
        const supervise = isTalking && onSupervise !== null ? () => onSupervise(contact) : null;
        return <ContactCell contactId={contactId} name={name} onSupervise={supervise} />;
      },
    },
    {
      id: "serves",
      header: words("serves"),
      cell: ({ queueIds }) =>
        queueIds.length === 0 ? words("servesNone") : <LongName name={queueIds.map(nameOf).join(", ")} />,
    },
  ];
}

/** The agents who are logged in, with their states and durations. */
export function AgentsTable(part: BoardPart): ReactNode {
  const t = useTranslations("web.queues.board");
  const { data: session } = useQuery(sessionQuery);
  const [supervised, setSupervised] = useState<BoardContact | null>(null);
  const columns = useAgentColumns(part, may(session, "call.supervise") ? setSupervised : null);
  const rows = agentsOf(part.board, part.queueId);
  return (
    <Part title={t("agents", { count: rows.length })}>
      {rows.length === 0 ? (
        <p className="text-soft">{t("noAgents")}</p>
      ) : (
        <DataTable caption={t("agentsCaption")} columns={columns} rows={rows} rowId={(row) => row.agentId} />
      )}
      {supervised === null || supervised.callId === null ? null : (
        <LiveSuperviseDialog
          callId={supervised.callId}
          caller={supervised.caller}
          onClose={() => setSupervised(null)}
        />
      )}
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <section className="grid gap-3" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
