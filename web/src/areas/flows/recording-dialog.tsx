/** The dialog that creates a recording from a file or by text-to-speech. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { FlowLanguage } from "../../../../src/service/flows/ivr/contract.ts";
import { api, spokenLocale } from "../../data/client.ts";
import { failure, problemFrom, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, Field, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
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

function NameAndLanguage({
  wanted,
  error,
  onChange,
}: {
  readonly wanted: WantedRecording;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<WantedRecording>) => void;
}): ReactNode {
  const t = useTranslations("web.flows.prompts");
  const names = useTranslations("flows.languages" as never) as (key: string) => string;
  const [title, setTitle] = useState(wanted.name);
  return (
    <>
      <TextField
        name="promptName"
        label={t("name")}
        hint={wanted.name === "" ? t("nameHint") : t("nameShown", { name: wanted.name })}
        maxLength={60}
        error={error}
        value={title}
        onChange={(event) => {
          setTitle(event.target.value);
          onChange({ name: slug(event.target.value) });
        }}
      />
      <SelectField
        name="language"
        label={t("language")}
        value={wanted.language}
        onChange={(event) => onChange({ language: event.target.value === "en" ? "en" : "id" })}
      >
        {LANGUAGES.map((language) => (
          <option key={language} value={language}>
            {names(language)}
          </option>
        ))}
      </SelectField>
    </>
  );
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
  const [wanted, setWanted] = useState(first);
  const [source, setSource] = useState<Source>("file");
  const [file, setFile] = useState<File | null>(null);
  const cache = useQueryClient();
  const sending = useMutation({
    mutationFn: (chosen: File | null) => (chosen === null ? speak(wanted) : send(wanted, chosen)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onClose();
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(sending.error);
  const change = (part: Partial<WantedRecording>): void => setWanted((before) => ({ ...before, ...part }));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = [
      ...(wanted.name === "" ? [{ field: "promptName", message: parts("required", { field: t("name") }) }] : []),
      ...(wanted.words.trim() === "" ? [{ field: "words", message: parts("required", { field: t("words") }) }] : []),
      ...(source === "file" && file === null ? [{ field: "file", message: t("fileMissing") }] : []),
    ];
    if (isFree(missing)) sending.mutate(source === "file" ? file : null);
  };
  return (
    <Dialog title={wanted.isReplacing ? t("replaceTitle", { name: wanted.name }) : t("addTitle")} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        {wanted.isReplacing ? null : (
          <NameAndLanguage wanted={wanted} error={faultOf("promptName")} onChange={change} />
        )}
        <TextArea
          name="words"
          label={t("words")}
          hint={source === "file" ? t("wordsHint") : t("wordsSpokenHint")}
          rows={3}
          maxLength={500}
          error={faultOf("words")}
          value={wanted.words}
          onChange={(event) => change({ words: event.target.value })}
        />
        <SelectField
          name="source"
          label={t("source")}
          hint={canSpeak ? undefined : t("noSpeech")}
          value={source}
          onChange={(event) => setSource(event.target.value === "speech" ? "speech" : "file")}
        >
          <option value="file">{t("sources.file")}</option>
          {canSpeak ? <option value="speech">{t("sources.speech")}</option> : null}
        </SelectField>
        {source === "speech" ? (
          <SpeechButton words={wanted.words.trim()} language={wanted.language} />
        ) : (
          <Field id="file" label={t("file")} hint={t("fileHint")} error={faultOf("file")}>
            {(attributes) => (
              <div className="flex flex-wrap items-center gap-3">
                <FileInput
                  {...attributes}
                  text={t("chooseFile")}
                  accept=".wav,.mp3,audio/wav,audio/x-wav,audio/mpeg"
                  isBusy={sending.isPending}
                  onFiles={([chosen]) => setFile(chosen ?? null)}
                />
                <span className="min-w-0 break-words text-small">{file === null ? t("noFile") : file.name}</span>
              </div>
            )}
          </Field>
        )}
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={sending.isPending}>
            {sending.isPending ? parts("working") : t(source === "file" ? "send" : "keep")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
