/** The dialog that adds or changes a category: its name, opening hours, and the hours to answer and solution of each priority. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { LIMITS, PRIORITIES, type Priority } from "../../../../src/service/acd/tickets/ticket-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { namedHoursQuery } from "../flows/flows-data.ts";
import { TICKETS_KEY, type TicketCategory } from "./ticket-data.ts";

const MINUTES = 60;
const HOURS = { least: 0.25, most: 500 } as const;
const GOALS = { answerMinutes: "answerOf", solutionMinutes: "solutionOf" } as const;
type PromiseField = `promises.${Priority}.${keyof typeof GOALS}`;

/** A field for each goal of each priority. */
const PROMISES = PRIORITIES.flatMap((priority) =>
  (["answerMinutes", "solutionMinutes"] as const).map((goal) => ({
    priority,
    goal,
    name: `promises.${priority}.${goal}` as const,
  })),
);

const USUAL: TicketCategory["promises"] = {
  urgent: { answerMinutes: 60, solutionMinutes: 240 },
  high: { answerMinutes: 120, solutionMinutes: 480 },
  normal: { answerMinutes: 240, solutionMinutes: 960 },
  low: { answerMinutes: 480, solutionMinutes: 2_400 },
};

const hoursIn = (text: string): number => Number(text.trim().replace(",", "."));
const isHours = (text: string): boolean =>
  text.trim() !== "" && hoursIn(text) >= HOURS.least && hoursIn(text) <= HOURS.most;

function initialOf(category: TicketCategory | null) {
  const { name, hoursId, promises } = category ?? { name: "", hoursId: "", promises: USUAL };
  const hours = PROMISES.map(({ priority, goal, name: field }) => [field, String(promises[priority][goal] / MINUTES)]);
  return { name, hoursId, ...(Object.fromEntries(hours) as Readonly<Record<PromiseField, string>>) };
}

function promisesIn(values: Readonly<Record<PromiseField, string>>): TicketCategory["promises"] {
  const minutes = (field: PromiseField) => Math.round(hoursIn(values[field]) * MINUTES);
  const promise = (priority: Priority) => ({
    answerMinutes: minutes(`promises.${priority}.answerMinutes`),
    solutionMinutes: minutes(`promises.${priority}.solutionMinutes`),
  });
  return { urgent: promise("urgent"), high: promise("high"), normal: promise("normal"), low: promise("low") };
}

/** The dialog; `category` is null for a new one. */
export function CategoryDialog({
  category,
  onClose,
}: {
  readonly category: TicketCategory | null;
  readonly onClose: () => void;
}): ReactNode {
  const all = useTranslations("web.tickets");
  const t = useTranslations("web.tickets.categories");
  const hours = useQuery(namedHoursQuery);
  const items = hours.data?.items ?? [];
  const hoursOf = (id: string) => (id === "" && items.length === 1 ? (items[0]?.id ?? "") : id);
  const form = useSavedForm({
    initial: initialOf(category),
    faultsOf: (values, missing) => [
      missing("name", t("name")),
      hoursOf(values.hoursId) === "" ? missing("hoursId", t("hours")) : undefined,
      ...PROMISES.map(({ name }) => (isHours(values[name]) ? undefined : { field: name, message: t("hoursFault") })),
    ],
    save: (values) => {
      const body = { name: values.name.trim(), hoursId: hoursOf(values.hoursId), promises: promisesIn(values) };
      if (category === null) return read<unknown>(api.POST("/api/service/ticket-categories", { body }));
      const params = { path: { id: category.id } };
      const change = { ...body, expectedVersion: category.version };
      return read<unknown>(api.PUT("/api/service/ticket-categories/{id}", { params, body: change }));
    },
    refreshes: TICKETS_KEY,
    onSaved: onClose,
  });
  const title = category === null ? t("add") : t("editOf", { name: category.name });
  return (
    <SavedFormDialog title={title} form={form} submit={t("save")} onClose={onClose}>
      <TextField {...form.text("name")} label={t("name")} maxLength={LIMITS.name} />
      <Awaiting query={hours} lines={1} />
      <SelectField {...form.text("hoursId")} label={t("hours")} value={hoursOf(form.values.hoursId)}>
        <option value="">{t("chooseHours")}</option>
        {category === null || items.some(({ id }) => id === category.hoursId) ? null : (
          <option value={category.hoursId}>{category.hoursName}</option>
        )}
        {items.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <fieldset className="grid gap-3 border-0 p-0 sm:grid-cols-2 sm:items-end">
        <legend className="field-label mb-1">{t("promise")}</legend>
        <p className="field-hint sm:col-span-2">{t("hoursHint")}</p>
        {PROMISES.map(({ priority, goal, name }) => (
          <TextField
            key={name}
            {...form.text(name)}
            label={t(GOALS[goal], { priority: all(`priorities.${priority}`) })}
            inputMode="decimal"
            maxLength={8}
          />
        ))}
      </fieldset>
    </SavedFormDialog>
  );
}
