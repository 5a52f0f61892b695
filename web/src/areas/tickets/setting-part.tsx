/** Who is told at which share of a promise, when what is solved closes, and the address of the page for customers. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { TextField } from "../../parts/fields.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { settingQuery, TICKETS_KEY, type TicketSetting } from "./ticket-data.ts";

const FIELDS = ["assigneePercent", "supervisorPercent", "administratorPercent", "closeAfterDays"] as const;
type Field = (typeof FIELDS)[number];

const BOUNDS: Readonly<Record<Field, readonly [least: number, most: number]>> = {
  assigneePercent: [10, 200],
  supervisorPercent: [10, 200],
  administratorPercent: [10, 200],
  closeAfterDays: [1, 90],
};

/** The section. */
export function SettingPart(): ReactNode {
  const t = useTranslations("web.tickets.categories");
  const found = useQuery(settingQuery);
  const { data } = found;
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="ticket-rules">
      <h2 id="ticket-rules" className="text-lead">
        {t("rules")}
      </h2>
      <p className="max-w-[70ch] text-soft">{t("rulesLead")}</p>
      <Awaiting query={found} lines={3} />
      {data === undefined ? null : (
        <>
          <SettingForm key={data.version} setting={data} />
          <div>
            <h3>{t("page")}</h3>
            <p className="text-soft">{t("pageText")}</p>
            <p className="[overflow-wrap:anywhere]">
              <a href={`/tiket/${data.page}`}>{`${window.location.origin}/tiket/${data.page}`}</a>
            </p>
          </div>
        </>
      )}
    </section>
  );
}

function SettingForm({ setting }: { readonly setting: TicketSetting }): ReactNode {
  const t = useTranslations("web.tickets.categories");
  const form = useSavedForm({
    initial: {
      assigneePercent: String(setting.assigneePercent),
      supervisorPercent: String(setting.supervisorPercent),
      administratorPercent: String(setting.administratorPercent),
      closeAfterDays: String(setting.closeAfterDays),
    },
    faultsOf: (values) =>
      FIELDS.map((field) => {
        const value = Number(values[field]);
        const [least, most] = BOUNDS[field];
        const isFit = values[field].trim() !== "" && Number.isInteger(value) && value >= least && value <= most;
        return isFit ? undefined : { field, message: t(field === "closeAfterDays" ? "daysFault" : "percentFault") };
      }),
    save: ({ assigneePercent, supervisorPercent, administratorPercent, closeAfterDays }) => {
      const body = {
        assigneePercent: Number(assigneePercent),
        supervisorPercent: Number(supervisorPercent),
        administratorPercent: Number(administratorPercent),
        closeAfterDays: Number(closeAfterDays),
        expectedVersion: setting.version,
      };
      return read<unknown>(api.PUT("/api/service/ticket-setting", { body }));
    },
    refreshes: TICKETS_KEY,
  });
  return (
    <SavedFormFrame form={form} submit={t("save")}>
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map((name) => (
          <TextField key={name} {...form.text(name)} label={t(name)} inputMode="numeric" maxLength={3} />
        ))}
      </div>
    </SavedFormFrame>
  );
}
