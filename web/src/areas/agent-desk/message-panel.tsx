/** An SMS contact on the desktop: accept or decline, the conversation, the reply, and the end of the contact. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { cutText, PARTS_MAX } from "../../../../src/service/messaging/sms/intake/segments.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, SelectField, TextArea } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { callTime } from "../calls/call-words.ts";
import { TemplateValues, valueFaults } from "../short-messages/template-values.tsx";
import { TextPreview } from "../short-messages/text-preview.tsx";
import { filledText } from "../short-messages/writing.ts";
import { type Conversation, conversationQuery } from "./agent-desktop-data.ts";
import { useDesktopAction } from "./use-agent-desktop.ts";

/** The buttons while the contact is offered. */
export function MessageOffer({ contactId }: { readonly contactId: string }): ReactNode {
  const t = useTranslations("web.agentDesk.message");
  const acting = useDesktopAction();
  const refusal = acting.data?.refusal ?? null;
  return (
    <div className="grid gap-3">
      <p>{t("offered")}</p>
      <div className="flex flex-wrap gap-2">
        <BusyButton
          type="button"
          className="button button-main"
          isBusy={acting.isPending && acting.variables.act === "take-message"}
          onClick={() => acting.mutate({ act: "take-message", contactId })}
        >
          {t("take")}
        </BusyButton>
        <BusyButton
          type="button"
          className="button"
          isBusy={acting.isPending && acting.variables.act === "decline-message"}
          onClick={() => acting.mutate({ act: "decline-message", contactId })}
        >
          {t("decline")}
        </BusyButton>
      </div>
      {acting.error === null ? null : <FailureNotice error={acting.error} />}
      {refusal === null ? null : <p role="alert">{refusal.message}</p>}
    </div>
  );
}

const POLL_MS = 3_000;

interface PanelProps {
  readonly contactId: string;
  readonly timeZone: string;
  /** Whether the agent has accepted the contact. */
  readonly isTalking: boolean;
}

/** The conversation, with the reply field while the agent has the contact. */
export function MessagePanel({ contactId, timeZone, isTalking }: PanelProps): ReactNode {
  const t = useTranslations("web.agentDesk.message");
  const found = useQuery({ ...conversationQuery(contactId), refetchInterval: isTalking ? POLL_MS : false });
  const { data } = found;
  return (
    <section className="grid gap-4" aria-label={t("conversation")}>
      <Awaiting query={found} lines={3} />
      {data === undefined ? null : (
        <>
          <Lines lines={data.lines} timeZone={timeZone} />
          {isTalking && data.mayReply ? (
            <>
              <Reply contactId={contactId} conversation={data} />
              <TurnEnd contactId={contactId} lastHeardId={data.lastHeardId} />
            </>
          ) : null}
        </>
      )}
    </section>
  );
}

function Lines({ lines, timeZone }: { readonly lines: Conversation["lines"]; readonly timeZone: string }): ReactNode {
  const t = useTranslations("web.agentDesk.message");
  const locale = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const newest = lines.at(-1)?.id;
  useEffect(() => {
    // Scrolls only the conversation box; nothing else on the desktop moves.
    if (newest !== undefined && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [newest]);
  return (
    <div
      ref={box}
      className="max-h-96 overflow-y-auto rounded-small border border-line p-3"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-label={t("lines")}
    >
      <ol className="grid gap-3">
        {lines.map(({ id, at, from, text, state, agentName, missing }) => (
          <li
            key={id}
            data-line={from}
            className={`grid max-w-[85%] gap-1 ${from === "us" ? "justify-self-end" : "justify-self-start"}`}
          >
            <p className="text-small text-soft">
              <strong>{from === "us" ? (agentName ?? t("us")) : t("customer")}</strong>
              {` · ${callTime(at, timeZone, locale)}`}
              {state === null ? null : ` · ${t(`states.${stateWord(state)}`)}`}
            </p>
            <p className="rounded-small bg-sunken p-3 whitespace-pre-wrap [overflow-wrap:anywhere]">
              {text ?? <em>{t("removed")}</em>}
            </p>
            {missing === 0 ? null : <p className="text-small text-soft">{t("missing", { count: missing })}</p>}
          </li>
        ))}
      </ol>
    </div>
  );
}

const STATES = [
  ...(["open", "delivered", "undeliverable", "expired"] as const),
  ...(["rejected", "unknown", "cancelled"] as const),
] as const;

function stateWord(state: string): (typeof STATES)[number] {
  return STATES.find((one) => one === state) ?? "unknown";
}

interface ReplyDraft {
  readonly text: string;
  readonly template: string;
  readonly values: Readonly<Record<string, string>>;
  /** Idempotency key of the reply; unchanged while the text is the same, so that a repeated request sends one message. */
  readonly requestKey: string;
}

const emptyReply = (): ReplyDraft => ({ text: "", template: "", values: {}, requestKey: crypto.randomUUID() });

function Reply({
  contactId,
  conversation: { templates },
}: {
  readonly contactId: string;
  readonly conversation: Conversation;
}): ReactNode {
  const t = useTranslations("web.agentDesk.message");
  const writing = useTranslations("web.smsWriting");
  const cache = useQueryClient();
  const [draft, setDraft] = useState(emptyReply);
  const template = templates.find(({ name }) => name === draft.template);
  const set = (change: Partial<ReplyDraft>): void =>
    setDraft((before) => ({ ...before, ...change, requestKey: crypto.randomUUID() }));
  const sending = useMutation({
    mutationFn: (sent: ReplyDraft) => {
      const { requestKey } = sent;
      const values = Object.fromEntries((template?.variables ?? []).map(({ name }) => [name, sent.values[name] ?? ""]));
      const body =
        template === undefined ? { text: sent.text, requestKey } : { template: template.name, values, requestKey };
      return read(api.POST("/api/service/desk/contacts/{id}/replies", { params: { path: { id: contactId } }, body }));
    },
    onSuccess: async () => {
      setDraft(emptyReply());
      await cache.invalidateQueries({ queryKey: conversationQuery(contactId).queryKey });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(sending.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const cut = cutText(template === undefined ? draft.text : filledText(template, draft.values));
    const values = template === undefined ? [] : valueFaults(draft.values, template);
    const own = [
      ...values.map(({ field, code, name }) => ({ field, message: writing(`valueFaults.${code}`, { name }) })),
      ...(typeof cut === "string" ? [{ field: "text", message: writing(`faults.${cut}`, { parts: PARTS_MAX }) }] : []),
    ];
    if (isFree(own) && !sending.isPending) sending.mutate(draft);
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit} aria-label={t("reply")}>
      <ErrorSummary lines={lines} problem={problem} />
      {templates.length === 0 ? null : (
        <SelectField
          name="template"
          label={t("template")}
          error={faultOf("template")}
          value={draft.template}
          onChange={({ target }) => set({ template: target.value })}
        >
          <option value="">{writing("templateNone")}</option>
          {templates.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      {template === undefined ? (
        <>
          <TextArea
            name="text"
            label={t("answer")}
            error={faultOf("text")}
            rows={3}
            value={draft.text}
            onChange={({ target }) => set({ text: target.value })}
          />
          <TextPreview text={draft.text} onReplace={(text) => set({ text })} />
        </>
      ) : (
        <TemplateValues
          template={template}
          values={draft.values}
          onChange={(values) => set({ values })}
          faultOf={faultOf}
        />
      )}
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={sending.isPending}>
        {t("send")}
      </BusyButton>
    </form>
  );
}

/** Ends the turn, or closes the conversation. */
function TurnEnd({
  contactId,
  lastHeardId,
}: {
  readonly contactId: string;
  readonly lastHeardId: string | null;
}): ReactNode {
  const t = useTranslations("web.agentDesk.message");
  const cache = useQueryClient();
  const ending = useMutation({
    mutationFn: (ends: boolean) => {
      const params = { path: { id: contactId } };
      return read(api.POST("/api/service/desk/contacts/{id}/turn-end", { params, body: { lastHeardId, ends } }));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: conversationQuery(contactId).queryKey }),
  });
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <div className="flex flex-wrap gap-2">
        <BusyButton
          type="button"
          className="button"
          isBusy={ending.isPending && !ending.variables}
          onClick={() => ending.mutate(false)}
        >
          {t("wait")}
        </BusyButton>
        <BusyButton
          type="button"
          className="button"
          isBusy={ending.isPending && ending.variables}
          onClick={() => ending.mutate(true)}
        >
          {t("finish")}
        </BusyButton>
      </div>
      <p className="text-small text-soft">{t("endHint")}</p>
      {ending.error === null ? null : <FailureNotice error={ending.error} />}
    </div>
  );
}
