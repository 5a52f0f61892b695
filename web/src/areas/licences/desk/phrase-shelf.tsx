/** The officer's own sentences for a requirement: one press puts one into the finding. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../../../parts/icons.tsx";
import { dropPhrase, keepPhrase, type Phrase, phrasesOf } from "./phrases.ts";

interface PhraseShelfProps {
  readonly personId: string;
  readonly requirement: string;
  /** What is typed now. */
  readonly typed: Phrase;
  readonly onUse: (phrase: Phrase) => void;
}

/** The kept sentences, and the way to keep what is typed now. */
export function PhraseShelf({ personId, requirement, typed, onUse }: PhraseShelfProps): ReactNode {
  const t = useTranslations("web.licenceDesk.phrases");
  const [phrases, setPhrases] = useState(() => phrasesOf(personId, requirement));
  const mayKeep = typed.note.trim() !== "" && typed.remedy.trim() !== "";
  return (
    <details className="text-small" open={phrases.length > 0}>
      <summary className="cursor-pointer font-semibold">{t("title", { count: phrases.length })}</summary>
      <ul className="mt-2 grid gap-1">
        {phrases.map((phrase) => (
          <li key={phrase.note} className="flex items-start gap-1">
            <button
              type="button"
              className="button button-small button-quiet min-w-0 flex-1 justify-start text-left"
              title={phrase.remedy}
              onClick={() => onUse(phrase)}
            >
              <span className="line-clamp-2 min-w-0">{phrase.note}</span>
            </button>
            <button
              type="button"
              className="button button-small button-quiet"
              aria-label={t("drop", { note: phrase.note })}
              onClick={() => setPhrases(dropPhrase(personId, requirement, phrase.note))}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button button-small mt-2"
        disabled={!mayKeep}
        onClick={() => setPhrases(keepPhrase(personId, requirement, typed))}
      >
        {t("keep")}
      </button>
      <p className="mt-1 text-soft">{t("hint")}</p>
    </details>
  );
}
