/** Keywords with automatic replies for messages to a number of the call centre. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { cutText } from "../../../../src/service/messaging/sms/intake/segments.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { ErrorSummary, SelectField, type SummaryLine, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { SettingsWays } from "./settings-ways.tsx";
import { type KeywordRow, keywordsQuery, type SenderRow, sendersQuery } from "./sms-settings-data.ts";

const WORD = /^[A-Za-z0-9]{1,20}$/;
const WORD_MAX = 20;
const ANSWER_MAX = 500;

/** The screen of `/layanan/pengirim/kata`. */
export function KeywordsScreen(): ReactNode {
  const t = useTranslations("web.smsSettings.keywords");
  const found = useQuery(keywordsQuery);
  const senders = useQuery(sendersQuery);
  const columns = useColumns();
  const known = senders.data?.items;
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<SettingsWays />}>
      <div className="grid gap-8">
        {known?.length === 0 ? <p className="card p-5">{t("noSender")}</p> : null}
        {known === undefined || known.length === 0 ? null : <AddWord senders={known} />}
        <section className="grid gap-3" aria-labelledby="keywords">
          <h2 id="keywords">{t("list")}</h2>
          <List
            query={found}
            lines={4}
            caption={t("list")}
            columns={columns}
            empty={{ title: t("emptyTitle"), text: t("emptyText") }}
          />
        </section>
      </div>
    </Page>
  );
}

function AddWord({ senders }: { readonly senders: readonly SenderRow[] }): ReactNode {
  const t = useTranslations("web.smsSettings.keywords");
  const writing = useTranslations("web.smsWriting");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const first = senders[0]?.id ?? "";
  const [draft, setDraft] = useState({ senderId: first, word: "", answer: "" });
  const adding = useMutation({
    mutationFn: ({ senderId, word, answer }: typeof draft) =>
      read(api.POST("/api/service/sms/keywords", { body: { senderId, word: word.trim(), answer: answer.trim() } })),
    onSuccess: async () => {
      setDraft({ ...draft, word: "", answer: "" });
      await cache.invalidateQueries({ queryKey: keywordsQuery.queryKey });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(adding.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unfit: SummaryLine = { field: "word", message: t("wordFault") };
    const missing: SummaryLine = { field: "answer", message: parts("required", { field: t("answer") }) };
    const faults = [...(WORD.test(draft.word.trim()) ? [] : [unfit]), ...(draft.answer.trim() === "" ? [missing] : [])];
    if (isFree(faults)) adding.mutate(draft);
  };
  const cut = cutText(draft.answer.trim());
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <h2 className="text-lead">{t("newTitle")}</h2>
      <ErrorSummary lines={lines} problem={problem} />
      <div className="grid items-end gap-4 md:grid-cols-2">
        <SelectField
          name="senderId"
          label={t("sender")}
          error={faultOf("senderId")}
          value={draft.senderId}
          onChange={({ target }) => setDraft({ ...draft, senderId: target.value })}
        >
          {senders.map(({ id, value }) => (
            <option key={id} value={id}>
              {value}
            </option>
          ))}
        </SelectField>
        <TextField
          name="word"
          label={t("word")}
          hint={t("wordHint")}
          error={faultOf("word")}
          maxLength={WORD_MAX}
          autoComplete="off"
          spellCheck={false}
          value={draft.word}
          onChange={({ target }) => setDraft({ ...draft, word: target.value })}
        />
      </div>
      <TextArea
        name="answer"
        label={t("answer")}
        hint={t("answerHint")}
        error={faultOf("answer")}
        rows={3}
        maxLength={ANSWER_MAX}
        value={draft.answer}
        onChange={({ target }) => setDraft({ ...draft, answer: target.value })}
      />
      {typeof cut === "string" ? null : (
        <p className="text-small text-soft" role="status">
          {`${writing("partsOf", { count: cut.parts.length })} · ${writing(`coding.${cut.coding}`)}`}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="submit" className="button" isBusy={adding.isPending}>
          {t("add")}
        </BusyButton>
        <span role="status" className="text-small text-soft">
          {adding.isSuccess ? t("added") : ""}
        </span>
      </div>
    </form>
  );
}

function useColumns(): readonly Column<KeywordRow>[] {
  const t = useTranslations("web.smsSettings.keywords");
  const all = useTranslations("web.smsSettings");
  const locale = useLocale();
  return [
    { id: "word", header: t("word"), look: "strong", cell: ({ word }) => word },
    { id: "sender", header: t("sender"), look: "wrap", cell: ({ sender }) => sender },
    {
      id: "answer",
      header: t("answer"),
      cell: ({ answer }) => <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{answer}</span>,
    },
    { id: "createdAt", header: t("createdAt"), cell: ({ createdAt }) => moment(createdAt, locale) },
    {
      id: "acts",
      header: all("acts"),
      actions: (row) => [
        {
          text: t("end"),
          label: t("endOf", { word: row.word }),
          ends: {
            title: t("endTitle", { word: row.word }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/sms/keywords/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}
