/** The decrees, applications, holds and orders of a code, each with a link. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { ApplicationState } from "../../data/types.ts";
import { ApplicationBadge } from "../../parts/case-badges.tsx";
import { moment, shortDate } from "../../words/dates.ts";
import type { CodeRecord } from "./inventory-data.ts";
import { OrderBadge } from "./order-badge.tsx";

function Group({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }): ReactNode {
  if (children.length === 0) return null;
  return (
    <section className="card p-5">
      <h2 className="mb-2 text-lead">{title}</h2>
      <ul className="grid gap-3">{children}</ul>
    </section>
  );
}

function Decrees({ record }: { readonly record: CodeRecord }): ReactNode {
  const t = useTranslations("web.inventory.record");
  const locale = useLocale();
  const { earlierDecree: earlier } = record;
  return (
    <Group title={t("decrees")}>
      {earlier === null
        ? []
        : [
            <li key={earlier.id}>
              <a href={`/validasi-sk/${earlier.id}`} className="font-semibold">
                {earlier.number}
              </a>
              <p className="text-small break-words text-soft">
                {shortDate(earlier.decidedOn, locale)} · {earlier.organisationName} · {t("earlierDecree")}
              </p>
            </li>,
          ]}
      {record.decrees.map((one) => (
        <li key={one.id}>
          <a href={`/validasi-sk/${one.id}`} className="font-semibold">
            {one.number}
          </a>
          <p className="text-small break-words text-soft">
            {shortDate(one.decidedAt, locale)} · {one.organisationName}
            {one.revokedAt === null ? "" : ` · ${t("revokedOn", { date: shortDate(one.revokedAt, locale) })}`}
            {one.supersededAt === null ? "" : ` · ${t("supersededOn", { date: shortDate(one.supersededAt, locale) })}`}
          </p>
        </li>
      ))}
    </Group>
  );
}

/** The non-empty groups. */
export function RecordTies({ record }: { readonly record: CodeRecord }): ReactNode {
  const t = useTranslations("web.inventory.record");
  const order = useTranslations("web.inventory.order");
  const locale = useLocale();
  const ends = useTranslations("web.inventory.record.holdEnds");
  return (
    <>
      <Decrees record={record} />
      <Group title={t("applications")}>
        {record.applications.map((one) => (
          <li key={one.id} className="grid gap-1">
            <span className="flex flex-wrap items-center gap-3">
              <Link to="/permohonan/$id" params={{ id: one.id }} className="font-semibold">
                {one.number}
              </Link>
              <ApplicationBadge state={one.state as ApplicationState} />
            </span>
            <span className="text-small break-words text-soft">{one.organisationName}</span>
          </li>
        ))}
      </Group>
      <Group title={t("holds")}>
        {record.holds.map((one) => (
          <li key={one.id} className="text-small">
            <p className="font-semibold break-words">{one.organisationName}</p>
            <p className="break-words text-soft">
              {moment(one.heldAt, locale)} · {one.personName} ·{" "}
              {one.endedReason === null ? t("holdOpen") : ends(one.endedReason as "expired")}
            </p>
          </li>
        ))}
      </Group>
      <Group title={t("orders")}>
        {record.orders.map((one) => (
          <li key={one.id} className="grid gap-1">
            <span className="flex flex-wrap items-center gap-3">
              <Link to="/inventaris/perintah/$id" params={{ id: one.id }} className="font-semibold">
                {order(`kinds.${one.kind}`)}
              </Link>
              <OrderBadge state={one.state} />
            </span>
            <span className="text-small break-words text-soft">{one.reason}</span>
          </li>
        ))}
      </Group>
    </>
  );
}
