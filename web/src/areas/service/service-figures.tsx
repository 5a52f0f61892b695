/** Today's figures of a call centre: calls, phones, trunks; each links to its screen. */
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { count, longDate } from "../../words/dates.ts";
import { AgreementBadge, AnswerBadge, ModeBadge, PowerBadge } from "./service-badges.tsx";
import type { ServiceHome } from "./service-data.ts";

type NumberToday = ServiceHome["numbers"][number];

function Figure({ value, label }: { readonly value: string; readonly label: string }): ReactNode {
  return (
    <div className="card grid gap-1 p-4">
      <dd className="text-hero leading-none font-semibold">{value}</dd>
      <dt className="order-last text-small text-soft">{label}</dt>
    </div>
  );
}

function NumbersToday({ numbers }: { readonly numbers: readonly NumberToday[] }): ReactNode {
  const t = useTranslations("web.service.home");
  const columns = useMemo<readonly Column<NumberToday>[]>(
    () => [
      {
        id: "code",
        header: t("code"),
        cell: (row) => (
          <span className="grid gap-1">
            <Link to="/layanan/nomor/$code" params={{ code: row.code }} className="font-semibold">
              {row.code}
            </Link>
            <span className="text-small break-words text-soft">{row.label}</span>
          </span>
        ),
      },
      { id: "mode", header: t("mode"), cell: (row) => <ModeBadge mode={row.mode} /> },
      { id: "answered", header: t("answered"), numeric: true, cell: (row) => row.answered },
      { id: "missed", header: t("missed"), numeric: true, cell: (row) => row.missed },
      {
        id: "phones",
        header: t("phonesReached"),
        numeric: true,
        cell: (row) => t("ofPhones", { registered: row.registered, total: row.phones }),
      },
    ],
    [t],
  );
  return <DataTable caption={t("numbersToday")} columns={columns} rows={numbers} rowId={(row) => row.code} />;
}

function Lines({ trunks }: Pick<ServiceHome, "trunks">): ReactNode {
  const t = useTranslations("web.service.home");
  const locale = useLocale();
  return (
    <ul className="grid gap-3">
      {trunks.map((trunk) => (
        <li key={trunk.id} className="card flex flex-wrap items-center justify-between gap-2 p-4">
          <span className="grid min-w-0 gap-1">
            <Link to="/layanan/sambungan/$id" params={{ id: trunk.id }} className="font-semibold break-words">
              {trunk.name}
            </Link>
            <span className="text-small text-soft">
              {trunk.agreementUntil === null
                ? t("lineChannels", { channels: trunk.channelsMax })
                : t("line", { channels: trunk.channelsMax, date: longDate(trunk.agreementUntil, locale) })}
            </span>
          </span>
          <span className="flex flex-wrap gap-2">
            <PowerBadge isOn={trunk.isOn} />
            <AnswerBadge state={trunk.state} isOn={trunk.isOn} />
            {trunk.agreement === "in-force" ? null : <AgreementBadge agreement={trunk.agreement} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The figures of today. */
export function ServiceFigures({ home }: { readonly home: ServiceHome }): ReactNode {
  const t = useTranslations("web.service.home");
  const locale = useLocale();
  const sum = (what: "answered" | "missed"): number => home.numbers.reduce((total, one) => total + one[what], 0);
  return (
    <div className="grid gap-6">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Figure value={count(home.callsNow, locale)} label={t("callsNow")} />
        <Figure value={count(sum("answered"), locale)} label={t("answeredToday")} />
        <Figure value={count(sum("missed"), locale)} label={t("missedToday")} />
        <Figure
          value={t("ofPhones", { registered: home.phones.registered, total: home.phones.total })}
          label={t("phonesReached")}
        />
      </dl>
      <section className="grid gap-3">
        <h2>{t("numbersToday")}</h2>
        <NumbersToday numbers={home.numbers} />
      </section>
      <section className="grid gap-3">
        <h2>{t("lines")}</h2>
        {home.trunks.length === 0 ? <p>{t("noLines")}</p> : <Lines trunks={home.trunks} />}
      </section>
    </div>
  );
}
