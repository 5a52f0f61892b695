/** The routes from SMS numbers to queues. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import {
  AWAY_TEXT_MAX,
  IDLE_HOURS,
  ROUTE_WORD,
} from "../../../../src/service/messaging/conversations/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { type ThreadRoute, type ThreadRoutes, threadRoutesQuery } from "./thread-data.ts";

const WORD_MAX = 20;

/** The list of routes with the form that adds one. */
export function RoutesPart(): ReactNode {
  const t = useTranslations("web.smsThreads.routes");
  const found = useQuery(threadRoutesQuery);
  const columns = useColumns();
  const { data } = found;
  const isReady = data !== undefined && data.senders.length > 0 && data.queues.length > 0;
  return (
    <section className="grid gap-4" aria-labelledby="thread-routes">
      <div className="grid gap-1">
        <h2 id="thread-routes">{t("title")}</h2>
        <p className="max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      <Awaiting query={found} lines={3} />
      {data === undefined || isReady ? null : <p className="card p-5">{t("notReady")}</p>}
      {isReady ? <RouteForm choices={data} /> : null}
      {data === undefined || data.items.length === 0 ? null : (
        <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={({ id }) => id} />
      )}
    </section>
  );
}

function RouteForm({ choices }: { readonly choices: ThreadRoutes }): ReactNode {
  const t = useTranslations("web.smsThreads.routes");
  const form = useSavedForm({
    initial: {
      senderId: choices.senders[0]?.id ?? "",
      word: "",
      queueId: choices.queues[0]?.id ?? "",
      idleHours: String(IDLE_HOURS.usual),
      hoursId: "",
      awayText: "",
    },
    faultsOf: ({ word, idleHours, hoursId }, missing) => {
      const { least, most } = IDLE_HOURS;
      const isWord = word.trim() === "" || ROUTE_WORD.test(word.trim().toUpperCase());
      const hours = /^\d{1,3}$/.test(idleHours) ? Number(idleHours) : 0;
      const isFit = hours >= least && hours <= most;
      return [
        isWord ? undefined : { field: "word", message: t("wordFault") },
        isFit ? undefined : { field: "idleHours", message: t("idleFault", { least, most }) },
        hoursId === "" ? undefined : missing("awayText", t("awayText")),
      ];
    },
    save: ({ word, idleHours, hoursId, awayText, ...rest }) => {
      const hours = hoursId === "" ? null : hoursId;
      const body = {
        ...rest,
        word: word.trim() === "" ? null : word.trim(),
        idleHours: Number(idleHours),
        hoursId: hours,
        awayText: hours === null ? "" : awayText.trim(),
      };
      return read(api.POST("/api/service/sms/thread-routes", { body }));
    },
    clears: { word: "" },
    refreshes: threadRoutesQuery.queryKey,
  });
  const fieldOf = (name: keyof typeof form.values) => ({ ...form.text(name), label: t(name) });
  const optionsOf = (all: readonly { readonly id: string; readonly name: string }[]) =>
    all.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ));
  return (
    <div className="card p-5">
      <SavedFormFrame form={form} submit={t("add")}>
        <div className="grid items-end gap-4 md:grid-cols-2">
          <SelectField {...fieldOf("senderId")}>{optionsOf(choices.senders)}</SelectField>
          <TextField {...fieldOf("word")} hint={t("wordHint")} maxLength={WORD_MAX} autoComplete="off" />
          <SelectField {...fieldOf("queueId")}>{optionsOf(choices.queues)}</SelectField>
          <TextField {...fieldOf("idleHours")} hint={t("idleHint")} inputMode="numeric" maxLength={3} />
          {choices.hours.length === 0 ? null : (
            <SelectField {...fieldOf("hoursId")}>
              <option value="">{t("noHours")}</option>
              {optionsOf(choices.hours)}
            </SelectField>
          )}
        </div>
        {form.values.hoursId === "" ? null : (
          <TextArea {...fieldOf("awayText")} hint={t("awayHint")} rows={3} maxLength={AWAY_TEXT_MAX} />
        )}
      </SavedFormFrame>
    </div>
  );
}

function useColumns(): readonly Column<ThreadRoute>[] {
  const t = useTranslations("web.smsThreads.routes");
  return [
    { id: "sender", header: t("senderId"), look: "strong-wrap", cell: ({ sender }) => sender },
    { id: "word", header: t("word"), cell: ({ word }) => word ?? t("allWords") },
    {
      id: "queue",
      header: t("queueId"),
      look: "wrap",
      cell: ({ queueName, isQueueGone }) => (isQueueGone ? t("queueGone", { name: queueName }) : queueName),
    },
    { id: "idle", header: t("idleHours"), cell: ({ idleHours }) => t("hours", { count: idleHours }) },
    {
      id: "away",
      header: t("hoursId"),
      cell: ({ hoursName, awayText }) =>
        hoursName === null ? (
          "–"
        ) : (
          <span className="grid gap-1 [overflow-wrap:anywhere]">
            <span>{hoursName}</span>
            <span className="text-small text-soft">{awayText}</span>
          </span>
        ),
    },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) => [
        {
          text: t("end"),
          label: t("endOf", { number: row.sender, word: row.word ?? t("allWords") }),
          ends: {
            title: t("endTitle", { number: row.sender }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/sms/thread-routes/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}
