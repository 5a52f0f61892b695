/** Mail recipients of an alert: the selected users, and others found by name. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import { CheckField } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { type Alert, type AlertPartProps, alertPeopleQuery } from "./alert-data.ts";

type Named = Alert["people"][number];

/** Number of names offered at first, and added by each press; the server returns at most the last value. */
const STEP = 12;
const SHOWN_MAX = 96;

/** Checkboxes for names. A checked name keeps its position until a new search. */
export function AlertPeople({
  draft: { mailTo },
  error,
  people,
  set,
}: Pick<AlertPartProps, "draft" | "set"> & {
  readonly error: string | undefined;
  /** The users who are recipients already. */
  readonly people: readonly Named[];
}): ReactNode {
  const t = useTranslations("web.alerts.form");
  const [text, setText] = useState("");
  const [shown, setShown] = useState(STEP);
  const [pinned, setPinned] = useState<readonly string[]>(mailTo);
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map(people.map(({ id, name }) => [id, name])));
  const search = useDeferredValue(text.trim());
  const found = useQuery({ ...alertPeopleQuery({ search, pageSize: shown }), placeholderData: keepPreviousData });
  const { items = [], total = 0, hasMore = false } = found.data ?? {};
  const rows = [
    ...pinned.map((id) => ({ id, name: known.get(id) ?? "–" })),
    ...items.filter(({ id }) => !pinned.includes(id)),
  ];
  const look = (next: string): void => {
    setText(next);
    setShown(STEP);
    setPinned(mailTo);
  };
  const tick = ({ id, name }: Named, isTicked: boolean): void => {
    setKnown((before) => new Map(before).set(id, name));
    set({ mailTo: isTicked ? [...mailTo, id] : mailTo.filter((one) => one !== id) });
  };
  const isFew = text === "" && total <= STEP;
  return (
    <fieldset id="mailTo" tabIndex={-1} className={error === undefined ? "grid gap-2" : "field-wrong grid gap-2"}>
      <legend className="field-label">{t("mailTo")}</legend>
      {found.data !== undefined && rows.length === 0 && text === "" ? (
        <p className="field-hint">{t("mailNone")}</p>
      ) : null}
      {error === undefined ? null : <p className="field-error">{error}</p>}
      {isFew ? null : (
        <label className="grid gap-1 sm:max-w-[380px]">
          <span className="text-small">{t("peopleSearch")}</span>
          <input
            type="search"
            className="input"
            maxLength={80}
            value={text}
            onChange={({ target }) => look(target.value)}
            onKeyDown={(event) => {
              // Enter in the search field must not submit the form.
              if (event.key === "Enter") event.preventDefault();
            }}
          />
        </label>
      )}
      {found.error === null ? null : <FailureNotice error={found.error} />}
      <div className="grid gap-1 [overflow-wrap:anywhere] sm:grid-cols-2">
        {rows.map((one) => (
          <CheckField
            key={one.id}
            name={`mailTo-${one.id}`}
            label={one.name}
            checked={mailTo.includes(one.id)}
            onChange={(event) => tick(one, event.target.checked)}
          />
        ))}
      </div>
      <p role="status" className="text-small text-soft">
        {isFew || found.data === undefined ? "" : t("peopleFound", { count: total, chosen: mailTo.length })}
      </p>
      {hasMore && shown < SHOWN_MAX ? (
        <button
          type="button"
          className="button button-small justify-self-start"
          onClick={() => setShown((before) => before + STEP)}
        >
          {t("peopleMore")}
        </button>
      ) : null}
    </fieldset>
  );
}
