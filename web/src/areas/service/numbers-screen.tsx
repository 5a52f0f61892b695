/** The access codes of a call centre: mode of each code with its reason, and missing prerequisites. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting, Empty, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { ModeBadge, ReachBadge } from "./service-badges.tsx";
import { type NumberRow, type NumbersAnswer, numbersQuery } from "./service-data.ts";

/** The screen where each missing prerequisite is set up; documents from Licensing arrive automatically. */
const MENDED_AT = {
  trunk: "/layanan/sambungan",
  "registered-phone": "/layanan/telepon",
} as const;

function Missing({ row }: { readonly row: NumberRow }): ReactNode {
  const t = useTranslations("web.service.numbers");
  const mayChange = useMay("service.manage");
  if (row.missing.length === 0) {
    return (
      <p className="flex items-center gap-2 text-small">
        <Icon name="check" size={18} />
        {t("ready")}
      </p>
    );
  }
  return (
    <div>
      <p className="text-small font-semibold">{t("missingTitle")}</p>
      <ul className="list-disc pl-5 text-small">
        {row.missing.map((what) => (
          <li key={what}>
            {what === "trunk" || what === "registered-phone" ? (
              <Link to={MENDED_AT[what]} className="inline-block py-0.5">
                {t(`missing.${what}`)}
              </Link>
            ) : mayChange && (what === "phone" || row.papers !== null) ? (
              <Link to="/layanan/nomor/$code" params={{ code: row.code }} className="inline-block py-0.5">
                {t(`missing.${what}`)}
              </Link>
            ) : (
              t(`missing.${what}`)
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rung({ row }: { readonly row: NumberRow }): ReactNode {
  const t = useTranslations("web.service.numbers");
  return (
    <div>
      <p className="text-small font-semibold">
        {t("rings", { count: row.phones.length, seconds: row.ringSeconds })}
        {" · "}
        {row.isRecorded ? t("recorded") : t("notRecorded")}
        {row.isRecorded && row.recordingNotice !== "none" ? ` · ${t(`notices.${row.recordingNotice}`)}` : ""}
      </p>
      <ul className="mt-1 grid gap-1">
        {row.phones.map((phone) => (
          <li key={phone.id} className="flex flex-wrap items-center gap-2 text-small">
            <span className="min-w-0 break-words">{t("phone", { extension: phone.extension, name: phone.name })}</span>
            <ReachBadge isRegistered={phone.isRegistered} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function NumberCard({ row, onLeave }: { readonly row: NumberRow; readonly onLeave: () => void }): ReactNode {
  const t = useTranslations("web.service.numbers");
  const mayChange = useMay("service.manage");
  return (
    <li className="card grid content-start gap-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-title">{row.code}</h2>
        <ModeBadge mode={row.mode} />
      </div>
      {row.label === "" ? null : <p className="break-words">{row.label}</p>}
      <p className="text-small text-soft">{t(`reason.${row.reason}`)}</p>
      {row.papers === null ? null : (
        <p className="text-small break-words text-soft">
          {row.papers.licenceNumber === ""
            ? t("decree", { decree: row.papers.decreeNumber })
            : t("decreeAndLicence", { decree: row.papers.decreeNumber, licence: row.papers.licenceNumber })}
        </p>
      )}
      <Missing row={row} />
      <Rung row={row} />
      {mayChange ? (
        <div className="flex flex-wrap gap-2">
          <Link
            to="/layanan/nomor/$code"
            params={{ code: row.code }}
            className="button button-small"
            aria-label={t("changeOf", { code: row.code })}
          >
            {t("change")}
          </Link>
          <button
            type="button"
            className="button button-small"
            aria-label={t("leaveOf", { code: row.code })}
            onClick={onLeave}
          >
            {t("leave")}
          </button>
        </div>
      ) : null}
    </li>
  );
}

function Waiting({ data }: { readonly data: NumbersAnswer }): ReactNode {
  const t = useTranslations("web.service.numbers");
  const mayChange = useMay("service.manage");
  if (data.waiting.length === 0 || !mayChange) return null;
  return (
    <div className="mb-5">
      <Notice tone="info" title={t("waitingTitle", { company: data.company ?? "" })}>
        <ul className="mt-2 grid gap-2">
          {data.waiting.map(({ code, mode }) => (
            <li key={code} className="flex flex-wrap items-center gap-3">
              <strong>{code}</strong>
              <ModeBadge mode={mode} />
              <Link to="/layanan/nomor/baru" search={{ code }} className="button button-small">
                {t("serve", { code })}
              </Link>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

/** The screen of numbers. */
export function ServiceNumbersScreen(): ReactNode {
  const t = useTranslations("web.service.numbers");
  const { data, error, refetch } = useQuery(numbersQuery);
  const [leaving, setLeaving] = useState<NumberRow | null>(null);
  const byHand = useMay("service.manage") ? (
    <Link to="/layanan/nomor/baru" className="button button-main">
      {t("addByHand")}
    </Link>
  ) : undefined;
  const hasAny = data !== undefined && data.items.length > 0;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      actions={
        hasAny ? (
          <>
            <Link to="/layanan/nomor/jawaban" className="button">
              {t("answering")}
            </Link>
            {byHand}
          </>
        ) : undefined
      }
    >
      <Awaiting query={{ data, error, refetch }} lines={4} height={120} />
      {data === undefined ? null : <Waiting data={data} />}
      {data !== undefined && data.items.length === 0 ? (
        <Empty title={t("emptyTitle")} action={byHand}>
          {t(data.company === null ? "emptyUntied" : "emptyTied", { company: data.company ?? "" })}
        </Empty>
      ) : null}
      {hasAny ? (
        <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {data.items.map((row) => (
            <NumberCard key={row.code} row={row} onLeave={() => setLeaving(row)} />
          ))}
        </ul>
      ) : null}
      {leaving === null ? null : (
        <EndDialog
          title={t("leaveTitle", { code: leaving.code })}
          text={t("leaveText")}
          yes={t("leaveYes")}
          end={() => read(api.DELETE("/api/service/numbers/{code}", { params: { path: { code: leaving.code } } }))}
          onClose={() => setLeaving(null)}
        />
      )}
    </Page>
  );
}
