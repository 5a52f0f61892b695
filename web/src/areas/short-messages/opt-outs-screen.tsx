/** Opt-outs: numbers that must not receive messages; search, add and remove. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { OPT_OUTS_PAGE } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { SearchBox } from "../../parts/list-tools.tsx";
import { Page } from "../../parts/page.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { moment } from "../../words/dates.ts";
import { SettingsWays } from "./settings-ways.tsx";
import { type OptOutRow, optOutsQuery, sendersQuery } from "./sms-settings-data.ts";

const NUMBER_MAX = 30;

/** The screen of `/layanan/pengirim/penolak`. */
export function OptOutsScreen(): ReactNode {
  const t = useTranslations("web.smsSettings.optOuts");
  const { to = "" } = useSearch({ from: "/layanan/pengirim/penolak" });
  const navigate = useNavigate({ from: "/layanan/pengirim/penolak" });
  const found = useQuery(optOutsQuery(to));
  const columns = useColumns();
  const rows = found.data?.items;
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<SettingsWays />}>
      <div className="grid gap-8">
        <NoteNumber />
        <section className="grid gap-3" aria-labelledby="opt-outs">
          <h2 id="opt-outs">{t("list")}</h2>
          <div className="flex flex-wrap">
            <SearchBox
              value={to}
              label={t("search")}
              onSearch={(text) => void navigate({ search: { to: text }, replace: true })}
            />
          </div>
          <List
            query={found}
            lines={4}
            caption={t("list")}
            columns={columns}
            empty={{
              title: to === "" ? t("emptyTitle") : t("noneTitle"),
              text: to === "" ? t("emptyText") : t("noneText"),
            }}
          />
          {rows?.length === OPT_OUTS_PAGE ? (
            <p className="text-small text-soft">{t("newest", { most: OPT_OUTS_PAGE })}</p>
          ) : null}
        </section>
      </div>
    </Page>
  );
}

function NoteNumber(): ReactNode {
  const t = useTranslations("web.smsSettings.optOuts");
  const senders = useQuery(sendersQuery);
  const form = useSavedForm({
    initial: { recipient: "", senderId: "" },
    faultsOf: (_values, missing) => [missing("recipient", t("recipient"))],
    save: ({ recipient, senderId }) => {
      const body = { recipient: recipient.trim(), senderId: senderId === "" ? null : senderId };
      return read(api.POST("/api/service/sms/opt-outs", { body }));
    },
    clears: { recipient: "", senderId: "" },
    refreshes: ["service", "sms-opt-outs"],
  });
  return (
    <div className="card grid gap-4 p-5">
      <h2 className="text-lead">{t("newTitle")}</h2>
      <SavedFormFrame form={form} submit={t("add")} done={t("added")}>
        <div className="grid items-end gap-4 md:grid-cols-2">
          <TextField
            {...form.text("recipient")}
            label={t("recipient")}
            hint={t("recipientHint")}
            inputMode="tel"
            autoComplete="off"
            maxLength={NUMBER_MAX}
          />
          <SelectField {...form.text("senderId")} label={t("sender")}>
            <option value="">{t("allSenders")}</option>
            {senders.data?.items.map(({ id, value }) => (
              <option key={id} value={id}>
                {value}
              </option>
            ))}
          </SelectField>
        </div>
      </SavedFormFrame>
    </div>
  );
}

function useColumns(): readonly Column<OptOutRow>[] {
  const t = useTranslations("web.smsSettings.optOuts");
  const all = useTranslations("web.smsSettings");
  const locale = useLocale();
  return [
    {
      id: "recipient",
      header: t("recipient"),
      cell: ({ recipient }) => <span className="font-semibold tabular-nums">+{recipient}</span>,
    },
    { id: "sender", header: t("sender"), look: "wrap", cell: ({ sender }) => sender ?? t("all") },
    { id: "source", header: t("source"), cell: ({ source }) => t(`sources.${source}`) },
    { id: "at", header: t("at"), cell: ({ createdAt }) => moment(createdAt, locale) },
    {
      id: "acts",
      header: all("acts"),
      actions: (row) => [
        {
          text: t("end"),
          label: t("endOf", { number: `+${row.recipient}` }),
          ends: {
            title: t("endTitle", { number: `+${row.recipient}` }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/sms/opt-outs/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}
