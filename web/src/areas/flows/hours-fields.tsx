/** Fields of opening hours: a week as a table, special days, and public holidays by decree. */
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Standing } from "../../../../src/regulation/standing.shared.ts";
import type { OpeningHours } from "../../../../src/service/flows/ivr/contract.ts";
import {
  FLOW_ZONES,
  INTERVALS_MAX,
  SPECIAL_DAYS_MAX,
  WEEKDAYS,
} from "../../../../src/service/flows/ivr/flow-limits.shared.ts";
import { serverNowMs } from "../../data/client.ts";
import { longDate, officeToday } from "../../words/dates.ts";
import type { SurroundingsAnswer } from "./flows-data.ts";
import { Choice, FitText, replaced, Tick, without } from "./step-inputs.tsx";

type Intervals = OpeningHours["specialDays"][number]["hours"];

/** Props of the fields. `field` groups typing into one undo step. */
interface HoursProps {
  readonly hours: OpeningHours;
  readonly write: (hours: OpeningHours, field: string) => void;
}

/** A public holiday in the list. */
type NamedDayOff = SurroundingsAnswer["daysOff"][number] & { readonly standing?: Standing };

/** The abbreviations of the Indonesian time zones. */
export const ZONE_NAMES = { "Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" } as const;

const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
const WORKDAYS = WEEKDAYS.slice(0, 5);

/** The opening intervals of one day. */
function Spans({
  name,
  day,
  hours,
  onChange,
}: {
  readonly name: string;
  /** The label of the day. */
  readonly day: string;
  readonly hours: Intervals;
  readonly onChange: (hours: Intervals, field: string) => void;
}): ReactNode {
  const t = useTranslations("web.flows.hours");
  const free = hours.length === 0 ? { from: "08:00", to: "17:00" } : { from: hours.at(-1)?.to ?? "17:00", to: "24:00" };
  return (
    <div className="grid gap-2">
      {hours.length === 0 ? <p className="text-small text-soft">{t("closedAllDay")}</p> : null}
      {hours.map((span, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity but their place
        <div key={nth} className="flex flex-wrap items-end gap-2">
          {(["from", "to"] as const).map((end) => (
            <FitText
              key={end}
              name={`${name}.${nth}.${end}`}
              label={
                <>
                  <span aria-hidden="true">{t(end)}</span>
                  <span className="sr-only">{t(`${end}Of`, { day, nth: String(nth + 1) })}</span>
                </>
              }
              value={span[end]}
              isFit={isTime}
              fault={t("timeFault")}
              maxLength={5}
              className="max-w-[78px]"
              onFit={(time) => onChange(replaced(hours, nth, { ...span, [end]: time }), `${name}.${nth}.${end}`)}
            />
          ))}
          <button
            type="button"
            className="button button-small mb-1"
            aria-label={t("removeSpanOf", { day, nth: String(nth + 1) })}
            onClick={() => onChange(without(hours, nth), "")}
          >
            {t("removeSpan")}
          </button>
        </div>
      ))}
      {hours.length < INTERVALS_MAX ? (
        <button
          type="button"
          className="button button-small justify-self-start"
          aria-label={t("addSpanOf", { day })}
          onClick={() => onChange([...hours, free], "")}
        >
          {t("addSpan")}
        </button>
      ) : null}
    </div>
  );
}

function Week({ hours, write }: HoursProps): ReactNode {
  const t = useTranslations("web.flows.hours");
  const monday = hours.week.monday;
  return (
    <fieldset id="week" tabIndex={-1} className="grid gap-3">
      <legend className="field-label">{t("week")}</legend>
      <table className="flow-week">
        <tbody>
          {WEEKDAYS.map((day) => (
            <tr key={day} id={`week.${day}`} tabIndex={-1}>
              <th scope="row">{t(`days.${day}`)}</th>
              <td>
                <Spans
                  name={`week.${day}`}
                  day={t(`days.${day}`)}
                  hours={hours.week[day]}
                  onChange={(spans, field) => write({ ...hours, week: { ...hours.week, [day]: spans } }, field)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button
        type="button"
        className="button button-small justify-self-start"
        onClick={() =>
          write({ ...hours, week: { ...hours.week, ...Object.fromEntries(WORKDAYS.map((day) => [day, monday])) } }, "")
        }
      >
        {t("likeMonday")}
      </button>
    </fieldset>
  );
}

function SpecialDays({ hours, write }: HoursProps): ReactNode {
  const t = useTranslations("web.flows.hours");
  const locale = useLocale();
  const [date, setDate] = useState("");
  const put = (specialDays: OpeningHours["specialDays"], field = ""): void => write({ ...hours, specialDays }, field);
  const days = hours.specialDays;
  return (
    <fieldset className="grid gap-3" id="specialDays" tabIndex={-1}>
      <legend className="field-label">{t("specialDays")}</legend>
      <p className="text-small text-soft">{t("specialHint")}</p>
      {days.map((day, nth) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a date may stand twice until it is mended
          key={nth}
          id={`specialDays.${nth}.date`}
          tabIndex={-1}
          className="grid gap-2 rounded-small border border-line p-3"
        >
          <div className="flex flex-wrap items-center justify-between gap-2">
            <strong>{longDate(day.date, locale)}</strong>
            <button
              type="button"
              className="button button-small"
              aria-label={t("removeDayOf", { date: longDate(day.date, locale) })}
              onClick={() => put(without(days, nth))}
            >
              {t("removeDay")}
            </button>
          </div>
          <Spans
            name={`specialDays.${nth}.hours`}
            day={longDate(day.date, locale)}
            hours={day.hours}
            onChange={(spans, field) => put(replaced(days, nth, { ...day, hours: spans }), field)}
          />
        </div>
      ))}
      {days.length < SPECIAL_DAYS_MAX ? (
        <div className="flex flex-wrap items-end gap-2">
          <label className="grid gap-1 text-small">
            <span className="field-label">{t("newDay")}</span>
            <input
              type="date"
              className="input max-w-[200px]"
              value={date}
              onChange={(event) => setDate(event.target.value)}
            />
          </label>
          <button
            type="button"
            className="button"
            aria-disabled={date === "" || undefined}
            onClick={() => {
              if (date === "") return;
              put([...days, { date, hours: [] }]);
              setDate("");
            }}
          >
            {t("addDay")}
          </button>
        </div>
      ) : null}
    </fieldset>
  );
}

function DaysOff({
  hours,
  daysOff,
}: Pick<HoursProps, "hours"> & { readonly daysOff: readonly NamedDayOff[] }): ReactNode {
  const t = useTranslations("web.flows.hours");
  const locale = useLocale();
  const today = officeToday(serverNowMs());
  const coming = daysOff.filter(
    ({ date, kind }) =>
      date >= today && (kind === "national" ? hours.isClosedOnNationalDays : hours.isClosedOnJointLeave),
  );
  return (
    <details className="rounded-small border border-line p-3">
      <summary className="font-semibold">{t("daysOff", { count: coming.length })}</summary>
      <ul className="mt-2 grid gap-1 text-small">
        {coming.map(({ date, name, standing }) => (
          <li key={date}>
            {longDate(date, locale)}: {name}
            {standing === "assumed" ? ` (${t("provisional")})` : ""}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-small text-soft">{t("daysOffHint")}</p>
    </details>
  );
}

/** The fields of opening hours. */
export function HoursFields({
  hours,
  write,
  daysOff,
}: HoursProps & { readonly daysOff: readonly NamedDayOff[] }): ReactNode {
  const t = useTranslations("web.flows.hours");
  return (
    <>
      <Choice
        name="zone"
        label={t("zone")}
        value={hours.zone}
        options={FLOW_ZONES.map((value) => ({ value, text: t(`zones.${ZONE_NAMES[value]}`) }))}
        onChange={(zone) => write({ ...hours, zone }, "zone")}
      />
      <Week hours={hours} write={write} />
      <Tick
        name="isClosedOnNationalDays"
        label={t("national")}
        isOn={hours.isClosedOnNationalDays}
        onChange={(isClosedOnNationalDays) => write({ ...hours, isClosedOnNationalDays }, "")}
      />
      <Tick
        name="isClosedOnJointLeave"
        label={t("jointLeave")}
        isOn={hours.isClosedOnJointLeave}
        onChange={(isClosedOnJointLeave) => write({ ...hours, isClosedOnJointLeave }, "")}
      />
      <DaysOff hours={hours} daysOff={daysOff} />
      <SpecialDays hours={hours} write={write} />
    </>
  );
}
