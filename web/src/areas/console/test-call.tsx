/** Starts a real call controlled by a TwiML document or a webhook, to hear the result. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useSavedForm } from "../../parts/saved-form.tsx";
import { numberHooksQuery } from "../cpaas/cpaas-data.ts";

const FIRST_DOCUMENT = `<Response>
  <Say language="id-ID">Halo, ini panggilan uji.</Say>
</Response>`;

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
  const [callId, setCallId] = useState<string>();
  const form = useSavedForm({
    initial: {
      from: codes[0] ?? "",
      to: "",
      by: "document" as "document" | "url",
      document: FIRST_DOCUMENT,
      url: "",
    },
    faultsOf: ({ by }, missing) => [missing("to", t("to")), missing(by, t(by))],
    save: ({ from, to, by, document, url }) => {
      setCallId(undefined);
      const body = { from, to, url: by === "url" ? url : null, document: by === "document" ? document : null };
      return read<{ readonly id: string }>(api.POST("/api/service/program-test-calls", { body }));
    },
    onSaved: ({ id }) => setCallId(id),
  });
  return (
    <form noValidate className="grid max-w-[70ch] gap-4" onSubmit={form.onSubmit}>
      <ErrorSummary lines={form.lines} problem={form.problem} />
      <SelectField {...form.text("from")} label={t("from")}>
        {codes.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </SelectField>
      <TextField {...form.text("to")} label={t("to")} hint={t("toHint")} maxLength={40} inputMode="tel" />
      <SelectField {...form.text("by")} label={t("by")}>
        <option value="document">{t("byDocument")}</option>
        <option value="url">{t("byUrl")}</option>
      </SelectField>
      {form.values.by === "document" ? (
        <TextArea
          {...form.text("document")}
          label={t("document")}
          error={form.faultOf("document") ?? form.faultOf("url")}
          rows={6}
          maxLength={4_000}
          spellCheck={false}
        />
      ) : (
        <TextField
          {...form.text("url")}
          label={t("url")}
          hint={t("urlHint")}
          placeholder="https://"
          maxLength={2_048}
        />
      )}
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={form.isSaving}>
        {t("send")}
      </BusyButton>
      <div role="status">
        {callId === undefined ? null : (
          <Notice tone="good" title={t("sent")}>
            <Link to="/layanan/api/panggilan/$id" params={{ id: callId }}>
              {t("inspect")}
            </Link>
          </Notice>
        )}
      </div>
    </form>
  );
}
