/** The reason of an offer: a sentence, and a table of the compared agents. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { lengthText } from "../calls/call-words.ts";
import type { Compared, OfferReason } from "./contact-events.ts";

interface OfferWhyProps {
  readonly reason: OfferReason;
  readonly nameOf: (id: string) => string;
}

/** A count as a message parameter; messages for criteria that were not compared do not use it. */
const numberIn = (value: number | null | undefined): number => value ?? 0;

/** A sentence with the deciding criterion, then a table of all candidates. */
export function OfferWhy({ reason, nameOf }: OfferWhyProps): ReactNode {
  const t = useTranslations("web.queues.story.offer");
  const { decidedBy, last, next, compared, position, waitedMs } = reason;
  const [idle, nextIdle] = [lengthText(numberIn(last.idleMs)), lengthText(numberIn(next?.idleMs))];
  // Idle times that differ by less than a second would be formatted as equal.
  const key = decidedBy === "idle-since" && idle === nextIdle ? "idle-a-little" : decidedBy;
  const why = t(`why.${key}`, {
    agent: nameOf(last.agentId),
    next: next === null ? "–" : nameOf(next.agentId),
    tier: numberIn(last.tier),
    nextTier: numberIn(next?.tier),
    shortfall: numberIn(last.shortfall),
    nextShortfall: numberIn(next?.shortfall),
    contacts: numberIn(last.contacts),
    nextContacts: numberIn(next?.contacts),
    idle,
    nextIdle,
  });
  return (
    <div className="mt-2 grid gap-2">
      <p className="text-small [overflow-wrap:anywhere]">
        {why}
        {position === null || waitedMs === null ? null : ` ${t("stood", { position, waited: lengthText(waitedMs) })}`}
      </p>
      {compared.length < 2 ? null : <ComparedTable compared={compared} nameOf={nameOf} />}
    </div>
  );
}

function ComparedTable({
  compared,
  nameOf,
}: {
  readonly compared: readonly Compared[];
  readonly nameOf: (id: string) => string;
}): ReactNode {
  const t = useTranslations("web.queues.story.offer");
  const hasContacts = compared.some(({ contacts }) => contacts !== null);
  const hasOwn = compared.some(({ isOwn }) => isOwn === true);
  const columns: readonly Column<Compared>[] = [
    {
      id: "agent",
      header: t("agent"),
      cell: ({ agentId, isChosen }) => (
        <span className={isChosen ? "font-semibold [overflow-wrap:anywhere]" : "[overflow-wrap:anywhere]"}>
          {isChosen ? t("chosen", { agent: nameOf(agentId) }) : nameOf(agentId)}
        </span>
      ),
    },
    ...(hasOwn ? [{ id: "own", header: t("own"), cell: ({ isOwn }: Compared) => (isOwn ? t("ownYes") : "–") }] : []),
    { id: "tier", header: t("tier"), numeric: true, cell: ({ tier }) => tier ?? "–" },
    { id: "shortfall", header: t("shortfall"), numeric: true, cell: ({ shortfall }) => shortfall ?? "–" },
    ...(hasContacts
      ? [{ id: "contacts", header: t("contacts"), numeric: true, cell: ({ contacts }: Compared) => contacts ?? "–" }]
      : []),
    {
      id: "idle",
      header: t("idle"),
      numeric: true,
      cell: ({ idleMs }) => (idleMs === null ? "–" : lengthText(idleMs)),
    },
  ];
  return <DataTable caption={t("caption")} columns={columns} rows={compared} rowId={({ agentId }) => agentId} />;
}
