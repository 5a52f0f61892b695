/** Selects the phones that ring and their order. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../../parts/icons.tsx";
import type { NumbersAnswer } from "./service-data.ts";

type Phone = NumbersAnswer["phones"][number];

function moved(ids: readonly string[], from: number, to: number): readonly string[] {
  const rest = ids.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ids[from] ?? "", ...rest.slice(to)];
}

function Chosen({
  phone,
  place,
  last,
  onMove,
  onTake,
}: {
  readonly phone: Phone;
  readonly place: number;
  readonly last: number;
  readonly onMove: (to: number) => void;
  readonly onTake: () => void;
}): ReactNode {
  const t = useTranslations("web.service.numbers");
  const { extension, name } = phone;
  return (
    <li className="flex flex-wrap items-center gap-2 border-b border-line py-2">
      <span className="min-w-0 flex-1 break-words">{t("phone", { extension, name })}</span>
      <button
        type="button"
        className="button button-small"
        disabled={place === 0}
        aria-label={t("moveUp", { extension })}
        onClick={() => onMove(place - 1)}
      >
        <Icon name="up" size={16} />
      </button>
      <button
        type="button"
        className="button button-small"
        disabled={place === last}
        aria-label={t("moveDown", { extension })}
        onClick={() => onMove(place + 1)}
      >
        <Icon name="down" size={16} />
      </button>
      <button type="button" className="button button-small" aria-label={t("takeOut", { extension })} onClick={onTake}>
        <Icon name="close" size={16} />
      </button>
    </li>
  );
}

/** The selection; `error` is the server's refusal. */
export function PhonePicker({
  phones,
  chosen,
  error,
  onChange,
}: {
  readonly phones: readonly Phone[];
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (ids: readonly string[]) => void;
}): ReactNode {
  const t = useTranslations("web.service.numbers");
  const [next, setNext] = useState("");
  const byId = new Map(phones.map((phone) => [phone.id, phone]));
  const left = phones.filter(({ id }) => !chosen.includes(id));
  const listed = chosen.flatMap((id) => byId.get(id) ?? []);
  return (
    <fieldset id="phoneIds" tabIndex={-1} className={error === undefined ? "field" : "field field-wrong"}>
      <legend className="field-label">{t("phones")}</legend>
      <p className="field-hint">{t("phonesHint")}</p>
      {error === undefined ? null : (
        <p className="field-error">
          <Icon name="error" size={18} />
          {error}
        </p>
      )}
      {listed.length === 0 ? <p className="text-small">{t("noPhoneChosen")}</p> : null}
      <ol>
        {listed.map((phone, place) => (
          <Chosen
            key={phone.id}
            phone={phone}
            place={place}
            last={listed.length - 1}
            onMove={(to) => onChange(moved(chosen, place, to))}
            onTake={() => onChange(chosen.filter((id) => id !== phone.id))}
          />
        ))}
      </ol>
      {left.length === 0 ? null : (
        <div className="mt-2 flex flex-wrap items-end gap-2">
          <label className="grid min-w-0 flex-1 gap-1">
            <span className="text-small">{t("anotherPhone")}</span>
            <select className="input" value={next} onChange={(event) => setNext(event.target.value)}>
              <option value="">{t("choosePhone")}</option>
              {left.map(({ id, extension, name }) => (
                <option key={id} value={id}>
                  {t("phone", { extension, name })}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="button"
            disabled={next === ""}
            onClick={() => {
              onChange([...chosen, next]);
              setNext("");
            }}
          >
            {t("addPhone")}
          </button>
        </div>
      )}
    </fieldset>
  );
}
