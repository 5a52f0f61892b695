/** Keywords with automatic replies for messages to a number of the call centre. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { cutText } from "../../../../src/service/messaging/sms/intake/segments.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
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
  const form = useSavedForm({
    initial: { senderId: senders[0]?.id ?? "", word: "", answer: "" },
    faultsOf: ({ word }, missing) => [
      WORD.test(word.trim()) ? undefined : { field: "word", message: t("wordFault") },
      missing("answer", t("answer")),
    ],
    save: ({ senderId, word, answer }) =>
      read(api.POST("/api/service/sms/keywords", { body: { senderId, word: word.trim(), answer: answer.trim() } })),
    clears: { word: "", answer: "" },
    refreshes: keywordsQuery.queryKey,
  });
  const cut = cutText(form.values.answer.trim());
  return (
    <div className="card grid gap-4 p-5">
      <h2 className="text-lead">{t("newTitle")}</h2>
      <SavedFormFrame form={form} submit={t("add")} done={t("added")}>
        <div className="grid items-end gap-4 md:grid-cols-2">
          <SelectField {...form.text("senderId")} label={t("sender")}>
            {senders.map(({ id, value }) => (
              <option key={id} value={id}>
                {value}
              </option>
            ))}
          </SelectField>
          <TextField
            {...form.text("word")}
            label={t("word")}
            hint={t("wordHint")}
            maxLength={WORD_MAX}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
        <TextArea {...form.text("answer")} label={t("answer")} hint={t("answerHint")} rows={3} maxLength={ANSWER_MAX} />
        {typeof cut === "string" ? null : (
          <p className="text-small text-soft" role="status">
            {`${writing("partsOf", { count: cut.parts.length })} · ${writing(`coding.${cut.coding}`)}`}
          </p>
        )}
      </SavedFormFrame>
    </div>
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
