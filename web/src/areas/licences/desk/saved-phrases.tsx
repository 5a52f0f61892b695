/** Text snippets for a requirement, the officer's and the team's: one click inserts a snippet into the finding. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMutation } from "../../../data/use-mutation.ts";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { Icon } from "../../../parts/icons.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { dropPhrase, keepPhrase, type Phrase, phrasesQuery, type SavedPhrase } from "./phrases.ts";

interface SavedPhrasesProps {
  readonly requirement: string;
  /** The current input of the form. */
  readonly typed: Phrase;
  readonly onUse: (phrase: Phrase) => void;
}

function PhraseLine({
  phrase,
  onUse,
  onDrop,
}: {
  readonly phrase: SavedPhrase;
  readonly onUse: (phrase: Phrase) => void;
  readonly onDrop: () => void;
}): ReactNode {
  const t = useTranslations("web.licenceDesk.phrases");
  const { note, remedy, rule, isShared, by, mayDrop } = phrase;
  return (
    <li className="flex items-start gap-1">
      <button
        type="button"
        className="button button-small button-quiet min-w-0 flex-1 justify-start text-left"
        title={remedy}
        onClick={() => onUse({ note, remedy, rule })}
      >
        <span className="grid min-w-0">
          <span className="line-clamp-2 min-w-0 [overflow-wrap:anywhere]">{note}</span>
          {isShared ? <span className="text-small text-soft">{t("shared", { name: by })}</span> : null}
        </span>
      </button>
      {mayDrop ? (
        <button
          type="button"
          className="button button-small button-quiet"
          aria-label={t("drop", { note })}
          onClick={onDrop}
        >
          <Icon name="close" size={14} />
        </button>
      ) : null}
    </li>
  );
}

/** The snippets, and the buttons that save the current input as one. */
export function SavedPhrases({ requirement, typed, onUse }: SavedPhrasesProps): ReactNode {
  const t = useTranslations("web.licenceDesk.phrases");
  const cache = useQueryClient();
  const asked = phrasesQuery(requirement);
  const { data } = useQuery(asked);
  const keeping = useMutation({
    mutationFn: (isShared: boolean) => keepPhrase({ ...typed, requirement, isShared }),
    onSuccess: (after) => cache.setQueryData(asked.queryKey, after),
  });
  const dropping = useMutation({
    mutationFn: dropPhrase,
    onSettled: () => cache.invalidateQueries({ queryKey: asked.queryKey }),
  });
  const phrases = data?.items ?? [];
  const mayKeep = typed.note.trim() !== "" && typed.remedy.trim() !== "";
  const failure = keeping.error ?? dropping.error;
  return (
    <details className="text-small" open={phrases.length > 0}>
      <summary className="cursor-pointer font-semibold">{t("title", { count: phrases.length })}</summary>
      <ul className="mt-2 grid gap-1">
        {phrases.map((phrase) => (
          <PhraseLine key={phrase.id} phrase={phrase} onUse={onUse} onDrop={() => dropping.mutate(phrase.id)} />
        ))}
      </ul>
      <p className="mt-2 flex flex-wrap gap-2">
        {([false, true] as const).map((isShared) => (
          <BusyButton
            key={String(isShared)}
            type="button"
            className="button button-small"
            disabled={!mayKeep}
            isBusy={keeping.isPending}
            onClick={() => keeping.mutate(isShared)}
          >
            {t(isShared ? "keepShared" : "keep")}
          </BusyButton>
        ))}
      </p>
      {failure === null ? null : <FailureNotice error={failure} />}
      <p className="mt-1 text-soft">{t("hint")}</p>
    </details>
  );
}
