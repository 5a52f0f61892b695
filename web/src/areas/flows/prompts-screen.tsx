/** Recordings for flows: text, playback, and custom replacements by the call centre. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { FlowLanguage } from "../../../../src/service/flows/ivr/contract.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { clipName, type PromptRow, promptsQuery } from "./flows-data.ts";
import { RecordingDialog, type WantedRecording } from "./recording-dialog.tsx";
import { SoundButton } from "./sound-button.tsx";

type Spoken = PromptRow["languages"][number];

const SECONDS = 1_000;
const LANGUAGES = ["id", "en"] as const;

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
  const [upload, setUpload] = useState<WantedRecording | null>(null);
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
      back={{ to: "/layanan/alur", text: t("back") }}
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
      {upload === null ? null : (
        <RecordingDialog first={upload} canSpeak={data?.canSpeak ?? false} onClose={() => setUpload(null)} />
      )}
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
