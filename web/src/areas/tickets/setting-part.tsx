/** Who is told at which share of a promise, when what is solved closes, and the address of the page for customers. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { settingQuery, TICKETS_KEY, type TicketSetting } from "./ticket-data.ts";

const FIELDS = ["assigneePercent", "supervisorPercent", "administratorPercent", "closeAfterDays"] as const;
type Field = (typeof FIELDS)[number];

const BOUNDS: Readonly<Record<Field, readonly [least: number, most: number]>> = {
  assigneePercent: [10, 200],
  supervisorPercent: [10, 200],
  administratorPercent: [10, 200],
  closeAfterDays: [1, 90],
};

/** The part of the screen. */
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
  const cache = useQueryClient();
  const [form, setForm] = useState<Readonly<Record<Field, string>>>({
    assigneePercent: String(setting.assigneePercent),
    supervisorPercent: String(setting.supervisorPercent),
    administratorPercent: String(setting.administratorPercent),
    closeAfterDays: String(setting.closeAfterDays),
  });
  const saving = useMutation({
    mutationFn: () => {
      const { assigneePercent, supervisorPercent, administratorPercent, closeAfterDays } = form;
      const body = {
        assigneePercent: Number(assigneePercent),
        supervisorPercent: Number(supervisorPercent),
        administratorPercent: Number(administratorPercent),
        closeAfterDays: Number(closeAfterDays),
        expectedVersion: setting.version,
      };
      return read<unknown>(api.PUT("/api/service/ticket-setting", { body }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: TICKETS_KEY }),
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(saving.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unfit = FIELDS.filter((field) => {
      const value = Number(form[field]);
      const [least, most] = BOUNDS[field];
      return form[field].trim() === "" || !Number.isInteger(value) || value < least || value > most;
    }).map((field) => ({ field, message: t(field === "closeAfterDays" ? "daysFault" : "percentFault") }));
    if (isFree(unfit)) saving.mutate();
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map((name) => (
          <TextField
            key={name}
            name={name}
            label={t(name)}
            error={faultOf(name)}
            inputMode="numeric"
            maxLength={3}
            value={form[name]}
            onChange={({ target }) => setForm({ ...form, [name]: target.value })}
          />
        ))}
      </div>
      <div>
        <BusyButton type="submit" className="button" isBusy={saving.isPending}>
          {t("save")}
        </BusyButton>
      </div>
    </form>
  );
}
