/** Files an objection to the rejection of a licence application, with a statement and documents. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../../data/client.ts";
import { read } from "../../../data/problem.ts";
import { useRuleNumber } from "../../../data/rule-value.ts";
import { useMutation } from "../../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../../data/use-navigate-after-save.ts";
import { TextArea } from "../../../parts/fields.tsx";
import { FileField, type UploadedFile } from "../../../parts/file-field.tsx";
import { Awaiting, Notice } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { longDate } from "../../../words/dates.ts";
import { useDraftForm } from "../../accounts/draft-form.ts";
import { SentForm } from "../../accounts/sent-form.tsx";
import { licenceQuery } from "../licence-data.ts";
import type { Licence } from "../licence-types.ts";
import { type Objection, objectionQuery } from "./objection-data.ts";

const TEXT_MAX = 8_000;
const FILES_MAX = 10;

interface ObjectionForm {
  readonly text: string;
  readonly files: readonly UploadedFile[];
}

const EMPTY: ObjectionForm = { text: "", files: [] };

function ObjectionDocuments({
  files,
  onChange,
}: {
  readonly files: readonly UploadedFile[];
  readonly onChange: (files: readonly UploadedFile[]) => void;
}): ReactNode {
  const t = useTranslations("web.objection");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  return (
    <div className="grid gap-3">
      {files.length === 0 ? null : (
        <ul className="card divide-y divide-line">
          {files.map((file) => (
            <li key={file.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
              <span className="min-w-0 [overflow-wrap:anywhere]">{file.name}</span>
              <button
                type="button"
                className="button button-small"
                onClick={() => onChange(files.filter(({ id }) => id !== file.id))}
              >
                {t("takeOff")}
                <span className="sr-only"> {file.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {files.length >= FILES_MAX ? (
        <p className="text-soft">{t("papersFull", { max: FILES_MAX })}</p>
      ) : (
        <FileField
          key={files.length}
          name="fileIds"
          label={t("papers")}
          hint={t("papersHint", { max: FILES_MAX })}
          purpose="licence-paper"
          megabytesMax={megabytesMax}
          value={null}
          onChange={(file) => onChange([...files, file])}
        />
      )}
    </div>
  );
}

function FileObjection({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.objection");
  const locale = useLocale();
  const navigate = useNavigateAfterSave();
  const cache = useQueryClient();
  const [form, change, forget] = useDraftForm<ObjectionForm>(`objection.${licence.id}`, EMPTY);
  const send = useMutation({
    mutationFn: ({ text, files }: ObjectionForm) =>
      read<Objection>(
        api.POST("/api/licences/{id}/objections", {
          params: { path: { id: licence.id } },
          body: { text: text.trim(), fileIds: files.map(({ id }) => id) },
        }),
      ),
    onSuccess: (objection) => {
      forget();
      cache.setQueryData(objectionQuery(objection.id).queryKey, objection);
      void cache.invalidateQueries({ queryKey: ["licence", licence.id] });
      void navigate({ to: "/keberatan/$id", params: { id: objection.id } });
    },
  });
  const { mayFile, until } = licence.objections;
  const rejection = licence.events.findLast(({ type }) => type === "reject");
  if (!mayFile && !send.isPending && !send.isSuccess) return <Notice tone="wait">{t("mayNot")}</Notice>;
  return (
    <SentForm
      check={() => (form.text.trim() === "" ? [{ field: "text", message: t("textNeeded") }] : [])}
      onSend={() => send.mutate(form)}
      isWorking={send.isPending}
      error={send.error}
      act={t("send")}
      back={{ licence: licence.id }}
    >
      {(errorOf) => (
        <>
          <Notice title={t("rejection")}>
            <p className="whitespace-pre-line">{rejection?.note}</p>
          </Notice>
          <ul className="grid list-disc gap-1 pl-5">
            <li>{t("rules.other")}</li>
            <li>{t("rules.once")}</li>
            <li>{t("rules.alone")}</li>
            {until === null ? null : <li>{t("rules.until", { date: longDate(until, locale) })}</li>}
          </ul>
          <TextArea
            name="text"
            label={t("text")}
            hint={t("textHint")}
            rows={9}
            maxLength={TEXT_MAX}
            error={errorOf("text")}
            value={form.text}
            onChange={(event) => change({ text: event.currentTarget.value })}
          />
          <ObjectionDocuments files={form.files} onChange={(files) => change({ files })} />
        </>
      )}
    </SentForm>
  );
}

/** The screen of `/izin/ID/keberatan`. */
export function FileObjectionScreen(): ReactNode {
  const t = useTranslations("web.objection");
  const { id } = useParams({ from: "/izin/$id/keberatan" });
  const { data, error, refetch } = useQuery(licenceQuery(id));
  return (
    <Page
      title={t("fileTitle")}
      lead={data === undefined ? undefined : t("fileLead", { number: data.number ?? "" })}
      back={{ to: "/izin/$id", params: { id }, text: t("toLicence") }}
    >
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data === undefined ? null : <FileObjection licence={data} />}
    </Page>
  );
}
