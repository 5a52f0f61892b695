/** Starts a real call controlled by a TwiML document or a webhook, to hear the result. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Notice } from "../../parts/notice.tsx";
import { numberHooksQuery } from "../cpaas/cpaas-data.ts";

const FIRST_DOCUMENT = `<Response>
  <Say language="id-ID">Halo, ini panggilan uji.</Say>
</Response>`;

interface Draft {
  readonly from: string;
  readonly to: string;
  readonly by: "document" | "url";
  readonly document: string;
  readonly url: string;
}

/** The form, and a link to the call that it started. */
export function TestCall(): ReactNode {
  const t = useTranslations("web.console.try");
  const numbers = useQuery(numberHooksQuery).data?.items;
  return (
    <section className="grid gap-3" aria-labelledby="test-call">
      <h2 id="test-call">{t("call")}</h2>
      <p className="max-w-[70ch] text-soft">{t("callText")}</p>
      {numbers?.length === 0 ? <p>{t("noNumbers")}</p> : null}
      {numbers === undefined || numbers.length === 0 ? null : <CallForm codes={numbers.map(({ code }) => code)} />}
    </section>
  );
}

function CallForm({ codes }: { readonly codes: readonly string[] }): ReactNode {
  const t = useTranslations("web.console.try");
  const parts = useTranslations("web.parts");
  const [draft, setDraft] = useState<Draft>({
    from: codes[0] ?? "",
    to: "",
    by: "document",
    document: FIRST_DOCUMENT,
    url: "",
  });
  const ordering = useMutation({
    mutationFn: ({ from, to, by, document, url }: Draft) =>
      read<{ readonly id: string }>(
        api.POST("/api/service/program-test-calls", {
          body: { from, to, url: by === "url" ? url : null, document: by === "document" ? document : null },
        }),
      ),
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(ordering.error);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = (field: "to" | "url" | "document") =>
      draft[field].trim() === "" ? [{ field, message: parts("required", { field: t(field) }) }] : [];
    if (isFree([...missing("to"), ...missing(draft.by)])) ordering.mutate(draft);
  };
  return (
    <form noValidate className="grid max-w-[70ch] gap-4" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <SelectField
        name="from"
        label={t("from")}
        error={faultOf("from")}
        value={draft.from}
        onChange={({ target }) => change({ from: target.value })}
      >
        {codes.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </SelectField>
      <TextField
        name="to"
        label={t("to")}
        hint={t("toHint")}
        error={faultOf("to")}
        maxLength={40}
        inputMode="tel"
        value={draft.to}
        onChange={({ target }) => change({ to: target.value })}
      />
      <SelectField
        name="by"
        label={t("by")}
        value={draft.by}
        onChange={({ target }) => change({ by: target.value === "url" ? "url" : "document" })}
      >
        <option value="document">{t("byDocument")}</option>
        <option value="url">{t("byUrl")}</option>
      </SelectField>
      {draft.by === "document" ? (
        <TextArea
          name="document"
          label={t("document")}
          error={faultOf("document") ?? faultOf("url")}
          rows={6}
          maxLength={4_000}
          spellCheck={false}
          value={draft.document}
          onChange={({ target }) => change({ document: target.value })}
        />
      ) : (
        <TextField
          name="url"
          label={t("url")}
          hint={t("urlHint")}
          error={faultOf("url")}
          placeholder="https://"
          maxLength={2_048}
          value={draft.url}
          onChange={({ target }) => change({ url: target.value })}
        />
      )}
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={ordering.isPending}>
        {t("send")}
      </BusyButton>
      <div role="status">
        {ordering.data === undefined ? null : (
          <Notice tone="good" title={t("sent")}>
            <Link to="/layanan/api/panggilan/$id" params={{ id: ordering.data.id }}>
              {t("inspect")}
            </Link>
          </Notice>
        )}
      </div>
    </form>
  );
}
