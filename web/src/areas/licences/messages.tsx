/** Messages between the company and the officers of a case. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { MailText } from "../../parts/mail-text.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { licenceMessagesQuery } from "./licence-data.ts";
import type { Licence, LicenceMessage } from "./licence-types.ts";

const TEXT_MAX = 2_000;

function Write({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const cache = useQueryClient();
  const draftKey = `licence.${licence.id}.message`;
  const [text, setText] = useState(() => readDraft<string>(draftKey) ?? "");
  const sending = useMutation({
    mutationFn: () =>
      read<{ items: LicenceMessage[] }>(
        api.POST("/api/licences/{id}/messages", { params: { path: { id: licence.id } }, body: { text: text.trim() } }),
      ),
    onSuccess: (after) => {
      setText("");
      dropDraft(draftKey);
      cache.setQueryData(licenceMessagesQuery(licence.id).queryKey, after);
    },
  });
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") sending.mutate();
      }}
    >
      <TextArea
        name="message"
        label={t("messageLabel")}
        rows={3}
        required
        maxLength={TEXT_MAX}
        value={text}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setText(value);
          keepDraft(draftKey, value);
        }}
      />
      {sending.error === null ? null : <FailureNotice error={sending.error} />}
      <BusyButton type="submit" className="button justify-self-start" isBusy={sending.isPending}>
        {t("messageSend")}
      </BusyButton>
    </form>
  );
}

/** The conversation, newest last; read-only in closed cases. */
export function Messages({
  licence,
  side,
}: {
  readonly licence: Licence;
  readonly side: LicenceMessage["side"];
}): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  const { data, error, refetch } = useQuery(licenceMessagesQuery(licence.id));
  const isOver = ["rejected", "withdrawn", "lapsed"].includes(licence.state);
  if (licence.number === null) return null;
  return (
    <section className="grid gap-4" aria-labelledby="messages">
      <h2 id="messages">{t("messages")}</h2>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && data.items.length === 0 ? <p className="text-soft">{t(`messagesNone.${side}`)}</p> : null}
      <ol className="grid gap-3">
        {(data?.items ?? []).map((message) => (
          <li
            key={message.id}
            className={`card border-l-[6px] border-l-[var(--tone)] p-4 ${message.side === "ministry" ? "tone-solid" : "tone-quiet"}`}
          >
            <p className="text-small text-soft">
              {message.by} ({t(`side.${message.side}`)}) · {moment(message.at, locale)}
            </p>
            <MailText text={message.text} />
          </li>
        ))}
      </ol>
      {isOver ? null : <Write licence={licence} />}
    </section>
  );
}
