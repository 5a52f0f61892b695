/** The messages that a carrier accepted on a day, as a file with its digest, and a comparison with the carrier's file. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { DayField } from "../../parts/day-field.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { rupiah } from "../../words/amounts.ts";
import { carriersQuery } from "../sms-carriers/carrier-data.ts";
import { CarrierWays } from "../sms-carriers/carrier-ways.tsx";
import { CarrierFile } from "./carrier-file.tsx";
import { reconciliationQuery } from "./reconciliation-data.ts";

/** The screen of `/operator-sms/pencocokan`. */
export function ReconciliationScreen(): ReactNode {
  const t = useTranslations("web.smsReport.reconcile");
  const { carrier = "", day = "" } = useSearch({ from: "/operator-sms/pencocokan" });
  const navigate = useNavigate({ from: "/operator-sms/pencocokan" });
  const carriers = useQuery(carriersQuery);
  const go = (change: { readonly carrier?: string; readonly day?: string }) =>
    void navigate({ search: { carrier, day, ...change }, replace: true });
  const isChosen = carrier !== "" && day !== "";
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CarrierWays />}>
      <div className="grid gap-6">
        <div className="flex flex-wrap items-center gap-3">
          <label className="inline-flex items-center gap-2 text-small">
            <span className="text-soft">{t("carrier")}</span>
            <select
              className="input input-small w-auto max-w-[16rem]"
              value={carrier}
              onChange={({ target }) => go({ carrier: target.value })}
            >
              <option value="">–</option>
              {carriers.data?.items.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <DayField label={t("day")} value={day} onChange={(chosen) => go({ day: chosen })} />
        </div>
        {isChosen ? <DayOfCarrier key={`${carrier} ${day}`} carrierId={carrier} day={day} /> : <p>{t("choose")}</p>}
      </div>
    </Page>
  );
}

interface Chosen {
  readonly carrierId: string;
  readonly day: string;
}

function DayOfCarrier({ carrierId, day }: Chosen): ReactNode {
  const t = useTranslations("web.smsReport.reconcile");
  const locale = useLocale();
  const found = useQuery(reconciliationQuery({ carrierId, day }));
  const { data } = found;
  return (
    <>
      <Awaiting query={found} lines={3} />
      {data === undefined ? null : (
        <section className="card grid gap-3 p-5" aria-label={t("title")}>
          <p className="text-lead font-semibold">
            {t("facts", { parts: data.parts, open: data.open, cost: rupiah(data.costRupiah, locale) })}
          </p>
          <dl>
            <dt className="text-small text-soft">{t("digest")}</dt>
            <dd className="[overflow-wrap:anywhere] tabular-nums">{data.sha256}</dd>
          </dl>
          <p className="text-small text-soft">{t("digestHint")}</p>
          <a
            className="button justify-self-start"
            href={addressOf(`/api/service/sms/carriers/${carrierId}/reconciliation/file`, { query: { day } })}
            download
          >
            {t("file")}
          </a>
        </section>
      )}
      <CarrierFile carrierId={carrierId} day={day} />
    </>
  );
}
