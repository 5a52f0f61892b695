/** The dialog that creates a recording from a file or by text-to-speech. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FlowLanguage } from "../../../../src/service/flows/ivr/contract.ts";
import { api, spokenLocale } from "../../data/client.ts";
import { failure, problemFrom, read } from "../../data/problem.ts";
import { Field, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { SpeechButton } from "./speech-button.tsx";

/** The recording to create. */
export interface WantedRecording {
  readonly name: string;
  readonly language: FlowLanguage;
  readonly words: string;
  /** Whether the name is fixed because the recording replaces another one. */
  readonly isReplacing: boolean;
}

type Source = "file" | "speech";

const LANGUAGES = ["id", "en"] as const;

/** Converts a text to lower-case letters, digits and hyphens. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
}

async function send({ name, language, words }: WantedRecording, file: File): Promise<unknown> {
  const form = new FormData();
  form.append("file", file, file.name);
  const address = `/api/service/prompts/${encodeURIComponent(name)}/${language}?words=${encodeURIComponent(words.trim())}`;
  const response = await fetch(address, { method: "PUT", body: form, headers: { "Accept-Language": spokenLocale() } });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw failure(problemFrom(body, response.status));
  return body;
}

function speak({ name, language, words }: WantedRecording): Promise<unknown> {
  const address = { params: { path: { name, language } }, body: { words: words.trim() } };
  return read(api.PUT("/api/service/prompts/{name}/{language}/speech", address));
}

/** `canSpeak` tells whether the installation has text-to-speech. */
export function RecordingDialog({
  first,
  canSpeak,
  onClose,
}: {
  readonly first: WantedRecording;
  readonly canSpeak: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.flows.prompts");
  const parts = useTranslations("web.parts");
  const names = useTranslations("flows.languages" as never) as (key: string) => string;
  const form = useSavedForm({
    initial: { ...first, promptName: first.name, source: "file" as Source, file: null as File | null },
    faultsOf: ({ name, source, file }, missing) => [
      name === "" ? { field: "promptName", message: parts("required", { field: t("name") }) } : undefined,
      missing("words", t("words")),
      source === "file" && file === null ? { field: "file", message: t("fileMissing") } : undefined,
    ],
    save: ({ source, file, ...wanted }) => (source === "file" && file !== null ? send(wanted, file) : speak(wanted)),
    refreshes: ["service"],
    onSaved: onClose,
  });
  const { name, language, words, source, file } = form.values;
  const submit = form.isSaving ? parts("working") : t(source === "file" ? "send" : "keep");
  const title = first.isReplacing ? t("replaceTitle", { name }) : t("addTitle");
  return (
    <SavedFormDialog title={title} form={form} submit={submit} onClose={onClose}>
      {first.isReplacing ? null : (
        <>
          <TextField
            {...form.text("promptName")}
            label={t("name")}
            hint={name === "" ? t("nameHint") : t("nameShown", { name })}
            maxLength={60}
            onChange={({ target }) => form.set({ promptName: target.value, name: slug(target.value) })}
          />
          <SelectField {...form.text("language")} label={t("language")}>
            {LANGUAGES.map((code) => (
              <option key={code} value={code}>
                {names(code)}
              </option>
            ))}
          </SelectField>
        </>
      )}
      <TextArea
        {...form.text("words")}
        label={t("words")}
        hint={source === "file" ? t("wordsHint") : t("wordsSpokenHint")}
        rows={3}
        maxLength={500}
      />
      <SelectField {...form.text("source")} label={t("source")} hint={canSpeak ? undefined : t("noSpeech")}>
        <option value="file">{t("sources.file")}</option>
        {canSpeak ? <option value="speech">{t("sources.speech")}</option> : null}
      </SelectField>
      {source === "speech" ? (
        <SpeechButton words={words.trim()} language={language} />
      ) : (
        <Field id="file" label={t("file")} hint={t("fileHint")} error={form.faultOf("file")}>
          {(attributes) => (
            <div className="flex flex-wrap items-center gap-3">
              <FileInput
                {...attributes}
                text={t("chooseFile")}
                accept=".wav,.mp3,audio/wav,audio/x-wav,audio/mpeg"
                isBusy={form.isSaving}
                onFiles={([chosen]) => form.set({ file: chosen ?? null })}
              />
              <span className="min-w-0 break-words text-small">{file === null ? t("noFile") : file.name}</span>
            </div>
          )}
        </Field>
      )}
    </SavedFormDialog>
  );
}
