/** Input for a spoken phrase made of recordings, values and text, and for a single recording. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FlowLanguage, FlowStep, Phrase } from "../../../../src/service/flows/ivr/contract.ts";
import { GIVEN_VALUES, valuesLearnedBy } from "../../../../src/service/flows/ivr/editor/flow-parts.shared.ts";
import { PIECES_MAX, READINGS } from "../../../../src/service/flows/ivr/flow-limits.shared.ts";
import { useEditor } from "./editor-context.ts";
import { clipName } from "./flows-data.ts";
import { SoundButton } from "./sound-button.tsx";
import { Choice, ItemTools, reordered, replaced, without } from "./step-inputs.tsx";
import { valueName } from "./step-words.ts";

type Piece = Phrase[number];

const SHOWN_MAX = 70;
/** The value for "no recording". */
const NONE = "";

/** Selects one recording, or none where permitted. */
export function PromptInput({
  name,
  label,
  value,
  mayBeNone = false,
  onChange,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly mayBeNone?: boolean;
  readonly onChange: (prompt: string) => void;
}): ReactNode {
  const t = useTranslations("web.flows.form");
  const { prompts, flow } = useEditor();
  const isKnown = value === NONE || prompts.some((one) => one.name === value);
  const options = prompts.map((one) => ({ value: one.name, text: optionText(one.words, one.name) }));
  const languages = prompts.find((one) => one.name === value)?.languages ?? [];
  return (
    <div className="grid gap-2">
      <Choice
        name={name}
        label={label}
        value={value}
        options={[
          ...(mayBeNone || value === NONE ? [{ value: NONE, text: t(mayBeNone ? "nothing" : "choosePrompt") }] : []),
          ...(isKnown ? [] : [{ value, text: t("unknownPrompt", { name: value }) }]),
          ...options,
        ]}
        onChange={onChange}
      />
      <div className="flex flex-wrap gap-2">
        {flow.languages
          .filter((language) => languages.includes(language))
          .map((language) => (
            <HearPrompt key={language} name={value} language={language} isOnly={flow.languages.length === 1} />
          ))}
      </div>
    </div>
  );
}

function optionText(words: string, name: string): string {
  const short = words.length > SHOWN_MAX ? `${words.slice(0, SHOWN_MAX - 1)}…` : words;
  return words === name ? name : `${short} (${name})`;
}

function HearPrompt({
  name,
  language,
  isOnly,
}: {
  readonly name: string;
  readonly language: FlowLanguage;
  readonly isOnly: boolean;
}): ReactNode {
  const { saying } = useEditor();
  const said = saying.words.text(`flows.languages.${language}`, {});
  return (
    <span className="inline-flex items-center gap-2 text-small text-soft">
      {isOnly ? null : said}
      <SoundButton clips={[{ kind: "prompt", prompt: clipName(name, language) }]} what={`${name} (${said})`} />
    </span>
  );
}

/** Values that a phrase can read out or a condition can test: those of every call, and those that steps set. */
export function useValues(current: string): readonly { readonly value: string; readonly text: string }[] {
  const { flow, saying } = useEditor();
  const learned = flow.steps.flatMap((step: FlowStep) => valuesLearnedBy(step).map(({ name }) => name));
  const names = [...new Set([...GIVEN_VALUES, ...learned, current])];
  return names.map((value) => ({ value, text: valueName(value, saying.words) }));
}

/** Input for a spoken phrase, piece by piece. */
export function PhraseInput({
  name,
  label,
  phrase,
  onChange,
}: {
  readonly name: string;
  readonly label: string;
  readonly phrase: Phrase;
  readonly onChange: (phrase: Phrase) => void;
}): ReactNode {
  const t = useTranslations("web.flows.form");
  const put = (piece: Piece): void => onChange([...phrase, piece]);
  return (
    <fieldset id={name} className="grid gap-3" tabIndex={-1}>
      <legend className="field-label">{label}</legend>
      {phrase.length === 0 ? <p className="text-small text-soft">{t("saysNothing")}</p> : null}
      <ol className="grid gap-3">
        {phrase.map((piece, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
          <li key={nth} className="grid gap-2 rounded-small border border-line p-3">
            <PieceInput
              name={`${name}.${nth}`}
              piece={piece}
              onChange={(next) => onChange(replaced(phrase, nth, next))}
            />
            <ItemTools
              what={t("piece", { nth: String(nth + 1) })}
              nth={nth}
              count={phrase.length}
              onMove={(to) => onChange(reordered(phrase, nth, to))}
              onRemove={() => onChange(without(phrase, nth))}
            />
          </li>
        ))}
      </ol>
      {phrase.length < PIECES_MAX ? (
        <div className="flex flex-wrap gap-2">
          <button
            type="button"
            className="button button-small"
            onClick={() => put({ piece: "prompt", prompt: "welcome" })}
          >
            {t("addPrompt")}
          </button>
          <button
            type="button"
            className="button button-small"
            onClick={() => put({ piece: "reading", value: "caller", as: "phone" })}
          >
            {t("addReading")}
          </button>
        </div>
      ) : null}
    </fieldset>
  );
}

function PieceInput({
  name,
  piece,
  onChange,
}: {
  readonly name: string;
  readonly piece: Piece;
  readonly onChange: (piece: Piece) => void;
}): ReactNode {
  const t = useTranslations("web.flows.form");
  const values = useValues(piece.piece === "reading" ? piece.value : "caller");
  if (piece.piece === "prompt") {
    return (
      <PromptInput
        name={`${name}.prompt`}
        label={t("prompt")}
        value={piece.prompt}
        onChange={(prompt) => onChange({ piece: "prompt", prompt })}
      />
    );
  }
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Choice
        name={`${name}.value`}
        label={t("readValue")}
        value={piece.value}
        options={values}
        onChange={(value) => onChange({ ...piece, value })}
      />
      <Choice
        name={`${name}.as`}
        label={t("readAs")}
        value={piece.as}
        options={READINGS.map((as) => ({ value: as, text: t(`readings.${as}`) }))}
        onChange={(as) => onChange({ ...piece, as })}
      />
    </div>
  );
}
