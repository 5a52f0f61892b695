/** The routes from SMS numbers to queues. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import {
  AWAY_TEXT_MAX,
  IDLE_HOURS,
  ROUTE_WORD,
} from "../../../../src/service/messaging/conversations/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { ErrorSummary, SelectField, type SummaryLine, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
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

interface Draft {
  readonly senderId: string;
  readonly word: string;
  readonly queueId: string;
  readonly idleHours: string;
  readonly hoursId: string;
  readonly awayText: string;
}

function useOwnFaults(): (draft: Draft) => readonly SummaryLine[] {
  const t = useTranslations("web.smsThreads.routes");
  const parts = useTranslations("web.parts");
  return ({ word, idleHours, hoursId, awayText }) => {
    const isWord = word.trim() === "" || ROUTE_WORD.test(word.trim().toUpperCase());
    const hours = /^\d{1,3}$/.test(idleHours) ? Number(idleHours) : 0;
    const isFit = hours >= IDLE_HOURS.least && hours <= IDLE_HOURS.most;
    const { least, most } = IDLE_HOURS;
    return [
      ...(isWord ? [] : [{ field: "word", message: t("wordFault") }]),
      ...(isFit ? [] : [{ field: "idleHours", message: t("idleFault", { least, most }) }]),
      ...(hoursId !== "" && awayText.trim() === ""
        ? [{ field: "awayText", message: parts("required", { field: t("awayText") }) }]
        : []),
    ];
  };
}

function RouteForm({ choices }: { readonly choices: ThreadRoutes }): ReactNode {
  const t = useTranslations("web.smsThreads.routes");
  const cache = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    senderId: choices.senders[0]?.id ?? "",
    word: "",
    queueId: choices.queues[0]?.id ?? "",
    idleHours: String(IDLE_HOURS.usual),
    hoursId: "",
    awayText: "",
  });
  const adding = useMutation({
    mutationFn: ({ word, idleHours, hoursId, awayText, ...rest }: Draft) => {
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
    onSuccess: async () => {
      setDraft({ ...draft, word: "" });
      await cache.invalidateQueries({ queryKey: threadRoutesQuery.queryKey });
    },
  });
  const ownFaults = useOwnFaults();
  const { lines, problem, faultOf, isFree } = useFormFaults(adding.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFree(ownFaults(draft))) adding.mutate(draft);
  };
  const fieldOf = (name: keyof Draft) => ({
    name,
    value: draft[name],
    error: faultOf(name),
    label: t(name),
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setDraft({ ...draft, [name]: target.value }),
  });
  const optionsOf = (all: readonly { readonly id: string; readonly name: string }[]) =>
    all.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ));
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
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
      {draft.hoursId === "" ? null : (
        <TextArea {...fieldOf("awayText")} hint={t("awayHint")} rows={3} maxLength={AWAY_TEXT_MAX} />
      )}
      <BusyButton type="submit" className="button justify-self-start" isBusy={adding.isPending}>
        {t("add")}
      </BusyButton>
    </form>
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
