/** SMS numbers: prefixes that are not counted, and unassigned numbers with inbound messages. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PREFIX } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { moment } from "../../words/dates.ts";
import { tenantsQuery } from "../service/service-data.ts";
import { type FreeRow, freeQuery, type UnownedRow, unownedQuery } from "./carrier-data.ts";
import { CarrierWays } from "./carrier-ways.tsx";

const PREFIX_LENGTH_MAX = 15;
const REASON_LENGTH_MAX = 200;

/** The screen of `/operator-sms/nomor`. */
export function CarrierNumbersScreen(): ReactNode {
  const t = useTranslations("web.smsCarriers.numbers");
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CarrierWays />}>
      <div className="grid gap-10">
        <FreePart />
        <UnownedPart />
      </div>
    </Page>
  );
}

function FreePart(): ReactNode {
  const t = useTranslations("web.smsCarriers.numbers.free");
  const found = useQuery(freeQuery);
  const columns = useFreeColumns();
  return (
    <section className="grid gap-4" aria-labelledby="free">
      <div className="grid gap-1">
        <h2 id="free">{t("title")}</h2>
        <p className="max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      <FreeForm />
      <List query={found} lines={2} caption={t("title")} columns={columns} empty={{ text: t("none") }} />
    </section>
  );
}

function FreeForm(): ReactNode {
  const t = useTranslations("web.smsCarriers.numbers.free");
  const tenants = useQuery(tenantsQuery);
  const form = useSavedForm({
    initial: { prefix: "", centreId: "", reason: "" },
    faultsOf: ({ prefix }, missing) => [
      PREFIX.test(prefix.trim()) ? undefined : { field: "prefix", message: t("prefixFault") },
      missing("reason", t("reason")),
    ],
    save: ({ prefix, centreId, reason }) => {
      const body = { prefix: prefix.trim(), centreId: centreId === "" ? null : centreId, reason: reason.trim() };
      return read(api.POST("/api/service/sms/free-prefixes", { body }));
    },
    clears: { prefix: "", centreId: "", reason: "" },
    refreshes: freeQuery.queryKey,
  });
  return (
    <div className="card p-5">
      <SavedFormFrame form={form} submit={t("add")}>
        <div className="grid items-end gap-4 md:grid-cols-3">
          <TextField
            {...form.text("prefix")}
            label={t("prefix")}
            hint={t("prefixHint")}
            inputMode="numeric"
            autoComplete="off"
            maxLength={PREFIX_LENGTH_MAX}
          />
          <SelectField {...form.text("centreId")} label={t("centre")}>
            <option value="">{t("all")}</option>
            {tenants.data?.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <TextField {...form.text("reason")} label={t("reason")} maxLength={REASON_LENGTH_MAX} />
        </div>
      </SavedFormFrame>
    </div>
  );
}

function useFreeColumns(): readonly Column<FreeRow>[] {
  const t = useTranslations("web.smsCarriers.numbers.free");
  const locale = useLocale();
  return [
    { id: "prefix", header: t("prefix"), look: "strong-figures", cell: ({ prefix }) => prefix },
    { id: "centre", header: t("centre"), look: "wrap", cell: ({ centre }) => centre ?? t("all") },
    { id: "reason", header: t("reason"), look: "wrap", cell: ({ reason }) => reason },
    { id: "at", header: t("at"), cell: ({ createdAt }) => moment(createdAt, locale) },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) => [
        {
          text: t("end"),
          label: t("endOf", { prefix: row.prefix }),
          ends: {
            title: t("endTitle", { prefix: row.prefix }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/sms/free-prefixes/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}

function UnownedPart(): ReactNode {
  const t = useTranslations("web.smsCarriers.numbers.unowned");
  const locale = useLocale();
  const found = useQuery(unownedQuery);
  const columns: readonly Column<UnownedRow>[] = [
    { id: "recipient", header: t("recipient"), look: "strong-wrap", cell: ({ recipient }) => recipient },
    { id: "carrier", header: t("carrier"), look: "wrap", cell: ({ carrier }) => carrier },
    { id: "count", header: t("count"), cell: ({ count }) => count, numeric: true },
    { id: "firstAt", header: t("firstAt"), cell: ({ firstAt }) => moment(firstAt, locale) },
    { id: "lastAt", header: t("lastAt"), cell: ({ lastAt }) => moment(lastAt, locale) },
  ];
  return (
    <section className="grid gap-4" aria-labelledby="unowned">
      <div className="grid gap-1">
        <h2 id="unowned">{t("title")}</h2>
        <p className="max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      <List
        query={found}
        lines={2}
        caption={t("title")}
        columns={columns}
        rowId={({ recipient, carrier }) => `${recipient} ${carrier}`}
        empty={{ text: t("none") }}
      />
    </section>
  );
}
