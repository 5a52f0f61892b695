/** Instruments whose signatures are accepted on test evidence, with keys and calibrations. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { sessionQuery } from "../../../data/queries.ts";
import { Badge } from "../../../parts/badges.tsx";
import type { Column } from "../../../parts/data-table.tsx";
import { List } from "../../../parts/list-screen/list.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { shortDate } from "../../../words/dates.ts";
import { AddInstrument } from "./add-instrument.tsx";
import { type Instrument, instrumentsQuery } from "./instrument-data.ts";
import { CalibrateDialog, RevokeDialog } from "./instrument-dialogs.tsx";

const BADGE_STYLES = {
  valid: { shape: "tick", tone: "good" },
  "ends-soon": { shape: "triangle", tone: "wait" },
  over: { shape: "cross", tone: "bad" },
  unknown: { shape: "ring", tone: "quiet" },
  revoked: { shape: "cross", tone: "rest" },
} as const;

function Calibration({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const t = useTranslations("web.instruments");
  const locale = useLocale();
  const state = instrument.revokedAt === null ? instrument.calibration : "revoked";
  return (
    <span className="grid justify-items-start gap-1">
      <Badge {...BADGE_STYLES[state]}>{t(`state.${state}`)}</Badge>
      {instrument.revokedAt === null ? null : (
        <span className="text-small text-soft">
          {t("revokedOn", { date: shortDate(instrument.revokedAt, locale) })}
        </span>
      )}
      {instrument.calibratedUntil === null ? null : (
        <span className="text-small text-soft">
          {instrument.calibrationNumber} · {t("untilDay", { date: shortDate(instrument.calibratedUntil, locale) })}
        </span>
      )}
    </span>
  );
}

type InstrumentAction = { readonly act: "calibrate" | "revoke"; readonly instrument: Instrument };

function useColumns(onAsk: ((asked: InstrumentAction) => void) | null): readonly Column<Instrument>[] {
  const t = useTranslations("web.instruments");
  const locale = useLocale();
  const facts: readonly Column<Instrument>[] = [
    { id: "name", header: t("name"), look: "strong", cell: (row) => row.name },
    { id: "serial", header: t("serial"), cell: (row) => row.serial ?? "–" },
    { id: "calibration", header: t("calibrationTitle"), cell: (row) => <Calibration instrument={row} /> },
    { id: "key", header: t("key"), cell: (row) => <code className="text-small break-all">{row.publicKey}</code> },
    {
      id: "added",
      header: t("added"),
      cell: (row) => (
        <span>
          {shortDate(row.addedAt, locale)}
          <span className="block text-small text-soft">{t("by", { name: row.addedBy })}</span>
        </span>
      ),
    },
  ];
  if (onAsk === null) return facts;
  const button = (act: InstrumentAction["act"], instrument: Instrument): ReactNode => (
    <button type="button" className="button button-small" onClick={() => onAsk({ act, instrument })}>
      {t(act)}
      <span className="sr-only"> {instrument.name}</span>
    </button>
  );
  return [
    ...facts,
    {
      id: "actions",
      header: t("actions"),
      cell: (row) =>
        row.revokedAt !== null ? (
          "–"
        ) : (
          <span className="flex flex-wrap gap-2">
            {button("calibrate", row)}
            {button("revoke", row)}
          </span>
        ),
    },
  ];
}

/** The screen of `/alat-ukur`. */
export function InstrumentsScreen(): ReactNode {
  const t = useTranslations("web.instruments");
  const { data: session } = useQuery(sessionQuery);
  const query = useQuery(instrumentsQuery);
  const [asked, setAsked] = useState<InstrumentAction | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const mayChange = session?.memberships.some(({ role, team }) => role === "coordinator" && team === "tests") ?? false;
  const columns = useColumns(mayChange ? setAsked : null);
  return (
    <Page width="working" title={t("title")} lead={t("lead")}>
      <div role="status" className="mb-4">
        {added === null ? null : <Notice tone="good">{t("addDone", { name: added })}</Notice>}
      </div>
      <div className="grid items-start gap-6 xl:grid-cols-[1fr_380px]">
        <div className="min-w-0">
          <List
            query={query}
            caption={t("title")}
            columns={columns}
            empty={{ title: t("emptyTitle"), text: t("emptyText") }}
          />
        </div>
        {mayChange ? <AddInstrument onAdded={setAdded} /> : null}
      </div>
      {asked?.act === "calibrate" ? (
        <CalibrateDialog instrument={asked.instrument} onClose={() => setAsked(null)} />
      ) : null}
      {asked?.act === "revoke" ? <RevokeDialog instrument={asked.instrument} onClose={() => setAsked(null)} /> : null}
    </Page>
  );
}
