/** Facts that an officer verified outside the system: source, question, result and officer. */
import { type ReactNode, useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../../parts/badges.tsx";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { moment } from "../../../words/dates.ts";
import { useLicenceCommand } from "../licence-data.ts";
import type { Item, Licence } from "../licence-types.ts";
import { NOTE_MAX } from "./reason-dialog.tsx";

const RESULTS = ["confirmed", "contradicted", "not-reachable"] as const;
const BADGE_STYLES = {
  confirmed: { shape: "tick", tone: "good" },
  contradicted: { shape: "cross", tone: "bad" },
  "not-reachable": { shape: "dash", tone: "wait" },
} as const;
const SOURCE_MAX = 200;

interface FactRecordsProps {
  readonly licence: Licence;
  readonly item: Item;
  /** The file on screen; null for the item as a whole. */
  readonly slot: string | null;
}

function RecordForm({ licence, item, slot, onDone }: FactRecordsProps & { readonly onDone: () => void }): ReactNode {
  const t = useTranslations("web.licenceDesk.fact");
  const desk = useTranslations("web.licenceDesk");
  const command = useLicenceCommand(licence);
  const sources = useId();
  const [source, setSource] = useState("");
  const [result, setResult] = useState<(typeof RESULTS)[number] | null>(null);
  const [note, setNote] = useState("");
  return (
    <form
      className="grid max-w-[70ch] gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (result === null) return;
        const fact = { requirement: item.key, slot, source: source.trim(), result, note: note.trim() };
        command.mutate({ command: "record-fact", ...fact }, { onSuccess: onDone });
      }}
    >
      <label className="grid gap-1">
        <span className="text-small font-semibold">{t("source")}</span>
        <input
          className="input input-small"
          name="source"
          required
          maxLength={SOURCE_MAX}
          list={sources}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <datalist id={sources}>
          {(["kswp", "certificate", "oss", "carrier", "bank"] as const).map((known) => (
            <option key={known} value={t(`known.${known}`)} />
          ))}
        </datalist>
      </label>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
        <legend className="mb-1 text-small font-semibold">{t("result")}</legend>
        {RESULTS.map((value) => (
          <label key={value} className="check">
            <input type="radio" name="result" required checked={result === value} onChange={() => setResult(value)} />
            <span>{t(value)}</span>
          </label>
        ))}
      </fieldset>
      <label className="grid gap-1">
        <span className="text-small font-semibold">{t("note")}</span>
        <textarea
          className="input"
          name="fact-note"
          rows={2}
          maxLength={NOTE_MAX}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      {command.error === null ? null : <FailureNotice error={command.error} />}
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-small button-main" isBusy={command.isPending}>
          {t("keep")}
        </BusyButton>
        <button type="button" className="button button-small" onClick={onDone}>
          {desk("cancel")}
        </button>
      </div>
    </form>
  );
}

/** The recorded facts of an item, and the form to record more. */
export function FactRecords({ licence, item, slot }: FactRecordsProps): ReactNode {
  const t = useTranslations("web.licenceDesk.fact");
  const locale = useLocale();
  const [isWriting, setWriting] = useState(false);
  const facts = licence.recordedFacts.filter(({ requirement }) => requirement === item.key);
  const mayRecord = licence.commands.includes("record-fact");
  if (facts.length === 0 && !mayRecord) return null;
  return (
    <section className="card grid gap-3 p-4" aria-labelledby="facts-title">
      <h3 id="facts-title" className="text-lead">
        {t("title")}
      </h3>
      {facts.length === 0 ? <p className="text-small text-soft">{t("none")}</p> : null}
      <ul className="grid gap-2">
        {facts.map((fact) => (
          <li key={`${fact.at}${fact.source}`} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Badge {...BADGE_STYLES[fact.result]}>{t(fact.result)}</Badge>
              <span className="font-semibold">{fact.source}</span>
              <span className="text-small text-soft">
                {fact.by} · {moment(fact.at, locale)}
              </span>
            </p>
            {fact.note === "" ? null : <p className="whitespace-pre-line [overflow-wrap:anywhere]">{fact.note}</p>}
          </li>
        ))}
      </ul>
      {!mayRecord ? null : isWriting ? (
        <RecordForm licence={licence} item={item} slot={slot} onDone={() => setWriting(false)} />
      ) : (
        <button type="button" className="button button-small justify-self-start" onClick={() => setWriting(true)}>
          {t("begin")}
        </button>
      )}
    </section>
  );
}
