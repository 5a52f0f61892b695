/** Tries an operation: its fields, an API key that is not stored, the request as sent, and the response. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { PlacedOperation } from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { Notice } from "../../parts/notice.tsx";
import { count } from "../../words/dates.ts";
import { OutcomeBadge } from "./console-parts.tsx";
import { SHOWN_MAX, sendTry, type Tried } from "./send-try.ts";
import { ORDER_KEY, reachedBy, type TryField } from "./try-values.ts";
import { useTypeWords } from "./type-words.ts";
import type { Trying } from "./use-try.ts";

const KEY = /^smb_[A-Za-z0-9_-]{43}$/;
const KEY_FIELD = "key";

interface TryProps {
  readonly placed: PlacedOperation;
  readonly trying: Trying;
}

/** The form, the confirmation before a change, and the response. */
export function TryOperation({ placed, trying }: TryProps): ReactNode {
  const t = useTranslations("web.console.reference.try");
  const { fields, draft, values, faults, takesKey, onChange } = trying;
  const [key, setKey] = useState("");
  const [lines, setLines] = useState<readonly { readonly field: string; readonly message: string }[]>([]);
  const [asks, setAsks] = useState(false);
  const sending = useMutation({
    mutationFn: () => sendTry(placed, values, key.trim()),
    onSuccess: ({ status }) => {
      // After a network or server error it is unknown whether the command was executed, so the next press uses the same idempotency key.
      if (status < 500) trying.onAnswered();
    },
  });
  const isRead = placed.method === "get";
  const nameOf = (id: string) => fields.find((one) => one.id === id)?.name ?? id;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unfit = KEY.test(key.trim()) ? [] : [{ field: KEY_FIELD, message: t("keyUnfit") }];
    const found = faults.map(({ field, fault }) => ({
      field,
      message: t(`faults.${fault}`, { field: nameOf(field) }),
    }));
    setLines([...unfit, ...found]);
    if (unfit.length + found.length > 0) return;
    if (isRead) sending.mutate();
    else setAsks(true);
  };
  const faultAt = (id: string) => lines.find(({ field }) => field === id)?.message;
  const doubt =
    sending.isError && !isRead ? t(values.idempotencyKey === undefined ? "perhapsDone" : "perhapsDoneOnce") : undefined;
  return (
    <section className="grid gap-3" aria-labelledby="try">
      <h2 id="try">{t("title")}</h2>
      <p className="max-w-[70ch] text-soft">{t("text")}</p>
      <ErrorSummary lines={lines} />
      <form className="card grid gap-4 p-4" noValidate onSubmit={onSubmit}>
        <TextField
          name={KEY_FIELD}
          label={t("key")}
          hint={t("keyHint")}
          error={faultAt(KEY_FIELD)}
          type="password"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        {fields.map((field) => (
          <Control
            key={field.id}
            field={field}
            error={faultAt(field.id)}
            text={draft[field.id] ?? ""}
            onChange={(text) => onChange(field.id, text)}
          />
        ))}
        {takesKey ? <OrderKey text={draft[ORDER_KEY] ?? ""} onChange={(text) => onChange(ORDER_KEY, text)} /> : null}
        <p>
          <BusyButton type="submit" className="button button-main" isBusy={sending.isPending}>
            {t("send")}
          </BusyButton>
        </p>
      </form>
      {sending.isError ? (
        <Notice tone="bad" urgent title={t("noAnswer")}>
          {doubt}
        </Notice>
      ) : null}
      {sending.data === undefined ? null : <Answer tried={sending.data} />}
      {asks ? (
        <Question
          placed={placed}
          body={values.body}
          doubt={doubt}
          onClose={() => setAsks(false)}
          onSend={() => {
            setAsks(false);
            sending.mutate();
          }}
        />
      ) : null}
    </section>
  );
}

/** The idempotency key; set from the start, so that a request without a response is not executed twice. */
function OrderKey({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }): ReactNode {
  const t = useTranslations("web.console.reference.try");
  return (
    <TextField
      name={ORDER_KEY}
      label={<code>Idempotency-Key</code>}
      hint={t("orderKeyHint")}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Maximum number of recipients named in the confirmation. */
const NAMED_MAX = 5;

/** Confirmation before a change: the recipients, and whether an earlier request may have been executed. */
function Question({
  placed: { operation },
  body,
  doubt,
  onClose,
  onSend,
}: Pick<TryProps, "placed"> & {
  readonly body: unknown;
  readonly doubt: string | undefined;
  readonly onClose: () => void;
  readonly onSend: () => void;
}): ReactNode {
  const t = useTranslations("web.console.reference.try");
  const reached = reachedBy(body);
  const named = reached.slice(0, NAMED_MAX).join(", ");
  const more = reached.length - NAMED_MAX;
  return (
    <Dialog title={t("askTitle", { operation: operation.operationId })} onClose={onClose}>
      <div className="grid max-w-[60ch] gap-3">
        {doubt === undefined ? null : (
          <Notice tone="wait" title={t("noAnswer")}>
            {doubt}
          </Notice>
        )}
        <p>{t(operation["x-costs"] ? "askCosts" : "askChanges")}</p>
        {reached.length === 0 ? null : (
          <p className="[overflow-wrap:anywhere]">
            {more > 0 ? t("askReachesMore", { named, more }) : t("askReaches", { named })}
          </p>
        )}
      </div>
      <p className="mt-4 flex flex-wrap gap-3">
        <button type="button" className="button button-main" onClick={onSend}>
          {t("sendReally")}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t("cancel")}
        </button>
      </p>
    </Dialog>
  );
}

function Control({
  field: { id, name, type, isRequired, isJson, description },
  text,
  error,
  onChange,
}: {
  readonly field: TryField;
  readonly text: string;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const t = useTranslations("web.console.reference");
  const say = useTypeWords();
  const what = [say(type), ...(isRequired ? [] : [t("optional")])].join(", ");
  const hint = (
    <>
      {isJson ? t("try.asJson", { what }) : what}
      {description === "" ? null : ` – ${description}`}
    </>
  );
  const shared = { name: id, label: <code>{name}</code>, hint, error, value: text };
  const change = (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value);
  const choices = type.kind === "yes-no" ? ["true", "false"] : type.choices.map(String);
  if (choices.length > 0) {
    return (
      <SelectField {...shared} onChange={change}>
        <option value="">–</option>
        {choices.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </SelectField>
    );
  }
  if (isJson) return <TextArea {...shared} rows={4} spellCheck={false} onChange={change} />;
  return <TextField {...shared} autoComplete="off" spellCheck={false} onChange={change} />;
}

function Answer({ tried }: { readonly tried: Tried }): ReactNode {
  const t = useTranslations("web.console.reference.try");
  const locale = useLocale();
  const { sent, status, headers, body, tookMs } = tried;
  return (
    <div className="grid gap-3">
      <p role="status" className="flex flex-wrap items-center gap-3">
        <OutcomeBadge status={status} error={null} />
        {t("took", { value: count(tookMs, locale) })}
      </p>
      <Written title={t("sent")} text={sent} />
      <Written title={t("headers")} text={headers} />
      <AnswerBody body={body} />
    </div>
  );
}

/** The response body as far as it is shown, with a note about the rest. */
function AnswerBody({ body }: Pick<Tried, "body">): ReactNode {
  const t = useTranslations("web.console.reference.try");
  if (body.kind === "nothing") return <p>{t("noBody")}</p>;
  if (body.kind === "other") {
    const { type, bytes } = body;
    return <p>{bytes === undefined ? t("otherBody", { type }) : t("otherBodyOf", { type, bytes })}</p>;
  }
  const { text, length } = body;
  return (
    <>
      <Written title={t("body")} text={text} />
      {length > text.length ? <p>{t("cut", { shown: SHOWN_MAX, length })}</p> : null}
    </>
  );
}

function Written({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <section className="grid gap-1" aria-label={title}>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className="card max-h-[60vh] overflow-auto p-4 text-small" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
