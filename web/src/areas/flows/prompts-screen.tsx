/** Recordings that flows may play: what they say, how they sound, and the call centre's own in their place. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { FlowLanguage } from "../../../../src/service/flows/contract.ts";
import { api, spokenLocale } from "../../data/client.ts";
import { useMutation } from "../../data/mutation.ts";
import { failure, problemFrom, read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, Field, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { EndDialog } from "../service/end-dialog.tsx";
import { clipName, type PromptRow, promptsQuery } from "./flows-data.ts";
import { SoundButton } from "./sound-button.tsx";

type Spoken = PromptRow["languages"][number];

interface Upload {
  readonly name: string;
  readonly language: FlowLanguage;
  readonly words: string;
  /** Whether the name is fixed because the recording takes another's place. */
  readonly isReplacing: boolean;
}

const SECONDS = 1_000;
const LANGUAGES = ["id", "en"] as const;

/** Small letters, digits and hyphens of what somebody typed. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
}

async function send({ name, language, words }: Upload, file: File): Promise<unknown> {
  const form = new FormData();
  form.append("file", file, file.name);
  const address = `/api/service/prompts/${encodeURIComponent(name)}/${language}?words=${encodeURIComponent(words.trim())}`;
  const response = await fetch(address, { method: "PUT", body: form, headers: { "Accept-Language": spokenLocale() } });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw failure(problemFrom(body, response.status));
  return body;
}

function UploadDialog({ first, onClose }: { readonly first: Upload; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.flows.prompts");
  const parts = useTranslations("web.parts");
  const names = useTranslations("flows.languages" as never) as (key: string) => string;
  const [upload, setUpload] = useState(first);
  const [title, setTitle] = useState(first.name);
  const [file, setFile] = useState<File | null>(null);
  const cache = useQueryClient();
  const sending = useMutation({
    mutationFn: (chosen: File) => send(upload, chosen),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onClose();
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(sending.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = [
      ...(upload.name === "" ? [{ field: "promptName", message: parts("required", { field: t("name") }) }] : []),
      ...(upload.words.trim() === "" ? [{ field: "words", message: parts("required", { field: t("words") }) }] : []),
      ...(file === null ? [{ field: "file", message: t("fileMissing") }] : []),
    ];
    if (isFree(missing) && file !== null) sending.mutate(file);
  };
  return (
    <Dialog title={upload.isReplacing ? t("replaceTitle", { name: upload.name }) : t("addTitle")} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        {upload.isReplacing ? null : (
          <>
            <TextField
              name="promptName"
              label={t("name")}
              hint={upload.name === "" ? t("nameHint") : t("nameShown", { name: upload.name })}
              maxLength={60}
              error={faultOf("promptName")}
              value={title}
              onChange={(event) => {
                setTitle(event.target.value);
                setUpload({ ...upload, name: slug(event.target.value) });
              }}
            />
            <SelectField
              name="language"
              label={t("language")}
              value={upload.language}
              onChange={(event) => setUpload({ ...upload, language: event.target.value === "en" ? "en" : "id" })}
            >
              {LANGUAGES.map((language) => (
                <option key={language} value={language}>
                  {names(language)}
                </option>
              ))}
            </SelectField>
          </>
        )}
        <TextArea
          name="words"
          label={t("words")}
          hint={t("wordsHint")}
          rows={3}
          maxLength={500}
          error={faultOf("words")}
          value={upload.words}
          onChange={(event) => setUpload({ ...upload, words: event.target.value })}
        />
        <Field id="file" label={t("file")} hint={t("fileHint")} error={faultOf("file")}>
          {(attributes) => (
            <div className="flex flex-wrap items-center gap-3">
              <FileInput
                {...attributes}
                text={t("chooseFile")}
                accept=".wav,audio/wav,audio/x-wav"
                isBusy={sending.isPending}
                onFiles={([chosen]) => setFile(chosen ?? null)}
              />
              <span className="min-w-0 break-words text-small">{file === null ? t("noFile") : file.name}</span>
            </div>
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={sending.isPending}>
            {sending.isPending ? parts("working") : t("send")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function SpokenLine({
  row,
  spoken,
  onUpload,
  onRemove,
}: {
  readonly row: PromptRow;
  readonly spoken: Spoken;
  readonly onUpload: () => void;
  readonly onRemove: () => void;
}): ReactNode {
  const t = useTranslations("web.flows.prompts");
  const names = useTranslations("flows.languages" as never) as (key: string) => string;
  const locale = useLocale();
  const { language, words, own } = spoken;
  const what = `${row.name} (${names(language)})`;
  const isLive = row.liveIn.length > 0;
  return (
    <li className="grid gap-2 border-t border-line pt-3">
      <p className="flex flex-wrap items-center gap-2 text-small text-soft">
        {names(language)}
        {own === null ? null : (
          <Badge shape="disc" tone="info">
            {t("own")}
          </Badge>
        )}
      </p>
      <p className="break-words">“{words}”</p>
      {own === null ? null : (
        <p className="text-small text-soft">
          {t("ownBy", {
            who: own.uploadedBy,
            at: moment(own.uploadedAt, locale),
            seconds: Math.max(1, Math.round(own.durationMs / SECONDS)),
          })}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <SoundButton clips={[{ kind: "prompt", prompt: clipName(row.name, language) }]} what={what} />
        {isLive ? null : (
          <button
            type="button"
            className="button button-small"
            aria-label={t(own === null ? "uploadOf" : "replaceOf", { what })}
            onClick={onUpload}
          >
            {own === null ? t("upload") : t("replace")}
          </button>
        )}
        {own === null || isLive ? null : (
          <button type="button" className="button button-small" aria-label={t("removeOf", { what })} onClick={onRemove}>
            {t("remove")}
          </button>
        )}
      </div>
    </li>
  );
}

function PromptCard({
  row,
  onUpload,
  onRemove,
}: {
  readonly row: PromptRow;
  readonly onUpload: (spoken: Spoken) => void;
  readonly onRemove: (spoken: Spoken) => void;
}): ReactNode {
  const t = useTranslations("web.flows.prompts");
  const missing = LANGUAGES.filter((language) => row.languages.every((one) => one.language !== language));
  return (
    <li className="card grid content-start gap-3 p-4">
      <h2 className="text-lead break-words">{row.name}</h2>
      {row.liveIn.length === 0 ? null : (
        <p className="flex gap-2 text-small">
          <Icon name="lock" size={16} />
          <span className="min-w-0 break-words">{t("liveIn", { flows: row.liveIn.join(", ") })}</span>
        </p>
      )}
      {row.liveIn.length > 0 || row.draftIn.length === 0 ? null : (
        <p className="text-small break-words text-soft">{t("draftIn", { flows: row.draftIn.join(", ") })}</p>
      )}
      <ul className="grid gap-3">
        {row.languages.map((spoken) => (
          <SpokenLine
            key={spoken.language}
            row={row}
            spoken={spoken}
            onUpload={() => onUpload(spoken)}
            onRemove={() => onRemove(spoken)}
          />
        ))}
      </ul>
      {row.liveIn.length > 0
        ? null
        : missing.map((language) => (
            <button
              key={language}
              type="button"
              className="button button-small justify-self-start"
              onClick={() => onUpload({ language, words: "", own: null })}
            >
              {t(`addIn.${language}`)}
            </button>
          ))}
    </li>
  );
}

/** The screen of recordings. */
export function PromptsScreen(): ReactNode {
  const t = useTranslations("web.flows.prompts");
  const { data, error, refetch } = useQuery(promptsQuery);
  const [search, setSearch] = useState("");
  const [upload, setUpload] = useState<Upload | null>(null);
  const [removed, setRemoved] = useState<{ readonly name: string; readonly language: FlowLanguage } | null>(null);
  const wanted = search.trim().toLowerCase();
  const items = (data?.items ?? []).filter(
    ({ name, languages }) =>
      name.includes(wanted) || languages.some(({ words }) => words.toLowerCase().includes(wanted)),
  );
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      above={
        <Link to="/layanan/alur" className="mb-2 inline-flex items-center gap-1 text-small">
          <Icon name="left" size={16} />
          {t("back")}
        </Link>
      }
      actions={
        <button
          type="button"
          className="button button-main"
          onClick={() => setUpload({ name: "", language: "id", words: "", isReplacing: false })}
        >
          {t("add")}
        </button>
      }
    >
      <div className="mb-4 max-w-[420px]">
        <TextField
          name="search"
          label={t("search")}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={4} height={120} />
      {data !== undefined && items.length === 0 ? <p role="status">{t("nothingFound")}</p> : null}
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {items.map((row) => (
          <PromptCard
            key={row.name}
            row={row}
            onUpload={({ language, words }) => setUpload({ name: row.name, language, words, isReplacing: true })}
            onRemove={({ language }) => setRemoved({ name: row.name, language })}
          />
        ))}
      </ul>
      {upload === null ? null : <UploadDialog first={upload} onClose={() => setUpload(null)} />}
      {removed === null ? null : (
        <EndDialog
          title={t("removeTitle", { name: removed.name })}
          text={t("removeText")}
          yes={t("removeYes")}
          end={() => read(api.DELETE("/api/service/prompts/{name}/{language}", { params: { path: { ...removed } } }))}
          onClose={() => setRemoved(null)}
        />
      )}
    </Page>
  );
}
